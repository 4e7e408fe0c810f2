"""Who must do what: bodies, subjects, assignments in sentences, headings, labels and tables."""
