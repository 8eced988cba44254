"""Where Frappe comes from when only package registries can be reached."""
