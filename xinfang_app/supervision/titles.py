"""What the records of this room are called in lists: kind, organ, first matter. Never a person."""

from frappe import _
from frappe.model.document import Document

from xinfang_app.petition.acting import organ_title


def of_letter(letter: Document) -> str:
	"""Return 督办函：石湾镇人民政府 · XF-… 等3件."""
	return _title(_(letter.kind, lang="zh"), letter)


def of_recommendation(record: Document) -> str:
	"""Return 改进工作建议：石湾镇人民政府 · XF-…."""
	return _title(_(record.kind, lang="zh"), record)


def of_proposal(proposal: Document) -> str:
	"""Return 提请约谈：石湾镇人民政府 · XF-…."""
	return _title("提请" + _(proposal.measure, lang="zh"), proposal)


def _title(what: str, record: Document) -> str:
	numbers = [row.petition_number for row in record.matters if row.petition_number]
	about = f" · {numbers[0]}" + (f" 等{len(numbers)}件" if len(numbers) > 1 else "") if numbers else ""
	return f"{what}：{organ_title(record.organ)}{about}"[:140]
