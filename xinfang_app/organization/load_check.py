"""Check a county's files against each other and against what the site holds, before anything is written.

The rules are those of the forms (`jurisdiction_rules`, `organ_rules`, `posting_rules`), asked of all rows at once with
one read per table. Every row is looked at, and every fault is named with file, line and reason.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import validate_email_address

from xinfang_app.organization import codes
from xinfang_app.organization.load_files import Problem, Row
from xinfang_app.organization.organ_rules import CODE as ORGAN_CODE
from xinfang_app.organization.posting_rules import overlap, unfit
from xinfang_app.organization.roles import CONFIRMED, POSTS

KINDS = (
	"Petition Office",
	"Government",
	"Party Committee",
	"Department",
	"Township",
	"Village Committee",
	"Discipline Organ",
	"Politics and Law Organ",
	"Review Office",
	"External",
)

PostingKey = tuple[str, str, str, str, str]


@dataclass
class Known:
	"""What the site holds already, by key; after the checks also what the files bring."""

	places: dict[str, dict] = field(default_factory=dict)
	organs: dict[str, dict] = field(default_factory=dict)
	postings: dict[PostingKey, dict] = field(default_factory=dict)
	categories: frozenset[str] = frozenset()


def posting_key(row) -> PostingKey:
	"""Return what tells one posting from another in the files: user, organ, post, first day, whom he stands in for."""
	return (row["user"], row["organ"], row["post"], str(row["from_date"]), row["deputy_of"] or "")


def places(rows: list[Row], known: Known) -> list[Problem]:
	"""Check jurisdictions.csv; complete each row's tier and parent; add the rows to `known`."""
	problems: list[Problem] = _twice(rows, lambda row: row["code"], _("jurisdiction {0} stands twice"))
	good = []
	for row in rows:
		fault = codes.fault(row["code"])
		if fault:
			problems.append(row.problem(_("Jurisdiction code {0}: {1}").format(row["code"] or "", _(fault))))
			continue
		good.append(row)
		known.places[row["code"]] = row.values
	for row in good:
		code, parent = row["code"], row["parent_jurisdiction"]
		row.values["tier"] = codes.tier_of(code)
		if not parent:
			parent = next((place for place in codes.ancestors(code) if place in known.places), None)
			row.values["parent_jurisdiction"] = parent
		elif parent not in known.places:
			problems.append(row.problem(_("the parent place {0} is unknown").format(parent)))
		elif parent == code or not codes.contains(parent, code):
			problems.append(
				row.problem(
					_(
						"Jurisdiction code {0} does not begin with the significant digits of its parent {1}"
					).format(code, parent)
				)
			)
		problems.extend(_validity(row, known.places))
	problems.extend(
		_circles(good, known.places, "successor", _("The successors of {0} run in a circle: {1}"))
	)
	return problems


def organs(rows: list[Row], known: Known) -> list[Problem]:
	"""Check organs.csv; complete kind, tier and place code; add the rows to `known`."""
	problems = _twice(rows, lambda row: row["code"], _("organ {0} stands twice"))
	kinds = _by_either_name(KINDS)
	for row in rows:
		known.organs[row["code"]] = row.values
		kind = kinds.get(row["kind"] or "")
		if not kind:
			allowed = "、".join(_(name) for name in KINDS)
			problems.append(
				row.problem(_("kind of organ “{0}” is unknown; known are {1}").format(row["kind"], allowed))
			)
		place = row["jurisdiction"]
		row.values["kind"] = kind
		row.values["is_external"] = int(bool(row["is_external"] or kind == "External"))
		row.values["place_code"] = place
		row.values["tier"] = codes.tier_of(place) if place in known.places else "National"
		if row["code"] and not ORGAN_CODE.fullmatch(row["code"]):
			problems.append(
				row.problem(
					_("Organ code {0}: only letters, digits and hyphens, at most 20").format(row["code"])
				)
			)
		if place and place not in known.places:
			problems.append(row.problem(_("the place {0} is unknown").format(place)))
		if not place and not row["is_external"]:
			problems.append(row.problem(_("{0} needs a jurisdiction").format(row["title"])))
		problems.extend(_competences(row, known))
	for row in rows:
		for column in ("parent_organ", "review_organ"):
			above = row[column]
			if above and above == row["code"]:
				problems.append(row.problem(_("{0} cannot be its own superior").format(row["title"])))
			elif above and above not in known.organs:
				problems.append(row.problem(_("the organ {0} is unknown").format(above)))
		problems.extend(_validity(row, known.organs))
	problems.extend(
		_circles(rows, known.organs, "parent_organ", _("The superiors of {0} run in a circle: {1}"))
	)
	problems.extend(
		_circles(rows, known.organs, "successor", _("The successors of {0} run in a circle: {1}"))
	)
	return problems


