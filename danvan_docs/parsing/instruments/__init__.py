"""What instruments a text names, how it points back to them, and what one does to another."""
