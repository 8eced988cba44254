"""How many characters of a letter the readers get right: printed pages, scanned and photographed.

    python benchmarks/ocr.py [--pages FOLDER]

Makes its own pages: invented letters (`ocr_letters.py`) set with the Noto fonts in several sizes, once clean as from a
scanner and once as if photographed (turned, in perspective, blurred, unevenly lit, noisy, compressed). Both readers get
the same pictures. A character error rate is the edit distance over the length of the text, blanks left out and signs
brought to one form. Handwriting is not measured: there is no font that writes like people do.

Needs the package's `ocr` extra; Debian's tesseract-ocr and tesseract-ocr-chi-sim are measured where installed.
The last line is one of JSON.
"""

import argparse
import io
import json
import random
import resource
import shutil
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import cv2
import numpy
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ocr_letters import LETTERS

from xinfang_app.reception.reading import engine, proposal

FONTS = Path("/usr/share/fonts/opentype/noto")
#: (file, size in points of a page at 200 dpi): 三号, 四号 and 小四 are 44, 39 and 33 of these.
TYPES = [
	("NotoSerifCJK-Regular.ttc", 44),
	("NotoSansCJK-Regular.ttc", 33),
	("NotoSerifCJK-Bold.ttc", 39),
	("NotoSansCJK-Light.ttc", 39),
]
PAGE = (1654, 2339)
MARGIN = 190
SEED = 990124


def page(letter: list[str], font: str, size: int) -> tuple[Image.Image, list[str]]:
	"""Return the page of a letter and its lines as they stand on it."""
	name = font if (FONTS / font).exists() else font.replace("-Light", "-Regular")
	face = ImageFont.truetype(str(FONTS / name), size, index=2)
	image = Image.new("RGB", PAGE, "white")
	draw = ImageDraw.Draw(image)
	width, step, top = PAGE[0] - 2 * MARGIN, round(size * 1.75), MARGIN
	lines: list[str] = []
	for place, paragraph in enumerate(letter):
		mark, _sep, text = paragraph.partition("|")
		first = 2 * size if mark == "p" else 0
		while text:
			count = len(text)
			while face.getlength(text[:count]) > width - first:
				count -= 1
			part, text = text[:count], text[count:]
			length = face.getlength(part)
			left = {"t": (PAGE[0] - length) / 2, "r": PAGE[0] - MARGIN - length}.get(mark, MARGIN + first)
			draw.text((left, top), part, font=face, fill=(25, 25, 30))
			lines.append(part)
			top += step
			first = 0
		top += step // 3 if place == 0 else 0
	return image, lines


def scanned(image: Image.Image, dice: random.Random) -> Image.Image:
	"""As from a flat-bed scanner: a little skewed, a little noise, a good JPEG."""
	array = numpy.asarray(image.rotate(dice.uniform(-0.6, 0.6), fillcolor="white", resample=Image.BICUBIC))
	noise = numpy.random.default_rng(dice.randrange(10**6)).normal(0, 4, array.shape)
	return _jpeg(Image.fromarray(numpy.clip(array + noise, 0, 255).astype("uint8")), 80)


def photographed(image: Image.Image, dice: random.Random) -> Image.Image:
	"""As from a telephone over a desk: turned, in perspective, unevenly lit, blurred, noisy, a poor JPEG."""
	array = cv2.cvtColor(numpy.asarray(image), cv2.COLOR_RGB2BGR)
	height, width = array.shape[:2]
	pad = 120
	array = cv2.copyMakeBorder(array, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(70, 90, 105))
	height, width = array.shape[:2]

	def off(share: float) -> float:
		return dice.uniform(-share, share) * width

	source = numpy.float32([[0, 0], [width, 0], [width, height], [0, height]])
	target = numpy.float32([[x + off(0.05), y + off(0.05)] for x, y in source])
	array = cv2.warpPerspective(
		array, cv2.getPerspectiveTransform(source, target), (width, height), borderValue=(70, 90, 105)
	)
	turn = cv2.getRotationMatrix2D((width / 2, height / 2), dice.uniform(-3, 3), 1)
	array = cv2.warpAffine(array, turn, (width, height), borderValue=(70, 90, 105))
	across, down = numpy.meshgrid(numpy.linspace(-1, 1, width), numpy.linspace(-1, 1, height))
	light = 0.82 + 0.18 * (across * dice.uniform(-1, 1) + down * dice.uniform(-1, 1))
	spot = numpy.exp(
		-((across - dice.uniform(-0.6, 0.6)) ** 2 + (down - dice.uniform(-0.6, 0.6)) ** 2) / 0.35
	)
	array = array * numpy.clip(light - 0.22 * spot, 0.4, 1.05)[..., None]
	array = cv2.GaussianBlur(array, (0, 0), dice.uniform(0.9, 1.5))
	array += numpy.random.default_rng(dice.randrange(10**6)).normal(0, 9, array.shape)
	array = cv2.resize(
		numpy.clip(array, 0, 255).astype("uint8"), None, fx=0.85, fy=0.85, interpolation=cv2.INTER_AREA
	)
	return _jpeg(Image.fromarray(cv2.cvtColor(array, cv2.COLOR_BGR2RGB)), dice.choice((45, 55, 65)))


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
	out = io.BytesIO()
	image.save(out, "JPEG", quality=quality)
	return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def plain(text: str) -> str:
	"""Return `text` without blanks, its signs in one form."""
	text = unicodedata.normalize("NFKC", text)
	return "".join(c for c in text if not c.isspace())