def postings(rows: list[Row], known: Known) -> list[Problem]:
	"""Check postings.csv; complete post and account; add the rows to `known`."""
	problems: list[Problem] = []
	posts = _by_either_name(POSTS)
	for row in rows:
		row.values["user"] = (row["user"] or "").lower()
		for column in ("deputy_of", "confirmed_by"):
			row.values[column] = row[column].lower() if row[column] else None
		post = posts.get(row["post"] or "")
		if not post:
			problems.append(row.problem(_("{0} is no post of this system").format(row["post"] or "")))
		row.values["post"] = post
		problems.extend(_posting(row, known))
	problems.extend(_twice(rows, posting_key, _("the posting of {0} stands twice")))
	problems.extend(_one_name(rows))
	for row in rows:
		held = known.postings.get(posting_key(row)) or {}
		row.values["name"] = held.get("name")
		known.postings[posting_key(row)] = row.values
	for row in rows:
		problems.extend(_deputy(row, known))
	problems.extend(_overlaps(rows, known))
	return problems


def inboxes(rows: list[Row], known: Known) -> list[Problem]:
	"""Check that each inbox keeper of organs.csv holds a post at that organ. Asked after the postings."""
	staff = {(row["user"], row["organ"]) for row in known.postings.values()}
	problems = []
	for row in rows:
		keeper = row.values["inbox_user"] = row["inbox_user"].lower() if row["inbox_user"] else None
		if keeper and (keeper, row["code"]) not in staff:
			problems.append(row.problem(_("the inbox keeper {0} holds no post at this organ").format(keeper)))
	return problems


def _by_either_name(names: Iterable[str]) -> dict[str, str]:
	"""Return {what a file may say: name}: the Chinese and the English name, whatever language the loader speaks."""
	return {written: name for name in names for written in (name, _(name, lang="zh"))}


def _twice(rows: list[Row], key: Callable, message: str) -> list[Problem]:
	seen: set = set()
	problems = []
	for row in rows:
		own = key(row)
		if own in seen:
			problems.append(row.problem(message.format(own if isinstance(own, str) else own[0])))
		seen.add(own)
	return problems


def _validity(row: Row, known: dict[str, dict]) -> list[Problem]:
	problems = []
	if row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]:
		problems.append(row.problem(_("{0} ends before it begins").format(row["title"])))
	following = row["successor"]
	if following and following == row["code"]:
		problems.append(row.problem(_("{0} cannot be its own successor").format(row["title"])))
	elif following and following not in known:
		problems.append(row.problem(_("the successor {0} is unknown").format(following)))
	if following and not row["valid_to"]:
		problems.append(
			row.problem(_("{0} has a successor: give the last day it was valid").format(row["title"]))
		)
	return problems


def _circles(rows: list[Row], known: dict[str, dict], column: str, message: str) -> list[Problem]:
	"""Return a problem for each row that comes back to itself by `column`. A row that names itself is told elsewhere."""
	problems = []
	for row in rows:
		path, following = [row["code"]], row[column]
		while following in known and following not in path:
			path.append(following)
			following = known[following].get(column)
		if following == row["code"] and len(path) > 1:
			problems.append(row.problem(message.format(row["code"], " → ".join([*path, following]))))
	return problems


def _competences(row: Row, known: Known) -> list[Problem]:
	named = row["competences"] or []
	problems = [
		row.problem(_("the category {0} is unknown").format(category))
		for category in named
		if category not in known.categories
	]
	twice = sorted({category for category in named if named.count(category) > 1})
	if twice:
		problems.append(
			row.problem(_("{0} names a category twice: {1}").format(row["title"], "、".join(twice)))
		)
	return problems


