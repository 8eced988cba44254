"""Duties to report, to show up and to do again and again: urgent information, on-site duty, routine duties."""