def errors(truth: list[str], read: list[str]) -> tuple[int, int]:
	"""Return (edit distance, length of the truth)."""
	one, other = plain("".join(truth)), plain("".join(read))
	return Levenshtein.distance(one, other), len(one)


def by_tesseract(image: Image.Image) -> list[str]:
	"""Read a page with Debian's tesseract and its simplified Chinese."""
	out = io.BytesIO()
	image.save(out, "PNG")
	command = ["tesseract", "-", "-", "-l", "chi_sim", "--psm", "6", "--dpi", "200"]
	done = subprocess.run(command, input=out.getvalue(), capture_output=True, check=True)
	return [line for line in done.stdout.decode().splitlines() if line.strip()]


def by_rapidocr(image: Image.Image) -> list[str]:
	"""Read a page as the app does."""
	fitted = image.copy()
	fitted.thumbnail((engine.LONGEST, engine.LONGEST), Image.LANCZOS)
	return engine.lines(fitted)


def pages() -> list[dict]:
	"""Return all pages: {kind, font, size, image, lines, letter}."""
	dice = random.Random(SEED)
	made = []
	for letter in LETTERS:
		for font, size in TYPES:
			clean, lines = page(letter["lines"], font, size)
			for kind, work in (("printed, scanned", scanned), ("printed, photographed", photographed)):
				made.append(
					{
						"kind": kind,
						"font": font,
						"size": size,
						"image": work(clean, dice),
						"lines": lines,
						"letter": letter,
					}
				)
	return made


def fields_right(one: dict, lines: list[str]) -> tuple[int, int]:
	"""Return how many of the fields named for a letter the proposal gets exactly right, and of how many."""
	found = proposal.of(lines).fields
	wanted = one["letter"]["fields"]
	return sum(plain(found.get(key, "")) == plain(value) for key, value in wanted.items()), len(wanted)


def main() -> None:
	"""Measure and print."""
	parser = argparse.ArgumentParser()
	parser.add_argument("--pages", help="keep the pages as pictures in this folder")
	options = parser.parse_args()
	readers = {"rapidocr": by_rapidocr}
	if shutil.which("tesseract"):
		readers["tesseract"] = by_tesseract
	made = pages()
	if options.pages:
		Path(options.pages).mkdir(parents=True, exist_ok=True)
		for no, one in enumerate(made):
			one["image"].save(Path(options.pages) / f"{no:02d}-{one['kind'].split()[-1]}.jpg", quality=90)
	by_rapidocr(made[0]["image"])
	result: dict = {"pages": len(made), "readers": {}}
	for name, read in readers.items():
		sums: dict[str, list] = {}
		for one in made:
			began = time.perf_counter()
			lines = read(one["image"])
			took = time.perf_counter() - began
			wrong, length = errors(one["lines"], lines)
			right, wanted = fields_right(one, lines)
			row = sums.setdefault(one["kind"], [0, 0, 0, 0, 0.0, 0])
			for place, value in enumerate((wrong, length, right, wanted, took, 1)):
				row[place] += value
		result["readers"][name] = {
			kind: {
				"accuracy": round(100 * (1 - wrong / length), 2),
				"fields": f"{right}/{wanted}",
				"seconds_a_page": round(took / count, 2),
			}
			for kind, (wrong, length, right, wanted, took, count) in sums.items()
		}
	result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
	for name, kinds in result["readers"].items():
		for kind, row in kinds.items():
			print(
				f"{name:10} {kind:24} {row['accuracy']:6.2f} %  fields {row['fields']:>6}  {row['seconds_a_page']} s"
			)
	print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
	main()
