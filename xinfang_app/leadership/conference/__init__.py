"""联席会议: called, met, decided, and what was decided carried out (arts. 13, 24, 39)."""
