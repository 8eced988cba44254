"""Pressing organs: supervision letters, inspections, recommendations, flags, urgent information, duties to show up."""
