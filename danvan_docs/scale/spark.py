"""The analysis as a function for `mapInArrow` of Spark. Nothing here needs Spark; whoever runs it has it.

from functools import partial
from pyspark.sql.pandas.types import from_arrow_schema
from danvan_docs.scale.spark import analyse_batches, analysed_schema

found = documents.mapInArrow(analyse_batches, from_arrow_schema(analysed_schema()))
citations = found.selectExpr("inline(citations)")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..authority import registry_of
from ..corpus.build import reading_rules, registry_digest
from ..corpus.frames import library
from ..corpus.workers import Job, Workers, examine
from .sources import digest_of, parse_content
from .tables import EXTRA, TABLES, document_tables, error_tables, schemas

if TYPE_CHECKING:
    import pyarrow as pa


def analysed_schema() -> pa.Schema:
    """Return the columns of what `analyse_batches` yields: the source, and the rows of every table as a list.

    >>> analysed_schema().names[:3]
    ['source', 'documents', 'sections']
    """
    pyarrow = library("pyarrow", EXTRA)
    lists = ((table, pyarrow.list_(pyarrow.struct(list(schemas()[table])))) for table in TABLES)
    return pyarrow.schema([("source", pyarrow.string()), *lists])


def analyse_batches(
    batches: Iterable[pa.RecordBatch], registry: Iterable[str | Path] = ()
) -> Iterator[pa.RecordBatch]:
    """Yield one row for each document: the rows that it leaves in each table of a dataset.

    Of what comes in, `source` is the name of the document, and `text` its text, or `content` the bytes of a file of
    any known format. `registry` is authority files of the user. What cannot be read has a row of `errors`.

    >>> import pyarrow as pa
    >>> batch = pa.RecordBatch.from_pydict({"source": ["a"], "text": ["Theo Nghị quyết số 25-NQ/TW."]})
    >>> next(analyse_batches([batch])).to_pylist()[0]["citations"][0]["symbol"]
    '25-NQ/TW'
    """
    pyarrow, extra = library("pyarrow", EXTRA), tuple(map(Path, registry))
    known = {"rules": reading_rules(extra), "registry": registry_digest(extra)}
    for batch in batches:
        column = "text" if "text" in batch.schema.names else "content"
        rows = []
        for source, content in zip(batch["source"].to_pylist(), batch[column].to_pylist(), strict=True):
            workers = Workers(partial(_tables, content, known), registry=extra)
            [(_, outcome)] = workers.run([Job(source, "")])
            found = outcome if isinstance(outcome, dict) else error_tables(source, str(outcome))
            rows.append({"source": source, **{table: _rows(found, table) for table in TABLES}})
        yield pyarrow.RecordBatch.from_pylist(rows, analysed_schema())


def _tables(
    content: bytes | str, known: Mapping[str, str], job: Job, registry: tuple[Path, ...]
) -> dict[str, pa.RecordBatch]:
    authority = registry_of(registry)
    found = examine(parse_content(str(job.path), content, authority), authority)
    return document_tables(found.directive, found.findings, authority, sha256=digest_of(content), **known)


def _rows(found: Mapping[str, pa.RecordBatch], table: str) -> list[dict[str, object]]:
    return found[table].to_pylist() if table in found else []
