"""To the organ that must answer: transfer and assignment, objection, return, dispute."""