def _posting(row: Row, known: Known) -> list[Problem]:
	problems = []
	if row["user"] and not validate_email_address(row["user"]):
		problems.append(row.problem(_("the account {0} is no e-mail address").format(row["user"])))
	organ = known.organs.get(row["organ"])
	if not organ:
		if row["organ"]:
			problems.append(row.problem(_("the organ {0} is unknown").format(row["organ"])))
	elif row["post"] and organ["kind"]:
		reason = unfit(row["post"], frappe._dict(organ))
		if reason:
			problems.append(row.problem(reason))
	if row["from_date"] and row["to_date"] and row["to_date"] < row["from_date"]:
		problems.append(row.problem(_("The posting ends before it begins")))
	if bool(row["acting_from"]) != bool(row["acting_to"]):
		problems.append(row.problem(_("An acting period has a first and a last day")))
	elif row["acting_from"] and row["acting_to"] < row["acting_from"]:
		problems.append(row.problem(_("The acting period ends before it begins")))
	if row["post"] in CONFIRMED and row["confirmed_by"] in (None, row["user"]):
		problems.append(
			row.problem(
				_("the post {0} needs the account of a second person who confirms").format(_(row["post"]))
			)
		)
	elif row["post"] not in CONFIRMED:
		row.values["confirmed_by"] = None
	return problems


def _one_name(rows: list[Row]) -> list[Problem]:
	names: dict[str, str] = {}
	problems = []
	for row in rows:
		first = names.setdefault(row["user"], row["person_name"])
		if first != row["person_name"]:
			problems.append(
				row.problem(_("the account {0} is {1} on another line").format(row["user"], first))
			)
	return problems


def _deputy(row: Row, known: Known) -> list[Problem]:
	if not row["deputy_of"]:
		if row["acting_from"]:
			return [row.problem(_("an acting period needs the person who is stood in for"))]
		return []
	if row["deputy_of"] == row["user"]:
		return [row.problem(_("Nobody stands in for himself"))]
	if row["is_head"]:
		return [row.problem(_("a stand-in is not marked as head"))]
	if principal(row, known) is None:
		return [
			row.problem(
				_("{0} holds no post {1} at {2}").format(row["deputy_of"], _(row["post"] or ""), row["organ"])
			)
		]
	return []


def principal(row, known: Known) -> PostingKey | None:
	"""Return the key of the posting that `row` stands in for: the latest of that user there that shares a day with it."""
	found = [
		key
		for key, other in known.postings.items()
		if key[:3] == (row["deputy_of"], row["organ"], row["post"])
		and not key[4]
		and _share_a_day(row, other)
	]
	return max(found, key=lambda key: key[3], default=None)


def _overlaps(rows: list[Row], known: Known) -> list[Problem]:
	"""One person holds a post at an organ once at a time, and an organ has one head at a time."""
	same: dict[tuple, list[dict]] = {}
	for posting in known.postings.values():
		if posting["deputy_of"]:
			continue
		same.setdefault((posting["user"], posting["organ"], posting["post"]), []).append(posting)
		if posting["is_head"]:
			same.setdefault(("head", posting["organ"]), []).append(posting)
	problems = []
	for row in rows:
		if row["deputy_of"]:
			continue
		if any(_clash(row, other) for other in same.get((row["user"], row["organ"], row["post"]), ())):
			problems.append(
				row.problem(_("{0} holds this post there already in that time").format(row["person_name"]))
			)
		for other in same.get(("head", row["organ"]), ()) if row["is_head"] else ():
			if other["user"] != row["user"] and _clash(row, other):
				problems.append(
					row.problem(
						_("{0} is head of this organ in that time: end that posting first").format(
							other["person_name"] or other["user"]
						)
					)
				)
	return problems


def _clash(row: Row, other: dict) -> bool:
	return other is not row.values and _share_a_day(row, other)


def _share_a_day(one, other) -> bool:
	if not (one["from_date"] and other["from_date"]):
		return False
	return overlap(
		frappe._dict(from_date=one["from_date"], to_date=one["to_date"]),
		frappe._dict(from_date=other["from_date"], to_date=other["to_date"]),
	)
