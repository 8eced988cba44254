"""The county of the leaders' tests: villages, a township, the petition office, government and party committee."""

from tests.site.leaders_receive.conftest import county, receive, road, work  # noqa: F401
