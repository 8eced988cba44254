"""From what comes in to a registered piece and its matter: repeats, splitting, sealing, numbers."""
