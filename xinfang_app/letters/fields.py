"""The fields a template may print: their list for the admin, sample data for the preview, and the check on save.

A template is checked twice before it is kept: each path it names must be in the list (also in branches that a sample
would not reach), and it must render with the sample data.
"""

from datetime import date, datetime
from html import unescape

from jinja2 import nodes

from xinfang_app.letters import case, sandbox, slots
from xinfang_app.letters.case import Field

COMMON = [
	Field("letter.number", "文号", "青信告〔2026〕1号"),
	Field("letter.date", "成文日期", date(2026, 3, 12)),
	Field("letter.year", "成文年份", 2026),
	Field("letter.title", "文书名称", "告知书"),
	Field("letter.code", "文书代码", "W08"),
	Field("organ.title", "发文机关全称", "青禾县信访局"),
	Field("organ.short_title", "发文机关简称", "县信访局"),
	Field("organ.address", "发文机关地址", "青禾县城关街1号"),
	Field("organ.phone", "发文机关电话", "0000-1234567"),
]


def listed(document_type: str) -> list[Field]:
	"""Return every field a template for `document_type` may print."""
	return COMMON + case.fields(document_type)


def completed_extra(document_type: str, given: dict) -> dict:
	"""Return the values of the `extra.…` fields: what the service gave, empty texts for the rest."""
	known = [
		field.path.split(".", 1)[1] for field in case.fields(document_type) if field.path.startswith("extra.")
	]
	empty = {name.split("[")[0]: [] if "[]" in name else "" for name in known}
	return {**empty, **given}


def sample(document_type: str) -> dict:
	"""Return invented data in the shape of a real case, with every listed field filled; lists have two items."""
	data: dict = {}
	for field in listed(document_type):
		_put(data, field.path.split("."), field.sample)
	return data


def plain(value):
	"""Return `value` as plain data, user's texts disarmed; raises TypeError for anything that is not plain data.

	Frappe stores `<` in a text as `&lt;`; a paper prints what was typed (and escapes it itself).
	"""
	if value is None or isinstance(value, bool | int | float | slots.Slot | date | datetime):
		return value
	if isinstance(value, str):
		return slots.disarm(unescape(value))
	if isinstance(value, dict):
		return {str(key): plain(item) for key, item in value.items()}
	if isinstance(value, list | tuple):
		return [plain(item) for item in value]
	raise TypeError(f"a paper takes plain data only, not {type(value).__name__}")


def check(text: str, document_type: str) -> str:
	"""Return `text` rendered with the sample; raises `sandbox.TextError` for syntax, unlisted fields, failures."""
	_Walk().node(sandbox.parse(text), sample(document_type))
	return sandbox.render(text, sample(document_type))


def _put(data: dict, path: list[str], value) -> None:
	"""Set `value` at `path`; a step `name[]` is a list of two items of the same shape, numbered on."""
	step, rest = path[0], path[1:]
	if step.endswith("[]"):
		items = data.setdefault(step[:-2], [{}, {}])
		for place, item in enumerate(items):
			_put(item, rest, value + place if type(value) is int else value)
	elif rest:
		_put(data.setdefault(step, {}), rest, value)
	else:
		data[step] = value


class _Walk:
	"""Follows names through loops and branches; `scope` maps a name to its sample value, or to None if unknown."""

	def node(self, node: nodes.Node, scope: dict) -> None:
		if isinstance(node, nodes.For):
			self.node(node.iter, scope)
			inner = {**scope, "loop": None}
			for target in (
				node.target.find_all(nodes.Name) if not isinstance(node.target, nodes.Name) else [node.target]
			):
				inner[target.name] = None
			items = self.value(node.iter, scope)
			if isinstance(node.target, nodes.Name) and isinstance(items, list) and items:
				inner[node.target.name] = items[0]
			for child in [*node.body, *([node.test] if node.test else [])]:
				self.node(child, inner)
			for child in node.else_:
				self.node(child, scope)
		elif isinstance(node, nodes.Assign):
			self.node(node.node, scope)
			for target in [node.target, *node.target.find_all(nodes.Name)]:
				if isinstance(target, nodes.Name):
					scope[target.name] = self.value(node.node, scope)
		elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
			self.value(node, scope)
		else:
			for child in node.iter_child_nodes():
				self.node(child, scope)

	def value(self, node: nodes.Node, scope: dict):
		"""Return the sample value of an expression, None where it cannot be told; raises for an unlisted field."""
		if isinstance(node, nodes.Name):
			if node.name not in scope:
				raise sandbox.TextError("unknown_field", node.name, node.lineno)
			return scope[node.name]
		if isinstance(node, nodes.Getattr | nodes.Getitem):
			base = self.value(node.node, scope)
			key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
			if isinstance(base, list) and isinstance(key, int):
				return base[0] if base else None
			if not isinstance(base, dict):
				return None
			if key not in base:
				raise sandbox.TextError("unknown_field", _path(node), node.lineno)
			return base[key]
		if isinstance(node, nodes.Filter):
			self.node(node, scope)
			return None
		for child in node.iter_child_nodes():
			self.node(child, scope)
		return None


def _path(node: nodes.Node) -> str:
	if isinstance(node, nodes.Name):
		return node.name
	if isinstance(node, nodes.Getattr):
		return f"{_path(node.node)}.{node.attr}"
	if isinstance(node, nodes.Getitem):
		return f"{_path(node.node)}.{getattr(node.arg, 'value', '?')}"
	return "?"
