"""文号: the document number, `青信转〔2026〕1号`.

Rule: organ's word + kind's word + 〔year〕 + serial + 号. The serial counts without gaps per organ, kind's word and year
of issue, so that a missing paper shows. Therefore it is given inside the transaction that issues the paper: if that
fails, the count falls back with it. The counter's row stays locked until the commit; take the number late.
"""

import frappe


def next_serial(organ: str, number_word: str, year: int) -> int:
	"""Return the next serial (from 1) of `organ` for `number_word` in `year`; locks the counter until commit."""
	name = f"{organ}-{number_word}-{year}"
	frappe.db.sql(
		"""
		INSERT INTO `tabLetter Number`
			(name, creation, modified, owner, modified_by, docstatus, idx, organ, number_word, year, last_serial)
		VALUES (%(name)s, NOW(), NOW(), 'Administrator', 'Administrator', 0, 0, %(organ)s, %(word)s, %(year)s, 1)
		ON DUPLICATE KEY UPDATE last_serial = last_serial + 1, modified = NOW()
		""",
		{"name": name, "organ": organ, "word": number_word, "year": year},
	)
	return frappe.db.get_value("Letter Number", name, "last_serial")


def written(document_word: str, number_word: str, year: int, serial: int) -> str:
	"""Return the number as it is printed: 青信转〔2026〕1号 (GB/T 9704: six-corner brackets, no leading zeros)."""
	return f"{document_word}{number_word}〔{year}〕{serial}号"
