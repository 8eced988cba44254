"""领导包案: a leader who holds a leading post takes a hard matter on, until it is solved or lawfully ended (art. 18)."""
