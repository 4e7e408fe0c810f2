"""What goes out: checklists, tables for the terminal, graph files."""
