"""Who may see or change a row or a field: the only room that decides it."""

from xinfang_app.access.scope import may, require

__all__ = ["may", "require"]
