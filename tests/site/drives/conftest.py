"""The county of the leaders' tests."""

from tests.site.leaders_receive.conftest import county, road, work  # noqa: F401
