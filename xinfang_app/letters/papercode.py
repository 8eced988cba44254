"""The code on every paper: an opaque number in a QR symbol, by which a scan of the paper finds its record again.

Rule: the number says nothing. It is drawn by lot when the paper is issued, has no date, organ or serial in it, and
names nobody; only whoever may see the Official Letter learns from it which paper it is. Under the symbol the same
number stands in letters, so that it can be typed where a scan cannot be read. Its last character checks the others:
one wrong character, or two that changed places, are noticed.

`XF` and thirteen characters make a symbol of 21 × 21 modules that loses a quarter of its area before it is lost; on
paper it measures 15 mm, a module 0.7 mm, which a telephone held over the whole page still resolves.
"""

import io
import re
import secrets

import segno

PREFIX = "XF"
# No 0, I, L, O, U: read aloud or copied by hand they are taken for others. 31 characters, a prime, for the check.
ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
# On a preview; it is no number of a paper and its check fails on purpose.
SPECIMEN = "SPECMENXXXXX1"
_SHAPE = re.compile(rf"{PREFIX}([{ALPHABET}]{{{LENGTH + 1}}})")


def new() -> str:
	"""Return a new number: twelve characters drawn by lot and their check character."""
	drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
	return drawn + check_character(drawn)


def check_character(drawn: str) -> str:
	"""Return the check character of twelve characters: their weighted sum modulo 31."""
	total = sum(ALPHABET.index(letter) * weight for weight, letter in enumerate(drawn, 1))
	return ALPHABET[total % len(ALPHABET)]


def written(code: str) -> str:
	"""Return the number as it is printed under the symbol: ABCD-EFGH-JKMNP."""
	return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def typed(text: str | None) -> str | None:
	"""Return the number that somebody typed, in whatever groups and case; None if it is none or has a slip in it."""
	code = re.sub(r"[\s\-–—]", "", text or "").upper()
	# A number may itself begin with these letters.
	if len(code) > LENGTH + 1:
		code = code.removeprefix(PREFIX)
	return code if _is_valid(code) else None


def scanned(text: str) -> str | None:
	"""Return the number in what a scanner read; None where the symbol is no paper code or its check fails."""
	found = _SHAPE.fullmatch(text.strip())
	return found[1] if found and _is_valid(found[1]) else None


def is_specimen(text: str) -> bool:
	"""Return whether a scanner read the symbol of a preview."""
	return text.strip() == PREFIX + SPECIMEN


def svg(code: str) -> bytes:
	"""Return the symbol as SVG, for the PDF and the desk."""
	return _drawn(code, kind="svg", omitsize=True)


def png(code: str) -> bytes:
	"""Return the symbol as a PNG of 210 × 210 dots, for Word."""
	return _drawn(code, kind="png", scale=10)


def _drawn(code: str, **looks) -> bytes:
	# The white paper around it is the quiet zone; the style sheet keeps it free.
	symbol = segno.make(PREFIX + code, version=1, error="q", boost_error=False)
	kept = io.BytesIO()
	symbol.save(kept, border=0, **looks)
	return kept.getvalue()


def _is_valid(code: str) -> bool:
	return len(code) == LENGTH + 1 and set(code) <= set(ALPHABET) and code[-1] == check_character(code[:-1])
