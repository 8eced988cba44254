"""Visits at the counter: the queue of the day, the talk, its record."""
