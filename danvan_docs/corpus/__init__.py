"""Many directives: the store that keeps them, the citation graph between them, and how well they are read."""
