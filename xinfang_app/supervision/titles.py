"""What the records of this room are called in lists: kind, organ, first matter. Never a person."""

from frappe import _
from frappe.model.document import Document

from xinfang_app.petition.acting import organ_title


def of_letter(letter: Document) -> str:
	"""Return what it is about: 安置房漏水维修无人负责 等3件. Kind, number and organ stand in columns of their own."""
	return _about(letter)


def of_recommendation(record: Document) -> str:
	"""Return what it is about, as of a letter."""
	return _about(record)


def of_proposal(proposal: Document) -> str:
	"""Return 提请约谈：石湾镇人民政府 · XF-…."""
	return _title("提请" + _(proposal.measure, lang="zh"), proposal)


def _about(record: Document) -> str:
	names = [row.title or row.petition_number for row in record.matters if row.title or row.petition_number]
	if not names:
		return f"{_(record.kind, lang='zh')}：{organ_title(record.organ)}"
	return (names[0][:120] + f" 等{len(names)}件") if len(names) > 1 else names[0][:140]


def _title(what: str, record: Document) -> str:
	numbers = [row.petition_number for row in record.matters if row.petition_number]
	about = f" · {numbers[0]}" + (f" 等{len(numbers)}件" if len(numbers) > 1 else "") if numbers else ""
	return f"{what}：{organ_title(record.organ)}{about}"[:140]
