"""Whether a Cypher query only reads: told from its words, before an engine sees it."""

from __future__ import annotations

import re

from ..errors import StoreError

#: What is no word of a query: comments, texts in quotes, names in backticks.
_APART = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|'(?:[^'\\]|\\.)*(?:'|\Z)|\"(?:[^\"\\]|\\.)*(?:\"|\Z)|`(?:[^`]|``)*(?:`|\Z)",
    re.S,
)
#: A word that is no property (`n.set`), no label (`:Set`) and no value given by name (`$set`).
_WORD = re.compile(r"(?<![\w.:$])[^\W\d]\w*")
_FIRST = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL", "EXPLAIN", "PROFILE"})
_REFUSED = frozenset(
    {"ALTER", "ATTACH", "BEGIN", "CHECKPOINT", "COMMENT", "COMMIT", "COPY", "CREATE", "DELETE", "DETACH", "DROP",
     "EXPORT", "EXTENSION", "FOREACH", "FORCE", "IMPORT", "INSERT", "INSTALL", "LOAD", "MACRO", "MERGE", "REMOVE",
     "ROLLBACK", "SET", "TRUNCATE", "UNINSTALL", "UPDATE", "USE"}
)  # fmt: skip
_CALLED = re.compile(r"(?<![\w.:$])CALL\s+(\w+)", re.I)
_READING_CALLS = frozenset({"db_version", "show_functions", "show_indexes", "show_tables", "table_info"})


def refuse_all_but_reading(query: str) -> None:
    """Raise StoreError for a query that does more than read the graph.

    >>> refuse_all_but_reading("MATCH (n) WHERE n.title = 'COPY' RETURN n.id")
    >>> refuse_all_but_reading("COPY (MATCH (n) RETURN n.id) TO 'a.csv'")
    Traceback (most recent call last):
    danvan_docs.errors.StoreError: Cypher: a query may only read the graph (COPY is refused)
    """
    plain = _APART.sub(" ' ", query)
    words = [word[0].upper() for word in _WORD.finditer(plain)]
    refused = next((word for word in words if word in _REFUSED), None)
    if refused is None and words and words[0] not in _FIRST:
        refused = words[0]
    if refused is None:
        names = (call[1].lower() for call in _CALLED.finditer(plain))
        refused = next((f"CALL {name}" for name in names if name not in _READING_CALLS), None)
    if refused is not None:
        raise StoreError(f"Cypher: a query may only read the graph ({refused} is refused)")
    if ";" in plain.strip().rstrip(";"):
        raise StoreError("Cypher: one query is expected, here are several")
