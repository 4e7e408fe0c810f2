"""A store as files for other tools: tables as Parquet, the graph as CSV for the importer of Neo4j."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path

from ..atomic import made, replacing
from ..corpus.frames import batches, library, table_names
from ..corpus.graph import citation_graph
from ..corpus.store import Store
from ..errors import ExportError
from ..inert import inert
from .graph_files import WRITERS, write_graph

_COUNTS = (
    "(SELECT count(*) FROM instruments) || ' instruments, ' || (SELECT count(*) FROM edges) || ' citations'"
)
# Columns with the types that the importer of Neo4j knows; text needs none. A date may be a year alone: text.
_NODES = """
SELECT id AS "id:ID", symbol, type, date, issuer, title, level, province,
    iif(in_corpus, 'true', 'false') AS "in_corpus:boolean", source,
    iif(in_corpus, 'Instrument;Document', 'Instrument') AS ":LABEL"
FROM instruments ORDER BY id
"""
_EDGES = """
SELECT source AS ":START_ID", target AS ":END_ID", upper(relation) AS ":TYPE",
    document, start AS "start:int", "end" AS "end:int", quote, confidence AS "confidence:double", rule
FROM edges ORDER BY id
"""


def export_store(store: Store, out: str | Path) -> str:
    """Write the graph or the tables of a store in the format of the suffix of `out`; say what was written.

    Raises ExportError for a suffix that is not known, or where `out` cannot be written.
    """
    out = Path(out)
    suffix = out.suffix.lower()
    if suffix == ".parquet":
        return f"{len(write_parquet(store, out))} tables"
    if suffix == ".neo4j":
        write_neo4j(store, out)
    elif suffix in WRITERS:
        write_graph(citation_graph(store), out)
    else:
        known = ", ".join((*WRITERS, ".neo4j", ".parquet"))
        raise ExportError(f"{out}: unknown format {suffix!r}; known: {known}")
    return str(store.query(f"SELECT {_COUNTS}")[0][0])


def write_neo4j(store: Store, folder: str | Path) -> list[Path]:
    """Write `nodes.csv` and `edges.csv` into `folder`, for `neo4j-admin database import`; return their paths.

    Quotes hold line breaks: the importer needs `--multiline-fields=true`. Raises ExportError where they cannot
    be written.
    """
    paths = [made(folder) / name for name in ("nodes.csv", "edges.csv")]
    with ExitStack() as files, store.reader() as connection:
        for path, sql in zip(paths, (_NODES, _EDGES), strict=True):
            cursor = connection.execute(sql)
            temporary = files.enter_context(replacing(path))
            with temporary.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(column[0] for column in cursor.description)
                writer.writerows(map(inert, row) for row in cursor)
    return paths


def write_parquet(store: Store, folder: str | Path) -> list[Path]:
    """Write every table of the store into `folder`, each as `TABLE.parquet`; return their paths.

    Raises ExportError where they cannot be written, MissingExtra without the extra `tables`.
    """
    parquet = library("pyarrow.parquet", "tables")
    paths = {name: made(folder) / f"{name}.parquet" for name in table_names(store)}
    with ExitStack() as files:
        for name, path in paths.items():
            parts = batches(store, name)
            temporary = files.enter_context(replacing(path))
            with parquet.ParquetWriter(temporary, next(parts).schema, compression="zstd") as writer:
                for part in parts:
                    writer.write_batch(part)
    return list(paths.values())
