"""What a supervision letter may rest on, and which kind follows which. Pure.

Rules. Art. 40 §1: where an organ breaks the rules of acceptance or handling, shirks, is perfunctory, delays, cheats or
refuses to carry out an opinion, the petition office urges it in time. Listed supervision (挂牌督办) is decided by the
joint conference (art. 39). Articles 43 to 46 say who answers for what; they are cited for breaches of the statute only:
a letter about a term of the house's own never cites them.

The ladder: reminder → urging notice, warning → supervision order → proposal to the conference. It ends there: pursuing
responsibility is no step of a ladder (art. 40 §3).
"""

import re

REMINDER, WARNING, URGING = "Reminder Letter", "Warning Letter", "Urging Notice"
ORDER, LISTED = "Supervision Order", "Listed Supervision"
KINDS = (REMINDER, WARNING, URGING, ORDER, LISTED)
#: How strong a kind is; two of one strength do not follow each other.
RANK = {REMINDER: 1, WARNING: 2, URGING: 2, ORDER: 3, LISTED: 4}
#: What follows when the demand was not met; None: the conference.
NEXT = {REMINDER: URGING, WARNING: ORDER, URGING: ORDER, ORDER: None, LISTED: None}
#: The paper of each kind; each has its own word in the document number.
PAPERS = {REMINDER: "W29", WARNING: "W29Y", URGING: "W29C", ORDER: "W30", LISTED: "W30G"}
#: Days to reply, where nobody says otherwise.
TERM_DAYS = {REMINDER: 7, WARNING: 5, URGING: 5, ORDER: 15, LISTED: 30}
#: As a step of an escalation policy calls them.
ALIASES = {"Reminder": REMINDER, "Warning": WARNING, "Urge": URGING, "Supervision": ORDER, "Listed": LISTED}

#: The usual cause of a term that was not kept, for letters that the engine drafts.
CAUSES = {
	**dict.fromkeys(("N01", "N02", "N02S", "N03", "N04"), "D01"),
	**dict.fromkeys(("N06", "N15"), "D03"),
	"N07a": "D02",
	**dict.fromkeys(("N08", "N08U"), "D04"),
	"N30": "D09",
	"N17": "D12",
}
#: For terms of the house's own: delay, art. 40.
DELAY = "D07"

#: The full form of an article only: a document number (〔2025〕45号), a day or an amount is none.
#: Lists and ranges count too (第四十三至四十六条).
_ONE, _AND = r"[\d一二三四五六七八九十]+\s*", r"[、至到和及与—-]\s*"
_ACCOUNTABILITY = re.compile(rf"第\s*(?:{_ONE}{_AND})*(?:四十[三四五六]|4[3-6])\s*(?:{_AND}{_ONE})*条")


def kind_of(name: str | None) -> str:
	"""Return the kind of letter that `name` (ours, or an escalation policy's) means; a supervision order by default."""
	if name in KINDS:
		return name
	return ALIASES.get(name or "", ORDER)


def cause_of(rule: str | None, statutory: bool) -> str:
	"""Return the cause code for a breached `rule`; one that cites 43 to 46 only where the term is `statutory`."""
	found = CAUSES.get(rule or "", DELAY)
	return found if statutory or found in ("D09", "D12") else DELAY


def cites_accountability(*texts: str | None) -> bool:
	"""Return whether one of `texts` names an article from 43 to 46, in figures or in words."""
	return any(_ACCOUNTABILITY.search(text or "") for text in texts)


def follows(kind: str) -> str | None:
	"""Return the kind that comes after `kind` was not met; None where the conference is next."""
	return NEXT[kind]
