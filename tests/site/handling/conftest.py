"""The invented county with leaders and deputies, and a petition brought to the point a test begins at."""

from types import SimpleNamespace

import pytest

COUNTY, TOWN, VILLAGE = "990124000000", "990124003000", "990124003002"
PLACES = [
	("990000000000", "华禾省", None),
	("990100000000", "川禾市", "990000000000"),
	(COUNTY, "青禾县", "990100000000"),
	(TOWN, "柳桥镇", COUNTY),
	(VILLAGE, "东沟村", TOWN),
]
ORGANS = [
	("QH-ZF", "青禾县人民政府", "Government", COUNTY, None),
	("QH-XFJ", "青禾县信访局", "Petition Office", COUNTY, "QH-ZF"),
	("QH-RSJ", "青禾县人社局", "Department", COUNTY, "QH-ZF"),
	("QH-LQ", "柳桥镇人民政府", "Township", TOWN, "QH-ZF"),
]
# short name, organ, post, further fields of the posting
PEOPLE = [
	("xfj", "QH-XFJ", "County Petition Officer", {}),
	("rsj", "QH-RSJ", "Department Officer", {}),
	("rsj_head", "QH-RSJ", "Department Leader", {"is_head": 1}),
	("lq", "QH-LQ", "Township Officer", {}),
	("lq2", "QH-LQ", "Township Officer", {}),
	("lq_head", "QH-LQ", "Township Leader", {"is_head": 1}),
]


