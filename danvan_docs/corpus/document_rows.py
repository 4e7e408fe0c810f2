"""The rows that one document leaves in the tables of a store."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..authority import Registry
from ..linking.locality import locality_of
from ..models import Directive, Span
from .copies import paragraph_digests
from .passages import marked, passages, unmarked

if TYPE_CHECKING:
    from ..checking import Finding

#: Puts a row into a table and returns its number.
Insert = Callable[[str, dict[str, Any]], int]

# Fields of results that have no column: they stand in the JSON of the document.
_NO_COLUMNS = (
    "date_start", "date_end", "source_start", "target_start", "use_start", "use_end", "pinpoint_start",
    "pinpoint_end", "value", "subject_start", "subject_end",
)  # fmt: skip
_HEADER_COLUMNS = {
    "type", "symbol", "date", "place", "issuer", "title", "signer", "signer_title",
}  # fmt: skip


def insert_document(
    insert: Insert, directive: Directive, findings: Iterable[Finding], known: Registry, **columns: str
) -> int:
    """Insert a document with all that was found in it, return its number.

    `columns` are those that the document does not hold itself.
    """
    locality = locality_of(directive, known)
    header = directive.header.model_dump(include=_HEADER_COLUMNS)
    row = {
        "source": directive.source,
        **columns,
        **header,
        "level": locality.level,
        "province": locality.province,
    }
    document = insert("documents", {**row, "directive": directive.model_dump_json()})
    spans: dict[str, Iterable[Span]] = {
        "citations": directive.citations, "named": directive.named, "relations": directive.relations,
    }  # fmt: skip
    for table, found in spans.items():
        for each in found:
            insert(table, {"document_id": document, **_columns(each)})
    _insert_tasks(insert, document, directive)
    _insert_targets(insert, document, directive)
    for passage in passages(directive):
        insert("sections", {"document_id": document, **asdict(passage)})
    for finding in findings:
        text = directive.quote(finding)
        insert("findings", {"document_id": document, **finding.model_dump(), "text": text})
    for digest in paragraph_digests(directive):
        insert("paragraphs", {"document_id": document, "digest": digest})
    return document


def _insert_tasks(insert: Insert, document: int, directive: Directive) -> None:
    for task in directive.tasks:
        columns = _columns(task, without={"actors", "basis"})
        key = insert("tasks", {"document_id": document, "text": directive.quote(task), **columns})
        for actor in task.actors:
            insert("actors", {"task_id": key, **_columns(actor)})


def _insert_targets(insert: Insert, document: int, directive: Directive) -> None:
    rows: list[int] = []
    for target in directive.targets:
        low, high = target.value if isinstance(target.value, tuple) else (target.value, None)
        values = _columns(target) | {"text": directive.quote(target), "low": low, "high": high}
        if target.part_of is not None:
            values["part_of"] = rows[target.part_of]
        rows.append(insert("targets", {"document_id": document, **values}))


def section_words(title: str, text: str) -> dict[str, str]:
    """Return what the search sees of a section: its words in one spelling, and again without diacritics."""
    words = {"title": marked(title), "text": marked(text)}
    return {**words, "plain_title": unmarked(title), "plain_text": unmarked(text)}


def _columns(item: Span, without: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields that are columns; lists as JSON."""
    row = item.model_dump(exclude={*_NO_COLUMNS, *without})
    return {name: json.dumps(value) if isinstance(value, list) else value for name, value in row.items()}
