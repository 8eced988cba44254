"""Sizes of the benchmarks: environment, then these defaults."""

import os


def number(name: str, default: int) -> int:
	"""Return the setting `XF_BENCH_<name>` as a whole number."""
	return int(os.environ.get(f"XF_BENCH_{name}") or default)


ROWS = number("ROWS", 1_000_000)
CALLS = number("CALLS", 200)
CLIENTS = number("CLIENTS", 4)
WORKERS = number("WORKERS", 4)
RUNS = number("RUNS", 3)
#: Only viewers whose label holds this text, beside Administrator.
VIEWERS = os.environ.get("XF_BENCH_VIEWERS", "")
