"""Tables of tasks: what their columns hold, what their cells and rows say, the duties that they give."""
