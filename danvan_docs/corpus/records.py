"""The rows of the citation graph."""

from __future__ import annotations

from ..models import Model, Span, Use


class Instrument(Model):
    """A node: an instrument that a document of the corpus is, or cites."""

    id: str
    symbol: str | None = None
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    level: str | None = None
    province: str | None = None
    in_corpus: bool = False
    source: str | None = None
    ended: str | None = None
    """The first day on which it surely no longer held, as the registry knows; `replaced_by` is what holds since."""
    replaced_by: str | None = None


class Alias(Model):
    """A number or name by which the corpus, or the registry, calls an instrument."""

    instrument: str
    alias: str
    mentions: int


class Edge(Span):
    """What one instrument does to another, as `document` says it in its text between `start` and `end`."""

    source: str
    target: str
    relation: Use
    document: str
    quote: str
    confidence: float | None = None
    rule: str | None = None
    """How it is known: `number`, `name` or `relation` (of two cited instruments), and how the target was told."""
