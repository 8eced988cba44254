"""Who does what in the demo county, and the papers they show.

People are looked up by organ and post on the day of the step, so that the demo follows the postings like any user.
Names of petitioners are invented.
"""

from datetime import datetime, time

import frappe

from xinfang_app.organization import posting

COUNTY = "990124000000"
OFFICE = "990124-XFJ"
SURNAMES = "林周何吴马陈许邓沈韩曹彭萧田董潘袁蒋蔡余杜叶程魏薛阎"
GIVEN = (
	"守田",
	"春梅",
	"志远",
	"兰英",
	"建平",
	"小禾",
	"长河",
	"月琴",
	"金生",
	"玉珍",
	"德厚",
	"晓东",
	"文秀",
	"立新",
	"桂香",
)

#: Organs that act in the cases beside townships and the departments of the subjects.
OTHER_ORGANS = (OFFICE, "990124-ZF", "990124-JWJ", "990124-CZJ", "990124-ZRJ")

OFFICERS = ("County Petition Officer", "Township Officer", "Department Officer")
LEADERS = ("County Leader", "Township Leader", "Department Leader")


def officer(organ: str) -> str:
	"""Return a working officer of `organ` today; a leader where it has no officer."""
	return _first(organ, OFFICERS) or leader(organ)


def leader(organ: str) -> str:
	"""Return the head or a leader of `organ` today."""
	found = _first(organ, LEADERS)
	if not found:
		raise LookupError(f"nobody leads {organ}")
	return found


def custodian() -> str:
	"""Return the petition office's custodian of accusations, who receives what is sealed."""
	found = _first(OFFICE, ("Discipline Custodian",))
	if not found:
		raise LookupError("the petition office has no custodian")
	return found


def _first(organ: str, posts: tuple[str, ...]) -> str | None:
	return next(iter(posting.users_at(organ, posts)), None)


def name(index: int) -> str:
	"""Return an invented name."""
	return SURNAMES[index % len(SURNAMES)] + GIVEN[index // len(SURNAMES) % len(GIVEN)]


def phone(index: int) -> str:
	"""Return a telephone number in a range that is not given out."""
	return f"199{index % 100_000_000:08d}"


def townships() -> list[dict]:
	"""Return the county's townships with their villages: code, organ, villages (code, title)."""
	places = frappe.get_all(
		"Jurisdiction",
		filters={"code": ["like", f"{COUNTY[:6]}%"], "tier": ["in", ["Township", "Village"]]},
		fields=["code", "title", "tier"],
		order_by="code",
	)
	return [
		{
			"code": place.code,
			"organ": f"{place.code[:9]}-ZF",
			"villages": [p for p in places if p.tier == "Village" and p.code.startswith(place.code[:9])],
		}
		for place in places
		if place.tier == "Township"
	]


def paper(title: str) -> str:
	"""Keep a scanned paper of that title and return its address: a one-page PDF that says what it stands for."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{frappe.generate_hash(length=10)}.pdf",
			"content": _pdf(title),
			"is_private": 1,
		}
	).insert(ignore_permissions=True)
	return file.file_url


def _pdf(title: str) -> bytes:
	"""A PDF without fonts: one empty page whose metadata carry the title."""
	mark = title.encode("utf-16-be").hex().upper()
	objects = [
		b"<< /Type /Catalog /Pages 2 0 R >>",
		b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
		f"<< /Title <FEFF{mark}> /Keywords ({frappe.generate_hash(length=12)}) >>".encode(),
	]
	body, offsets = b"%PDF-1.4\n", []
	for number, content in enumerate(objects, start=1):
		offsets.append(len(body))
		body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
	table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
	start = len(body)
	body += b"xref\n0 5\n0000000000 65535 f \n" + table
	return body + b"trailer << /Size 5 /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def at(day, hour: int, minute: int = 0) -> datetime:
	"""Return the moment of that time of the day."""
	return datetime.combine(day, time(hour, minute))
