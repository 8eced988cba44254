"""Scans of letters: taken in, looked at page by page, cut apart."""
