"""Documents linked anew to further authority files, found by a join of what they cite with what the files say.

Whether a mention means a row is told by `linking`, document by document, from the document as it is stored. Only
documents that a row can concern are taken up at all: those that cite an instrument of its number, and, where it can
be cited by name, all that cite something by name. What is not about instruments can concern every document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..authority import Instrument, Registry
from ..authority import registry as own_registry
from ..authority.keys import name_key, numbers, symbol_key
from ..corpus.build import reading_rules, registry_digest
from ..corpus.frames import library
from ..corpus.workers import Job, Workers
from .dataset import Dataset, Plan, Record
from .frames import engine, everywhere, frame, spread
from .sources import tables_of
from .tables import EXTRA, TABLES, error_tables

if TYPE_CHECKING:
    import pyarrow as pa
    from daft import DataFrame


def concerned(dataset: Dataset, registry: tuple[Path, ...]) -> DataFrame:
    """Return the `source` of every document that rows of authority files can concern.

    They are compared with the registry of the package, by which the documents were linked. Raises AuthorityError for
    a file that does not hold.
    """
    import pyarrow as pa

    daft = engine()
    col = daft.col
    own, known = own_registry(), Registry.load(registry)
    documents = frame(dataset, "documents", "source")
    if _others(own) != _others(known):
        return documents
    rows = list(_changed(own, known))
    figures = daft.from_arrow(pa.table({"figure": pa.array(sorted(_figures(rows)), pa.string())}))
    cited = frame(dataset, "citations", "document", "symbol").distinct()
    cited = spread(cited, _figure, pa.schema([("source", pa.string()), ("figure", pa.string())]))
    found = cited.join(figures, on="figure").select("source")
    if any(row.level == "central" for row in rows):
        found = found.concat(frame(dataset, "named", "document").select(col("document").alias("source")))
    return found.distinct()


def relink(dataset: Dataset, registry: tuple[Path, ...]) -> int:
    """Link documents to further authority files; return how many these concern. All rows are then as if read anew.

    Parts that other authority files, or other rules, have gone into are left to the next build, which links or reads
    all of their documents. Raises AuthorityError for a file that does not hold.
    """
    import pyarrow as pa

    daft = engine()
    col = daft.col
    records = {
        dataset.file("documents", record.number): record.model_dump_json()
        for record in dataset.parts()
        if (record.rules, record.registry) == (reading_rules(registry), "")
    }
    wanted = concerned(dataset, registry)
    if not registry or not records:
        return 0
    dataset.forget_graph()
    parts = daft.from_pydict({"file": list(records), "record": list(records.values())})
    placed = frame(dataset, "documents", "source", "file").join(wanted, on="source")
    sources = placed.groupby("file").agg(col("source").list_agg().alias("sources"))
    due = parts.join(sources, on="file", how="left").select("record", "sources")
    function = partial(_relinked, everywhere(dataset.root), registry, registry_digest(registry))
    done = spread(due, function, pa.schema([("documents", pa.int64())]), 1)
    return sum(done.to_pydict()["documents"])


def _others(known: Registry) -> tuple[Any, ...]:
    return known.meetings, known.document_types, known.issuers, known.bodies, known.provinces


def _changed(own: Registry, known: Registry) -> Iterator[Instrument]:
    """Yield the rows that differ, as they were and as they are, and those that lead to them as replaced by them."""
    differ = {
        id_
        for id_ in {*own.instruments, *known.instruments}
        if own.instruments.get(id_) != known.instruments.get(id_)
    }
    before = -1
    while before < len(differ):
        before = len(differ)
        rows = (row for row in known.instruments.values() if not differ.isdisjoint(row.replaced_by))
        differ.update([row.id for row in rows])
    for each in (own, known):
        yield from (each.instruments[id_] for id_ in differ if id_ in each.instruments)


def _figures(rows: Iterable[Instrument]) -> set[str]:
    """Return the figures that a citation of these rows begins with, or that stand in their names."""
    symbols = {symbol for row in rows for symbol in (row.symbol, *row.other_symbols) if symbol}
    names = {name for row in rows for name in (*row.names, row.title, row.promulgates) if name}
    return {_first(symbol) for symbol in symbols} | {
        _first(n) for name in names for n in numbers(name_key(name))
    }


def _first(symbol: str) -> str:
    return symbol_key(symbol).partition("/")[0]


def _figure(document: str, symbol: str) -> Iterator[dict[str, Any]]:
    yield {"source": document, "figure": _first(symbol)}


def _relinked(
    root: str, registry: tuple[Path, ...], links: str, record: str, sources: list[str] | None
) -> Iterator[dict[str, Any]]:
    """Put the rows of documents that are linked anew in place of those before; yield how many documents."""
    dataset, part, wanted = Dataset(root), Record.model_validate_json(record), sources or []
    # Should this be stopped half-way, the next build makes the part again.
    dataset.plan(Plan(number=part.number, rules=part.rules, registry=links, documents=part.documents))
    tables = {table: _read(dataset, table, part.number) for table in TABLES}
    stored = tables["documents"].filter(_is_of(tables["documents"], wanted))
    jobs = [Job(row["source"], row["sha256"], stored=row["directive"]) for row in stored.to_pylist()]
    function = partial(tables_of, rules=part.rules, links=links)
    found = [
        outcome if isinstance(outcome, dict) else error_tables(str(job.path), str(outcome))
        for job, outcome in Workers(function, registry=registry).run(jobs)
    ]
    for table, old in tables.items():
        kept = _without(old, wanted, links)
        rows = [kept, *(new[table] for new in found if table in new)]
        tables[table] = _in_order(rows, list(part.documents))
        _write(dataset, table, part.number, tables[table])
    linked = tables["citations"]["instrument_id"]
    known = {
        "registry": links,
        "failed": tables["errors"]["source"].to_pylist(),
        "rows": {name: rows.num_rows for name, rows in tables.items()},
        "linked": len(linked) - linked.null_count,
    }
    dataset.finish(part.model_copy(update=known))
    yield {"documents": len(jobs)}


def _without(rows: pa.Table, sources: list[str], links: str) -> pa.Table:
    """Return the rows of the other documents, marked as linked by these authority files."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kept = rows.filter(pc.invert(_is_of(rows, sources)))
    if "registry" not in kept.column_names:
        return kept
    place = kept.column_names.index("registry")
    return kept.set_column(place, kept.schema.field(place), pa.array([links] * len(kept), pa.string()))


