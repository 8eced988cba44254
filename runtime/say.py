"""What the runner tells the person at the terminal, always in Chinese and English."""

import sys
import time

STARTED = time.monotonic()


class Stop(Exception):
	"""A condition that somebody has to put right; ends the run with one line.

	`tail` is the end of a log, for failures that nobody foresaw.
	"""

	def __init__(self, zh, en, tail=""):
		super().__init__(en)
		self.zh = zh
		self.en = en
		self.tail = tail


class Steps:
	"""Counts the steps of one run: `step n of m`, with the time since the start."""

	def __init__(self, total):
		self.total = total
		self.done = 0

	def __call__(self, zh, en):
		self.done += 1
		line(f"[{self.done}/{self.total}] {clock()} {zh} · {en}")


def clock():
	"""Time since the start of this run, as m:ss."""
	seconds = int(time.monotonic() - STARTED)
	return f"{seconds // 60}:{seconds % 60:02d}"


def line(text=""):
	"""Print one line at once, also into a pipe."""
	print(text, flush=True)


def both(zh, en):
	"""Print one message in both languages."""
	line(f"      {zh} · {en}")


def stopped(stop):
	"""Print why the run ended."""
	if stop.tail:
		print(stop.tail, file=sys.stderr)
	print(f"✗ {stop.zh} · {stop.en}", file=sys.stderr, flush=True)
