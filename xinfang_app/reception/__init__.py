"""Letters and visits at the counter: the letter desk, the visit desk, reading a scan."""
