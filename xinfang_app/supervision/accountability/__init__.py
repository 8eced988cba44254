"""Accountability (arts. 39, 42–46): from organs' breaches on record to a flag, its answer, verification and measure."""
