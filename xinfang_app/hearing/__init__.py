"""Hearing (听证): asked for or of the organ's own motion, held in public, concluded and cited. Arts. 31(6), 36."""
