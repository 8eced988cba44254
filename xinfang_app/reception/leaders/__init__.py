"""领导接访: the rota, the days, who came, what was promised."""
