"""The conditions an admin may write on a transition.

Rule: comparisons of the document's own fields with fixed values, joined by and/or/not. Frappe would allow calls into
the database here; a condition that reads other records is invisible to whoever reads the procedure, so it is refused.
"""

import ast

_ALLOWED = (
	ast.Expression,
	ast.BoolOp,
	ast.And,
	ast.Or,
	ast.UnaryOp,
	ast.Not,
	ast.USub,
	ast.Compare,
	ast.Eq,
	ast.NotEq,
	ast.Lt,
	ast.LtE,
	ast.Gt,
	ast.GtE,
	ast.In,
	ast.NotIn,
	ast.Is,
	ast.IsNot,
	ast.Constant,
	ast.List,
	ast.Tuple,
	ast.Load,
	ast.Name,
	ast.Attribute,
)


def fields_of(text: str) -> set[str] | None:
	"""Return the fields of `doc` that the condition reads, or None where it is not such a plain comparison."""
	try:
		tree = ast.parse(text, mode="eval")
	except (SyntaxError, ValueError):
		return None
	fields: set[str] = set()
	for node in ast.walk(tree):
		if not isinstance(node, _ALLOWED):
			return None
		if isinstance(node, ast.Name) and node.id not in ("doc",):
			return None
		if isinstance(node, ast.Attribute):
			if not isinstance(node.value, ast.Name) or node.attr.startswith("_"):
				return None
			fields.add(node.attr)
	return fields
