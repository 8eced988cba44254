"""The list of a hand-over (工作移交清单) as a PDF to be printed and signed: two copies, one for each side."""

from html import escape

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.letters import chinese, pdf
from xinfang_app.petition.acting import organ_title


def pages(doc: Document) -> bytes:
	"""Return the PDF of the Work Handover `doc`."""
	return pdf.make(html(doc), identifier=doc.name)[0]


def html(doc: Document) -> str:
	"""Return the list as an HTML document in the form of a table."""
	giver = frappe.utils.get_fullname(doc.from_user)
	head = [
		("移交人", giver),
		("单位", organ_title(doc.organ)),
		("移交事由", doc.reason or ""),
		("离任日期", chinese.day(doc.effective_on) if doc.effective_on else "—"),
	]
	title = "工作移交清单"
	return (
		'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
		f'<title>{title}</title><style>{_STYLE}</style></head><body class="form"><h1>{title}</h1>'
		f'<table class="head"><tbody>{"".join(_pair(*pair) for pair in head)}</tbody></table>'
		"<table class='list'><thead><tr><th>序号</th><th>编号</th><th>事由</th><th>到期日</th><th>接收人</th>"
		f"<th>接收时间</th></tr></thead>{_parts(doc)}</table>"
		f"<p>以上共 {len(doc.items)} 项，移交前已逐项核对。</p>{_signatures(doc, giver)}</body></html>"
	)


def _parts(doc: Document) -> str:
	"""Return the lines, each kind of work under a line that names it and counts them."""
	parts: dict[str, list[str]] = {}
	for place, row in enumerate(doc.items, 1):
		received = f"{str(row.received_on)[:10]}<br>{str(row.received_on)[11:16]}" if row.received_on else ""
		parts.setdefault(row.part, []).append(
			f"<tr><td>{place}</td><td>{escape(row.number or '—')}</td><td class='what'>{escape(row.label or '—')}</td>"
			f"<td>{row.due_on or '—'}</td><td>{escape(frappe.utils.get_fullname(row.to_user))}</td><td>{received}</td></tr>"
		)
	return "".join(
		f"<tbody><tr><th class='part' colspan='6'>{escape(_(part))}（{len(rows)}项）</th></tr>{''.join(rows)}</tbody>"
		for part, rows in parts.items()
	)


def _pair(label: str, value: str) -> str:
	return f"<tr><th>{label}</th><td>{escape(value)}</td></tr>"


def _signatures(doc: Document, giver: str) -> str:
	given = f"{giver}（签字）"
	if doc.given_on:
		by = frappe.utils.get_fullname(doc.given_by)
		on_behalf = f"（由{by}代为确认：{doc.given_note}）" if doc.given_by != doc.from_user else ""
		given = f"{giver}{on_behalf}，{str(doc.given_on)[:16]} 在系统内确认"
	people: dict[str, str] = {}
	for row in doc.items:
		name = frappe.utils.get_fullname(row.to_user)
		people[name] = f"{str(row.received_on)[:16]} 在系统内确认" if row.received_on else "（签字）"
	# What is confirmed in the system needs no pen; what is not has its place for one.
	lines = [f"移交人：{given}"]
	lines += [f"接收人：{name}　{said}" for name, said in people.items()]
	lines.append("监交人：　　　　　　（签字）　　　　　　年　　月　　日")
	return "".join(f'<p class="sign">{escape(line)}</p>' for line in lines)


_STYLE = """
table { width: 100%; border-collapse: collapse; margin: 3mm 0; font-size: 10.5pt; line-height: 15pt; }
th, td { border: 0.3mm solid #000; padding: 1mm 1.5mm; text-align: left; }
table.head th { width: 24mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
table.list td, table.list thead th { white-space: nowrap; padding: 1mm 1.2mm; }
table.list td { font-size: 9.5pt; }
table.list td.what { white-space: normal; width: 100%; }
th.part { background: #f0f0f0; text-align: left; break-after: avoid; }
.sign { margin-top: 6mm; }
"""
