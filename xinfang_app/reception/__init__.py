"""Letters, visits and calls: the letter desk, the visit desk, the phone desk, reading a scan."""
