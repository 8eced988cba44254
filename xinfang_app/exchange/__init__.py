"""Upper systems: lists in and out, reconciliation."""
