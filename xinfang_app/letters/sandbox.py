"""The only place where the text of a template is executed.

Rule: a template sees a plain dictionary and may branch, loop and format. It cannot call anything, reach attributes of
Python objects, include files, or use filters outside the list below. `frappe.render_template` is never used: its
environment hands out unscoped `get_all` and `get_doc`, with which a letter would print other people's cases.
"""

from datetime import date, datetime
from functools import lru_cache

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from xinfang_app.letters import chinese

# A paper is some pages; what is longer is a runaway loop.
MAX_CHARACTERS = 500_000
FILTERS = (
	"default",
	"d",
	"e",
	"escape",
	"first",
	"join",
	"last",
	"length",
	"count",
	"replace",
	"trim",
	"upper",
	"round",
	"reverse",
	"sort",
)
_FORBIDDEN = (
	nodes.Call,
	nodes.CallBlock,
	nodes.Macro,
	nodes.Include,
	nodes.Import,
	nodes.FromImport,
	nodes.Extends,
	nodes.Block,
	nodes.FilterBlock,
	nodes.Pow,
	nodes.Mul,
	nodes.Mod,
)


class TextError(Exception):
	"""A template's text cannot be used. `kind` and `detail` make the message; `line` is where, from 1."""

	def __init__(self, kind: str, detail: str = "", line: int | None = None):
		super().__init__(f"{kind}: {detail} (line {line})")
		self.kind, self.detail, self.line = kind, detail, line


class _Environment(ImmutableSandboxedEnvironment):
	def is_safe_attribute(self, obj, attr, value) -> bool:
		# Plain data is read by key; no method or attribute of a Python object is ever needed.
		return isinstance(obj, LoopContext) and not attr.startswith("_")

	def is_safe_callable(self, obj) -> bool:
		return False

	def getattr(self, obj, attribute):
		# `a.b` on a dictionary means its key, even where dict has a method of that name (items, values, copy).
		if isinstance(obj, dict):
			return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
		return super().getattr(obj, attribute)


@lru_cache(maxsize=1)
def _environment() -> _Environment:
	env = _Environment(undefined=StrictUndefined, autoescape=True, finalize=printed)
	env.globals.clear()
	env.filters = {name: env.filters[name] for name in FILTERS}
	env.filters.update(
		{
			"date": chinese.day,
			"datetime": chinese.moment,
			"hanzi": chinese.number,
			"lines": _lines,
		}
	)
	return env


def render(text: str, data: dict) -> str:
	"""Return `text` rendered with `data`, HTML-escaped where data enters; raises `TextError`."""
	try:
		size, parts = 0, []
		for part in _compiled(text).generate(data):
			size += len(part)
			if size > MAX_CHARACTERS:
				raise TextError("too_long")
			parts.append(part)
	except UndefinedError as error:
		raise TextError("unknown_field", _undefined_name(error))
	except SecurityError as error:
		raise TextError("forbidden", str(error))
	except (TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
		raise TextError("failed", str(error))
	return "".join(parts)


def parse(text: str) -> nodes.Template:
	"""Return the syntax tree of `text`; raises `TextError` for a syntax error or a forbidden construct."""
	try:
		tree = _environment().parse(text)
	except TemplateSyntaxError as error:
		raise TextError("syntax", error.message or "", error.lineno)
	for node in tree.find_all(_FORBIDDEN):
		raise TextError("forbidden", type(node).__name__.lower(), node.lineno)
	for node in tree.find_all(nodes.Filter):
		if node.name not in _environment().filters:
			raise TextError("unknown_filter", node.name, node.lineno)
	for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
		key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
		if str(key).startswith("_"):
			raise TextError("forbidden", str(key), node.lineno)
	return tree


@lru_cache(maxsize=256)
def _compiled(text: str):
	parse(text)
	return _environment().from_string(text)


def _undefined_name(error: UndefinedError) -> str:
	message = str(error)
	quoted = message.split("'")
	return quoted[-2] if len(quoted) >= 3 else message


def printed(value):
	"""Return what an expression prints: nothing for None, a Chinese date for a date, 是 or 否 for a truth value."""
	if value is None:
		return ""
	if isinstance(value, bool):
		return "是" if value else "否"
	if isinstance(value, datetime):
		return chinese.moment(value)
	if isinstance(value, date):
		return chinese.day(value)
	return value


def _lines(value) -> Markup:
	"""Filter: a longer text as paragraphs, one for each non-empty line."""
	text = "" if value is None else str(value)
	return Markup("").join(
		Markup("<p>{}</p>").format(line.strip()) for line in text.splitlines() if line.strip()
	)
