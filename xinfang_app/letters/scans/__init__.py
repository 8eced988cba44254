"""Papers that come back: a pile of scans finds its records by the code on each page."""
