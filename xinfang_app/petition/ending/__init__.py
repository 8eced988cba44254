"""How a matter ends: report to the assigner, settlement, withdrawal, closing, archive."""
