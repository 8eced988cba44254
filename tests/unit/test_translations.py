"""Every label, option, description and message has its Chinese in translations/zh.csv.

The site speaks Chinese; an English label on an officer's form is a defect like any other.
"""

import ast
import csv
import json
import re
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "xinfang_app"
CSV = APP / "translations" / "zh.csv"

# `__("text")` and `__('text')`, with an optional context as third argument.
JS_CALL = re.compile(
	r"""\b__\(\s*(?P<q>["'`])(?P<text>(?:\\.|(?!(?P=q)).)*)(?P=q)"""
	r"""(?:\s*,\s*(?:null|\[[^\]]*\])\s*,\s*(?P<p>["'])(?P<context>(?:\\.|(?!(?P=p)).)*)(?P=p))?""",
	re.S,
)
JINJA_CALL = re.compile(r"""\{\{[^}]*?\b_\(\s*(?P<q>["'])(?P<text>(?:\\.|(?!(?P=q)).)*)(?P=q)""", re.S)


def rows() -> list[list[str]]:
	with CSV.open(encoding="utf-8", newline="") as handle:
		return [row for row in csv.reader(handle) if row]


def known() -> set[str]:
	"""The keys of the file as Frappe builds them: the source, or source:context."""
	return {f"{row[0]}:{row[2]}" if len(row) > 2 and row[2] else row[0] for row in rows()}


def wants_translation(text: str | None) -> bool:
	return bool(text and re.search(r"[A-Za-z]{2}", text) and not re.search(r"[\u4e00-\u9fff]", text))


def doctype_texts(path: Path) -> set[str]:
	record = json.loads(path.read_text(encoding="utf-8"))
	texts = {record["name"], record.get("description") or ""}
	for field in record.get("fields", []):
		texts |= {field.get("label") or "", field.get("description") or ""}
		if field.get("fieldtype") == "Select":
			texts |= set((field.get("options") or "").split("\n"))
	for action in record.get("actions", []):
		texts.add(action.get("label") or "")
	return {text for text in texts if wants_translation(text)}


def python_texts(path: Path) -> set[str]:
	texts = set()
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "_lt") and node.args):
			continue
		first = node.args[0]
		if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
			continue
		context = next((k.value.value for k in node.keywords if k.arg == "context"), None)
		if wants_translation(first.value):
			texts.add(f"{first.value}:{context}" if context else first.value)
	return texts


def script_texts(path: Path, pattern: re.Pattern) -> set[str]:
	texts = set()
	for match in pattern.finditer(path.read_text(encoding="utf-8")):
		text = match["text"].replace('\\"', '"').replace("\\'", "'").replace("\\n", "\n")
		context = match.groupdict().get("context")
		if wants_translation(text):
			texts.add(f"{text}:{context}" if context else text)
	return texts


def sources() -> list[Path]:
	paths = [p for p in APP.rglob("*") if p.suffix in (".py", ".js", ".html", ".json")]
	return sorted(p for p in paths if "/public/dist/" not in p.as_posix() and "node_modules" not in p.parts)


def missing() -> dict[str, list[str]]:
	have, lacking = known(), {}
	for path in sources():
		if path.suffix == ".py":
			texts = python_texts(path)
		elif path.suffix == ".js":
			texts = script_texts(path, JS_CALL)
		elif path.suffix == ".html":
			texts = script_texts(path, JINJA_CALL)
		elif path.parent.parent.name == "doctype" and path.stem == path.parent.name:
			texts = doctype_texts(path)
		else:
			continue
		# A text with a context may fall back to the plain one, as Frappe does.
		gone = sorted(t for t in texts if t not in have and t.rpartition(":")[0] not in have)
		if gone:
			lacking[path.relative_to(APP).as_posix()] = gone
	return lacking


def test_every_text_has_its_chinese():
	lacking = missing()
	assert not lacking, json.dumps(lacking, ensure_ascii=False, indent=1)


def test_each_key_stands_once_and_is_chinese():
	seen, twice, not_chinese, odd = set(), [], [], []
	for row in rows():
		if len(row) not in (2, 3):
			odd.append(row)
			continue
		key = (row[0], row[2] if len(row) > 2 else "")
		if key in seen:
			twice.append(key)
		seen.add(key)
		if wants_translation(row[0]) and not re.search(r"[\u4e00-\u9fff]", row[1]):
			not_chinese.append(row)
	assert not odd and not twice and not not_chinese, (odd, twice, not_chinese)


def test_placeholders_survive_translation():
	broken = [
		row
		for row in rows()
		if sorted(re.findall(r"\{\w*\}", row[0])) != sorted(re.findall(r"\{\w*\}", row[1]))
	]
	assert not broken
