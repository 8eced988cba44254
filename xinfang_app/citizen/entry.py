"""Who may come in: number and query code, told apart from nothing.

Rule: the same answer, in the same words and after the same time, whether the number does not exist, the code is wrong,
or the pair was tried too often; so nobody learns whether a number exists, nor that he is locked out. A right pair gives
a session (`session`), and the code is not sent again.

A matter is found by a registered piece or, for an accusation, by its row of the Sealed Register (`sealed_code`).
"""

import time
from typing import NamedTuple

from xinfang_app.citizen import limits, sealed_code
from xinfang_app.petition.registering import query_code

# Longer than either look-up takes; a refusal always takes this long (seconds).
REFUSAL_TAKES = 0.4
PIECE, SEALED = "piece", "sealed"


class Visitor(NamedTuple):
	"""Whose matter is looked at: the kind and the name of the Petition Submission or Sealed Register row."""

	kind: str
	name: str


def visitor(number: str, code: str) -> Visitor | None:
	"""Return whom `number` and `code` (as typed) let in, else None after the time that every refusal takes.

	Raises TooManyTries when this address asks for too much altogether.
	"""
	began = time.monotonic()
	limits.count_visit()
	number = (number or "").strip().upper()[:40]
	# All is looked up before anything is decided: the steps are the same for every answer.
	locked = limits.is_locked(number)
	piece = query_code.matches(number, (code or "")[:40])
	sealed = sealed_code.matches(number, (code or "")[:40])
	found = Visitor(PIECE, piece) if piece else Visitor(SEALED, sealed) if sealed else None
	if found and not locked:
		limits.forget_failures(number)
		return found
	limits.count_failure(number)
	time.sleep(max(0.0, REFUSAL_TAKES - (time.monotonic() - began)))
	return None
