"""信访: citizens' petitions for a county and the tiers above and below it."""

__version__ = "0.1.0"
