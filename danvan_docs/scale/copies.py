"""Which documents of a dataset repeat which: found by joins, compared and chosen by the rules of `corpus.copies`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..authority import registry_of
from ..corpus.copies import COMMON, Body, body_of, choose_originals, same_document
from ..models import Directive
from .frames import DOCUMENTS, engine, frame, held, spread

if TYPE_CHECKING:
    import pyarrow as pa
    from daft import DataFrame

    from .dataset import Dataset

_BODY = tuple(field.name for field in fields(Body))
_RANK = ("header", "length", "source")
_ENDS = ("one", "other")


def find_copies(dataset: Dataset, registry: tuple[Path, ...] = ()) -> dict[str, str]:
    """Return the source of every document that repeats another, with the source of that one.

    `registry` is the authority files of the user. The workers compare the pairs that have a number or a paragraph in
    common; those that are the same come here, where the originals are chosen.
    """
    daft = engine()
    col = daft.col
    pairs = held(_candidates(dataset))
    wanted = pairs.select(col("one").alias("source")).union(pairs.select(col("other").alias("source")))
    directives = frame(dataset, "documents", "source", "directive").join(wanted, on="source", how="semi")
    bodies = spread(directives.select("directive"), partial(_body, registry), _body_schema(), DOCUMENTS)
    body = daft.functions.to_struct(*(col(name) for name in _BODY))
    bodies = held(bodies.select(col("source"), body.alias("body")))
    for end in _ENDS:
        pairs = pairs.join(bodies.with_columns_renamed({"source": end, "body": f"{end}_body"}), on=end)
    same = spread(pairs.select("one_body", "other_body"), _same, _same_schema(), DOCUMENTS).to_pylist()
    ranks = {row[end]["source"]: tuple(row[end].values()) for row in same for end in _ENDS}
    found = {frozenset(row[end]["source"] for end in _ENDS) for row in same}
    return choose_originals(
        ((min(pair), max(pair)) for pair in found),
        ranks.__getitem__,
        lambda one, other: {one, other} in found,
    )


def _candidates(dataset: Dataset) -> DataFrame:
    """Return the pairs of sources that have a paragraph or a number in common, and no contradiction in columns."""
    daft = engine()
    col = daft.col
    documents = frame(dataset, "documents", "source", "symbol", "date", "province")
    paragraphs = frame(dataset, "paragraphs", "document", "digest")
    counts = paragraphs.groupby("digest").agg(col("document").count().alias("documents"))
    rare = counts.where(col("documents").between(2, COMMON)).select("digest")
    alike = _pairs(paragraphs.join(rare, on="digest"), "digest", "document")
    numbered = _pairs(documents.where(col("symbol").not_null()), "symbol", "source")
    pairs = alike.union(numbered)
    for end in _ENDS:
        known = {"source": end, "date": f"{end}_date", "province": f"{end}_province"}
        pairs = pairs.join(documents.exclude("symbol").with_columns_renamed(known), on=end)
    for name in ("date", "province"):
        one, other = (col(f"{end}_{name}") for end in _ENDS)
        pairs = pairs.where(one.is_null() | other.is_null() | (one == other))
    return pairs.select(*_ENDS)


def _pairs(rows: DataFrame, common: str, name: str) -> DataFrame:
    """Return each two names that stand with one value of `common`."""
    col = engine().col
    one, other = (rows.select(col(common), col(name).alias(end)) for end in _ENDS)
    return one.join(other, on=common).where(col("one") < col("other")).select(*_ENDS)


def _body(registry: tuple[Path, ...], directive: str) -> Iterator[dict[str, Any]]:
    body = body_of(Directive.model_validate_json(directive), registry_of(registry))
    yield {name: getattr(body, name) for name in _BODY}


def _same(one: dict[str, Any], other: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the ranks of two documents where they are the same."""
    bodies = {"one": Body(**one), "other": Body(**other)}
    if same_document(*bodies.values()):
        yield {end: dict(zip(_RANK, body.rank, strict=True)) for end, body in bodies.items()}


def _body_schema() -> pa.Schema:
    import pyarrow as pa

    columns = dict.fromkeys(_BODY, pa.string()) | {"words": pa.list_(pa.string())}
    return pa.schema(list(columns.items()))


def _same_schema() -> pa.Schema:
    import pyarrow as pa

    rank = pa.struct(zip(_RANK, (pa.int64(), pa.int64(), pa.string()), strict=True))
    return pa.schema([(end, rank) for end in _ENDS])
