"""Identity never lies in the text of a paper: a slot does.

Rule: the stored text of an Official Letter holds, where a petitioner's name, phone or address belongs, a slot such as
`⟦p4x9…:name⟧`. Whoever reads the text on the desk sees the masked name; only the making of the PDF, which goes to the
petitioner or to the organ that must answer, fills the slots, and that opens the identity through `access.identity`,
which logs it. A paper read by everybody in scope would otherwise be a way round the identity log (DOMAIN: need to know).
"""

import re
from collections.abc import Callable
from html import escape

IDENTITY = ("name", "phone", "address", "id_no")
# Not of a person but as secret: the code with which the petitioner follows the matter (its key is the submission).
SECRETS = ("query_code",)
_SLOT = re.compile(rf"⟦([A-Za-z0-9_-]+):({'|'.join(IDENTITY + SECRETS)})⟧")


class Slot(str):
	"""A slot as data for a template; every other text loses its brackets (`disarm`) before it is printed."""


def slot(name: str, part: str) -> Slot:
	"""Return the slot for one part of an identity; `name` is that of a Petitioner (or, for a secret, its record)."""
	if part not in IDENTITY + SECRETS:
		raise ValueError(part)
	return Slot(f"⟦{name}:{part}⟧")


def petitioners(html: str) -> list[str]:
	"""Return the Petitioner records whose identity `html` asks for, each once, in order of appearance."""
	return list(dict.fromkeys(name for name, part in _SLOT.findall(html) if part in IDENTITY))


def has_secret(html: str) -> bool:
	"""Return whether `html` asks for a secret, such as a query code; such a paper is never stored."""
	return any(part in SECRETS for _name, part in _SLOT.findall(html))


def fill(html: str, value: Callable[[str, str], str | None]) -> str:
	"""Return `html` with each slot replaced by `value(name, part)`, escaped; None becomes an empty text."""
	return _SLOT.sub(lambda match: escape(value(match[1], match[2]) or ""), html)


def disarm(text: str) -> str:
	"""Return a user's text without slot brackets, so that nobody can write a slot into a petition and have it filled."""
	return text.replace("⟦", "[").replace("⟧", "]")
