"""How the page is built: its regions, header, headings and items, sentences."""
