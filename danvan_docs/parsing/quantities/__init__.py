"""What is counted, how much of it, and whether it is a goal or a report."""
