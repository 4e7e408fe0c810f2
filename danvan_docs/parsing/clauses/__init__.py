"""Clauses: who does what in a sentence, said how, and with whom."""

from .clause import Body, Clause, Doer, bodies_in, read_clauses

__all__ = ["Body", "Clause", "Doer", "bodies_in", "read_clauses"]
