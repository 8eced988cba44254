"""The county of the handling tests, for what its records lack."""

from tests.site.handling.conftest import county, road  # noqa: F401
