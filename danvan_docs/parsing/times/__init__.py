"""Days, deadlines, frequencies; as the words say them, as dates and as recurrences."""
