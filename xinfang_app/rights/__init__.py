"""What people report about how they were treated: retaliation, obstruction, and asking an official to stand aside. Arts. 18, 28, 46."""
