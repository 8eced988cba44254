"""The papers of a sealed accusation: encrypted bytes in the database, in parts, never a file on the disk.

Frappe's files are listed, linked and reached by an address; these are none. In the database they are part of every
backup. A part holds at most PART bytes, so that a long scan stays below what the database takes in one statement.
Each part is bound to its piece, paper and place in it.
"""

import frappe

from xinfang_app.access import append_only, keys

PART = 512 * 1024


def keep(register: str, files) -> list[dict]:
	"""Encrypt `files` (names of File rows, or dicts {"file_name", "content": bytes}) for the sealed piece `register`.

	Returns a label for each: {"no", "file_name", "size"}.
	"""
	labels = []
	for no, file in enumerate(files, start=1):
		file_name, content = _content(file)
		parts = max(1, -(-len(content) // PART))
		for part in range(1, parts + 1):
			chunk = content[(part - 1) * PART : part * PART]
			append_only.add(
				"Sealed File",
				register=register,
				file_no=no,
				part_no=part,
				parts=parts,
				content=keys.encrypt_bytes(chunk, _place(register, no, part, parts)),
			)
		labels.append({"no": no, "file_name": file_name, "size": len(content)})
	return labels


def read(register: str, no: int) -> bytes:
	"""Return the content of paper `no`. The caller has checked and logged who asks."""
	rows = frappe.get_all(
		"Sealed File",
		filters={"register": register, "file_no": no},
		fields=["part_no", "parts", "content"],
		order_by="part_no asc",
	)
	if not rows or [row.part_no for row in rows] != list(range(1, rows[0].parts + 1)):
		raise frappe.DoesNotExistError(f"parts of a sealed paper are missing: {register}/{no}")
	return b"".join(part({**row, "register": register, "file_no": no}) for row in rows)


def part(row) -> bytes:
	"""Return what one row of Sealed File holds. The caller has checked and logged who asks."""
	place = _place(row["register"], row["file_no"], row["part_no"], row["parts"])
	return keys.decrypt_bytes(row["content"], place)


def _content(file) -> tuple[str, bytes]:
	if isinstance(file, dict):
		return file["file_name"], file["content"]
	doc = frappe.get_doc("File", file)
	content = doc.get_content()
	return doc.file_name, content.encode() if isinstance(content, str) else content


def _place(register: str, no: int, part: int, parts: int) -> str:
	return f"Sealed File/{register}/{no}/{part}/{parts}"
