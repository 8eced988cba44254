"""Identity never lies in the text of a paper: a slot does.

Rule: the stored text of an Official Letter holds, where a petitioner's name, phone or address belongs, a slot such as
`⟦p4x9…:name⟧`. Whoever reads the text on the desk sees the masked name; only the making of the PDF, which goes to the
petitioner or to the organ that must answer, fills the slots, and that opens the identity through `access.identity`,
which logs it. A paper read by everybody in scope would otherwise be a way round the identity log (DOMAIN: need to know).
"""

import re
from collections.abc import Callable
from html import escape

PARTS = ("name", "phone", "address", "id_no")
_SLOT = re.compile(r"⟦([A-Za-z0-9_-]+):(name|phone|address|id_no)⟧")


class Slot(str):
	"""A slot as data for a template; every other text loses its brackets (`disarm`) before it is printed."""


def slot(petitioner: str, part: str) -> Slot:
	"""Return the slot for one part of an identity; `petitioner` is the name of a Petitioner record."""
	if part not in PARTS:
		raise ValueError(part)
	return Slot(f"⟦{petitioner}:{part}⟧")


def petitioners(html: str) -> list[str]:
	"""Return the Petitioner records whose identity `html` asks for, each once, in order of appearance."""
	return list(dict.fromkeys(match[0] for match in _SLOT.findall(html)))


def fill(html: str, value: Callable[[str, str], str | None]) -> str:
	"""Return `html` with each slot replaced by `value(petitioner, part)`, escaped; None becomes an empty text."""
	return _SLOT.sub(lambda match: escape(value(match[1], match[2]) or ""), html)


def disarm(text: str) -> str:
	"""Return a user's text without slot brackets, so that nobody can write a slot into a petition and have it filled."""
	return text.replace("⟦", "[").replace("⟧", "]")