def _in_order(parts: list[pa.Table | pa.RecordBatch], documents: list[str]) -> pa.Table:
    """Return rows, which stand together by documents, in the order of these."""
    import pyarrow as pa
    import pyarrow.compute as pc

    batches = [batch for part in parts for batch in pa.table(part).to_batches()]
    rows = pa.Table.from_batches(batches, pa.table(parts[0]).schema)
    place = pc.index_in(rows[_owner(rows)], value_set=pa.array(documents, pa.string()))
    return rows.take(pc.sort_indices(place))


def _is_of(rows: pa.Table, sources: list[str]) -> pa.ChunkedArray:
    """Return which rows are of these documents."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(rows[_owner(rows)], value_set=pa.array(sources, pa.string()))


def _owner(rows: pa.Table) -> str:
    return "document" if "document" in rows.column_names else "source"


def _read(dataset: Dataset, table: str, number: int) -> pa.Table:
    parquet = library("pyarrow.parquet", EXTRA)
    path = f"{dataset.place.path}/{dataset.file(table, number)}"
    return parquet.read_table(path, schema=dataset.schema(table), filesystem=dataset.place.files)


def _write(dataset: Dataset, table: str, number: int, rows: pa.Table) -> None:
    parquet, place = library("pyarrow.parquet", EXTRA), dataset.place
    with place.replacing(dataset.file(table, number)) as path:
        parquet.write_table(rows, path, filesystem=place.files, compression="zstd")
