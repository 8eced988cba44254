"""The hooks that rooms keep beside their rules: `<room>/hooked.py`, merged into `hooks.py`.

Rule: a room's `hooked.py` holds plain values under the names of hooks. A dict is merged key by key, a list is added to,
a path and another path under one key become a list of both. Nothing is replaced: a value that stands elsewhere already
and cannot be added to is an error, told when the app is loaded.
"""

from importlib import import_module

#: Rooms that keep their own entries, lowest first.
ROOMS = ("petition", "reception", "supervision", "review", "settling", "leadership", "rights", "hearing")


def merge(hooks: dict, *names: str) -> None:
	"""Add what the rooms keep under `names` to `hooks` (the namespace of hooks.py); without names, all that is left."""
	for room in ROOMS:
		kept = vars(import_module(f"xinfang_app.{room}.hooked"))
		for name, value in kept.items():
			if name.startswith("_") or (names and name not in names) or (not names and name in EARLY):
				continue
			hooks[name] = _added(hooks.get(name), value, f"{room}: {name}")


#: Taken in first, for hooks.py makes others from them.
EARLY = ("xf_scoped", "scoped_children", "xf_closed")


def _added(old, new, where: str):
	if old is None:
		return new
	if isinstance(old, dict) and isinstance(new, dict):
		return {**old, **{key: _added(old.get(key), value, f"{where}.{key}") for key, value in new.items()}}
	if isinstance(old, list | str) and isinstance(new, list | str):
		return [*_listed(old), *(entry for entry in _listed(new) if entry not in _listed(old))]
	raise ValueError(f"{where} stands elsewhere already")


def _listed(value: list | str) -> list:
	return value if isinstance(value, list) else [value]
