"""A package, so that what its fixtures hold ends with this folder."""
