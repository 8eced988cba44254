"""What leaders take on: Leader Ownership (包案), Leader Instruction (批示), Joint Conference (联席会议). Arts. 11-13, 18, 24, 39."""
