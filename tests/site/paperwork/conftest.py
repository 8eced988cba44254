"""The county and the road of `tests/site/letters`, for what the petition room does with its papers."""

import runpy
from pathlib import Path

_letters = runpy.run_path(str(Path(__file__).parents[1] / "letters" / "conftest.py"))
county = _letters["county"]
road = _letters["road"]
words = _letters["words"]
letter_of = _letters["letter_of"]
request_cache = _letters["request_cache"]
