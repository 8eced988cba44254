"""File locks: several people may call the runner at once on different sites of one bench."""

import fcntl
import os
from contextlib import contextmanager

from .shell import give, own


@contextmanager
def lock(settings, name):
	"""Wait for, then hold, the bench's lock of this name."""
	folder = settings.cache / "locks"
	own(settings, settings.cache, folder)
	path = folder / (str(settings.bench).strip("/").replace("/", "-") + f".{name}.lock")
	handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
	give(settings, path)
	try:
		fcntl.flock(handle, fcntl.LOCK_EX)
		yield
	finally:
		os.close(handle)
