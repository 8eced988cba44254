"""From the words of an upper system's list to the codes of this one.

Rule: first what the admin entered for this kind of list, then the code itself, its title and its national code; then
the usual words of such lists. What fits nothing is left as it is written: registration notes it for the officer and
refuses nothing. A place or an organ is taken only if it is the only one of its name in the county.
"""

import re
from collections.abc import Iterable

import frappe

from xinfang_app.exchange import fields
from xinfang_app.exchange.reading.values import bare
from xinfang_app.organization import codes as place_codes

#: Words that stand in the list for a choice of ours; the first that is contained counts, longer ones stand first.
WORDS: dict[str, tuple[tuple[str, str], ...]] = {
	"kind": (("交办", "Assign"), ("督办", "Assign"), ("转送", "Transfer"), ("转", "Transfer")),
	"form": (
		("网", "Online"),
		("邮件", "Online"),
		("来信", "Letter"),
		("书信", "Letter"),
		("来访", "Visit"),
		("走访", "Visit"),
		("来电", "Call"),
		("电话", "Call"),
		("传真", "Fax"),
	),
	"source_level": (
		("国家", "National"),
		("中央", "National"),
		("乡", "Township"),
		("镇", "Township"),
		("街道", "Township"),
		("村", "Village"),
		("社区", "Village"),
		("县", "County"),
		("区级", "County"),
		("省", "Provincial"),
		("自治区", "Provincial"),
		("市", "Prefecture"),
	),
	"urgency": (
		("重大", "Major"),
		("特急", "Major"),
		("急", "Urgent"),
		("一般", "Normal"),
		("普通", "Normal"),
		("正常", "Normal"),
	),
	"upper_status": (
		("办结", "Concluded"),
		("终结", "Concluded"),
		("完结", "Concluded"),
		("归档", "Concluded"),
		("结束", "Concluded"),
		("答复", "Answered"),
		("回复", "Answered"),
		("出具意见", "Answered"),
		("反馈", "Answered"),
		("待", "To handle"),
		("未", "To handle"),
		("已转", "To handle"),
		("已交办", "To handle"),
		("已下发", "To handle"),
		("受理", "Handling"),
		("办理", "Handling"),
		("在办", "Handling"),
	),
	"id_type": (
		("港澳", "HK, Macao or Taiwan permit"),
		("台湾", "HK, Macao or Taiwan permit"),
		("身份证", "Resident ID"),
		("军官", "Officer ID"),
		("士兵", "Soldier ID"),
		("警官", "Police ID"),
		("护照", "Passport"),
		("户口", "Household register"),
		("其他", "Other"),
	),
}
TABLES = {
	"channel": "Petition Channel",
	"purpose": "Petition Purpose",
	"category": "Petition Category",
	"cause": "Petition Cause",
}
#: How lists write a category under its group, a village under its township.
PATH = re.compile(r"[/\\\-—>》→|]")
#: In whatever words a list says it: the piece is an accusation and goes the sealed road (arts. 22 §2, 30).
ACCUSING = ("控告", "揭发", "检举", "举报")
DISCIPLINE = "纪检监察"


class Codes:
	"""The words known for the lists of one petition office; reads each code table once."""

	def __init__(self, organ: str, given: Iterable[dict] = ()):
		"""`given`: rows {field (English label), theirs, ours} of the mapping."""
		self.organ = organ
		self.given = {
			(fields.key_of(row["field"]), bare(row["theirs"])): (row["ours"] or "").strip() for row in given
		}
		self._tables: dict[str, dict[str, str | None]] = {}

	def of(self, key: str, said: str) -> str | None:
		"""Return our code for what a cell of the field `key` says, or None."""
		if not said:
			return None
		ours = self.given.get((key, bare(said)))
		return (self._known(key, ours) if ours else None) or self._known(key, said)

	def accuses(self, purpose: str, category: str) -> bool:
		"""Return whether the words of the list themselves say that it is an accusation, whatever they were mapped to."""
		return any(word in purpose for word in ACCUSING) or DISCIPLINE in category

	def accusation(self) -> str | None:
		"""Return the code of the purpose that stands for an accusation."""
		return frappe.db.get_value("Petition Purpose", {"purpose_class": "Accusation"}, "name")

	def _known(self, key: str, said: str) -> str | None:
		if key in WORDS:
			if said in {code for _word, code in WORDS[key]}:
				return said
			return next((code for word, code in WORDS[key] if word in said), None)
		table = self._table(key)
		return table.get(bare(said)) or table.get(bare(PATH.split(said)[-1]))

	def _table(self, key: str) -> dict[str, str | None]:
		if key not in self._tables:
			make = {"category": self._categories, "place": self._places, "respondent_organ": self._organs}
			self._tables[key] = make[key]() if key in make else self._titles(TABLES[key])
		return self._tables[key]

	def _titles(self, doctype: str) -> dict[str, str | None]:
		found: dict[str, str | None] = {}
		for row in frappe.get_all(doctype, filters={"enabled": 1}, fields=["name", "title", "national_code"]):
			_note(found, row.name, row.name, row.title, row.national_code)
		return found

	def _categories(self) -> dict[str, str | None]:
		"""A category is called by its code, its title, or the titles of group and category together."""
		rows = frappe.get_all("Petition Category", fields=["name", "title", "parent_category"])
		titles = {row.name: row.title for row in rows}
		found: dict[str, str | None] = {}
		# Groups last: where a group and a category share a title, the finer one counts.
		for row in sorted(rows, key=lambda row: not row.parent_category):
			group = titles.get(row.parent_category, "")
			if group:
				_note(found, row.name, row.name, row.title, group + row.title)
			else:
				for name in (row.name, row.title):
					found.setdefault(bare(name), row.name)
		return found

	def _places(self) -> dict[str, str | None]:
		own = frappe.get_cached_value("Organ", self.organ, "place_code")
		low, high = place_codes.range_of(own)
		rows = frappe.get_all(
			"Jurisdiction",
			filters=[["name", ">=", low], ["name", "<", high]],
			fields=["name", "title", "parent_jurisdiction"],
			limit_page_length=0,
		)
		titles = {row.name: row.title for row in rows}
		found: dict[str, str | None] = {}
		for row in rows:
			chain, above = row.title or "", row.parent_jurisdiction
			names = [row.name, chain]
			while above in titles:
				chain = f"{titles[above]}{chain}"
				names.append(chain)
				above = frappe.get_cached_value("Jurisdiction", above, "parent_jurisdiction")
			_note(found, row.name, *names)
		return found

	def _organs(self) -> dict[str, str | None]:
		own = frappe.get_cached_value("Organ", self.organ, "place_code")
		low, high = place_codes.range_of(own)
		found: dict[str, str | None] = {}
		for row in frappe.get_all(
			"Organ",
			filters=[["place_code", ">=", low], ["place_code", "<", high]],
			fields=["name", "title", "short_title"],
			limit_page_length=0,
		):
			_note(found, row.name, row.name, row.title, row.short_title)
		return found


def _note(found: dict[str, str | None], code: str, *names: str | None) -> None:
	"""Note `names` for `code`; a name that two codes share stands for none."""
	for name in dict.fromkeys(bare(name) for name in names if name):
		if name:
			found[name] = code if found.get(name, code) == code else None