@pytest.fixture
def county(db):
	"""The county in the test's transaction: users `county.lq` and so on."""
	import frappe

	from xinfang_app.organization import posting

	for code, title, parent in PLACES:
		_insert("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, place, parent in ORGANS:
		_insert(
			"Organ",
			code=code,
			title=title,
			kind=kind,
			jurisdiction=place,
			parent_organ=parent,
			short_title=title[-3:],
		)
	people, postings = {}, {}
	for short, organ, post, values in PEOPLE:
		people[short] = user(short)
		postings[short] = post_row(people[short], organ, post, **values)
	posting.forget()
	frappe.set_user("Administrator")
	return SimpleNamespace(**people, postings=postings)


@pytest.fixture
def road(county, as_user):
	"""The steps of the road as the right people take them."""
	return Road(county, as_user)


class Road:
	"""Each step is taken at a moment by a user; `petition` is read anew every time."""

	def __init__(self, county, as_user):
		self.county, self.as_user, self.name = county, as_user, None

	@property
	def petition(self):
		import frappe

		return frappe.get_doc("Petition", self.name)

	def by(self, who, moment, step, *args, **kwargs):
		"""Take `step` as the county's user `who` at `moment`; return what it returns."""

		from xinfang_app import when
		from xinfang_app.organization import posting

		posting.forget()
		with when.at(moment), self.as_user(getattr(self.county, who)):
			return step(
				*(self.paper(value) for value in args),
				**{key: self.paper(value) for key, value in kwargs.items()},
			)

	def paper(self, value):
		"""Where `value` is the address of a private file, store such a file for who acts and return its real address."""
		if not (isinstance(value, str) and value.startswith("/private/files/")):
			return value
		import frappe

		if frappe.db.exists("File", {"file_url": value}):
			return value
		file = frappe.get_doc(
			{"doctype": "File", "file_name": value.rsplit("/", 1)[1], "is_private": 1, "content": PDF}
		)
		return file.insert(ignore_permissions=True).file_url

	def registered(self, moment="2026-03-02 09:30", petitioners=None, claims=("补足青苗补偿款",), **data):
		"""Register G1 at the petition office; return the piece."""
		from xinfang_app.petition.registering import register

		piece = self.by(
			"xfj",
			moment,
			register.register,
			{
				"organ": "QH-XFJ",
				"form": "Visit",
				"source_level": "County",
				"title": "土地征收青苗补偿款未足额发放",
				"content": "2025年修路征收承包地1.8亩，青苗补偿款只到账六成，要求补足。",
				"place": VILLAGE,
				"purpose": "3",
				"petitioners": petitioners
				or [{"name": "林青禾", "phone": "13900000011", "address": "柳桥镇东沟村3组", "is_main": 1}],
				"claims": list(claims),
				**data,
			},
		)
		self.name = piece.petition
		return piece

	def referred(self, moment="2026-03-05 10:00", to="QH-LQ", **terms):
		"""Register on 03-02 unless done, and send to the township; return the referral."""
		from xinfang_app.petition.referring import referral

		if not self.name:
			self.registered()
		return self.by("xfj", moment, referral.refer, self.petition, to, **terms)

	def accepted(self, moment="2026-03-12 09:00", who="lq", **terms):
		"""Go on to acceptance; return the petition."""
		from xinfang_app.petition.accepting import acceptance

		if not self.name or self.petition.stage == "Registered":
			self.referred(**terms)
		return self.by(who, moment, acceptance.accept, self.petition)

	def heard(self, moment="2026-03-18 10:00", who="lq"):
		"""Hear the petitioner and inquire."""
		from xinfang_app.petition.answering import inquiry

		if not self.name or not self.petition.accepted_on:
			self.accepted()
		for kind in ("Heard", "Inquiry"):
			self.by(
				who,
				moment,
				inquiry.record,
				self.petition,
				kind,
				text="经当面听取和现场丈量。",
				investigators="承办人甲、乙",
			)

	def drafted(self, moment="2026-04-20 09:00", who="lq", **changes):
		"""Draft a complete opinion; `changes` are written into every item."""
		from xinfang_app.petition.answering import opinion

		if not self.name or self.petition.stage != "Handling":
			self.heard(who=who)
		return self.by(who, moment, opinion.draft, self.petition, self.items(**changes))

	def items(self, **changes):
		return [{"claim_no": row.claim_no, **ITEM, **changes} for row in self.petition.claims]

	def pending(self, moment="2026-04-20 10:00", who="lq", **changes):
		"""Send the opinion for signature."""
		from xinfang_app.petition.answering import opinion

		return self.by(who, moment, opinion.submit, self.drafted(moment=moment, who=who, **changes))

	def signed(self, moment="2026-04-24 15:00", who="lq", signer="lq_head", **changes):
		"""Have the opinion signed by the head."""
		from xinfang_app.petition.answering import opinion

		draft = self.pending(moment=moment, who=who, **changes)
		return self.by(signer, moment, opinion.sign, draft)

	def served(self, moment="2026-04-28 11:00", **terms):
		"""Serve the signed opinion on everybody; return the last record."""
		from xinfang_app.petition.answering import opinion
		from xinfang_app.petition.serving import recipients, service

		if not self.name or not opinion.current(self.name):
			self.signed()
		paper = opinion.current(self.name)
		record = None
		for who in recipients.required(self.name):
			record = self.by("lq", moment, service.serve, paper, who.petitioner, **terms)
		return record

	def clock(self, rule, doc=None):
		"""Return the clock `rule` of `doc` (default: the petition)."""
		from xinfang_app.deadline import engine

		return engine.clock(doc or self.petition, rule)


# The smallest PDF with one page.
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF"""

ITEM = {
	"result": "Support",
	"facts": "经查，2025年9月实际征收1.8亩，补偿按1.1亩发放。",
	"fact_place": "东沟村村东地块",
	"law": "《中华人民共和国土地管理法》第四十八条",
	"opinion": "请求事实清楚，予以支持。",
	"granted": "补发青苗补偿款差额",
	"due_on": "2026-05-24",
}


def user(short):
	"""Make a user, row by row: what hooks do to roles is another test's business, and access never asks roles."""
	import frappe

	email = f"{short}@qinghe.example.com"
	if not frappe.db.exists("User", email):
		doc = frappe.new_doc("User")
		doc.update(
			{
				"name": email,
				"email": email,
				"first_name": short,
				"full_name": short,
				"enabled": 1,
				"language": "zh",
			}
		)
		doc.user_type = "System User"
		doc.db_insert()
	return email


def post_row(email, organ, post, **values):
	"""Give `email` a posting and return its name."""
	import frappe

	doc = frappe.new_doc("Posting")
	doc.update({"user": email, "organ": organ, "post": post, "from_date": "2026-01-01", **values})
	doc.name = frappe.generate_hash(length=10)
	doc.db_insert()
	return doc.name


def _insert(doctype, **values):
	import frappe

	if values.get("code") and frappe.db.exists(doctype, values["code"]):
		return frappe.get_doc(doctype, values["code"])
	doc = frappe.new_doc(doctype)
	doc.update(values)
	return doc.insert(ignore_permissions=True)
