"""The reader of pictures: RapidOCR (PP-OCR models on onnxruntime), whose models come inside its package.

It was kept over Debian's tesseract because it makes far fewer mistakes on photographs; docs/ocr.md has both figures.
It is an optional part of the installation (`pip install xinfang_app[ocr]`): without it the desk works as before and
says that scans are not read. Reading takes some 300 MB of memory and one core; the models are loaded once in a
process, and no web process ever loads them.
"""

import importlib.util
import os
from dataclasses import dataclass
from functools import cache

from PIL import Image

#: Of the points a page is laid out with. A 12-point type is then some 22 points high, which is enough; more only takes
#: longer and more memory.
LONGEST = 1600
#: Lines the reader is less sure of than this are left out.
SURE = 0.5


@dataclass(frozen=True)
class Line:
	"""One piece of text on a page, with its box in points."""

	text: str
	left: float
	top: float
	right: float
	bottom: float
	sure: float


def available() -> bool:
	"""Return whether the reader is installed. Loads nothing."""
	return bool(importlib.util.find_spec("rapidocr_onnxruntime"))


def lines(image: Image.Image) -> list[str]:
	"""Return the lines of text on a page in reading order; what stands beside each other is one line."""
	return ordered(_read(image))


def ordered(found: list[Line]) -> list[str]:
	"""Return the texts of `found` as lines, from the top down and from left to right."""
	rows: list[list[Line]] = []
	for line in sorted(found, key=lambda one: (one.top + one.bottom) / 2):
		middle = (line.top + line.bottom) / 2
		last = rows[-1][-1] if rows else None
		if last and middle < last.bottom - 0.3 * (last.bottom - last.top) and not _over(rows[-1], line):
			rows[-1].append(line)
		else:
			rows.append([line])
	return [" ".join(one.text for one in sorted(row, key=lambda one: one.left)) for row in rows]


def _over(row: list[Line], line: Line) -> bool:
	"""Whether `line` lies over or under a piece of the row, and so cannot stand beside it."""
	return any(min(one.right, line.right) - max(one.left, line.left) > 10 for one in row)


def _read(image: Image.Image) -> list[Line]:
	import numpy

	result, _times = _reader()(numpy.asarray(image)[:, :, ::-1])
	found = []
	for box, text, sure in result or []:
		across, down = [point[0] for point in box], [point[1] for point in box]
		if float(sure) >= SURE and text.strip():
			found.append(Line(text, min(across), min(down), max(across), max(down), float(sure)))
	return found


@cache
def _reader():
	"""The models, once in a process. One thread each: the machine serves the counter at the same time."""
	os.environ.setdefault("OMP_NUM_THREADS", "1")
	from rapidocr_onnxruntime import RapidOCR

	return RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
