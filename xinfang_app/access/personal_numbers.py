"""A telephone or identity number in a text that is to name nobody.

Rule: texts about disputes, and texts that are published, speak of matters. A mobile number or an identity number in one
of them is somebody's. A number of a landline is an office's, and stays.
"""

import re

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")


def named(*texts: str | None) -> bool:
	"""Return whether one of `texts` holds a mobile or identity number. Pure."""
	return any(pattern.search(text or "") for text in texts for pattern in (_MOBILE, _IDENTITY))
