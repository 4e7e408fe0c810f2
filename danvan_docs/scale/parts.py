"""The making of planned parts: the same on one machine, and on every worker of an engine."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice, tee
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..corpus.build import reading_rules, rules_version
from ..corpus.frames import library
from ..corpus.workers import Job, Workers
from ..errors import StoreError
from ..models import Model
from .dataset import Dataset, Plan, Record
from .sources import tables_of
from .tables import EXTRA, TABLES, error_tables, schemas

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

    Tables = dict[str, pa.RecordBatch]

_GROUP = 4 * 2**20  # bytes of a group of rows; so much is held of each table before it is written
_BEAT = 10.0  # seconds, at least, between two signs that a part is being made
_DOCUMENTS = 16  # that are read at once where they are linked anew


class Settings(Model):
    """How documents are analysed: by how many processes, by which authority files of the user (and their digest)."""

    jobs: int = 1
    timeout: float | None = None
    registry: tuple[Path, ...] = ()
    links: str = ""


def part_workers(settings: Settings) -> Workers[Tables]:
    """Return processes that analyse documents; to be used in `with`, by `make_parts`."""
    function = partial(tables_of, rules=reading_rules(settings.registry), links=settings.links)
    return Workers(function, settings.jobs, settings.timeout, settings.registry, apart=True)


def make_parts(dataset: Dataset, numbers: Iterable[int], workers: Workers[Tables]) -> Iterator[int]:
    """Make planned parts; yield the number of each once it is whole. What is whole already is passed over.

    Documents are analysed a few ahead of the one that is written. One that cannot be read, takes its process down or
    too long becomes a row of `errors`.

    Raises StoreError where this installation has other rules than the one that planned, or nothing can be written;
    MissingExtra without pebble or pyarrow.
    """
    plans, ahead = tee(part for number in numbers if (part := dataset.planned(number)))
    outcomes = workers.run(job for part in ahead for job in _jobs(dataset, part))
    for part in plans:
        if not part.rules.startswith(rules_version()):  # files of the user come behind it
            raise StoreError(f"{dataset.root}: planned by rules {part.rules}, but here are {rules_version()}")
        dataset.finish(_made(dataset, part, islice(outcomes, len(part.documents))))
        yield part.number


def _jobs(dataset: Dataset, part: Plan) -> Iterator[Job]:
    """Yield what is to be done for each document: to read it, or to link anew what is stored of it."""
    stored = _stored(dataset, part)
    waiting = next(stored, None)
    for source in part.documents:
        if waiting and waiting["source"] == source:
            yield Job(source, waiting["sha256"], stored=waiting["directive"])
            waiting = next(stored, None)
        else:
            yield Job(source, "")


def _stored(dataset: Dataset, part: Plan) -> Iterator[dict[str, Any]]:
    """Yield the documents that have not changed as they are stored, in their order."""
    wanted = set(part.stored)
    if not wanted:
        return
    parquet = library("pyarrow.parquet", EXTRA)
    path = f"{dataset.place.path}/{dataset.file('documents', part.number)}"
    with parquet.ParquetFile(path, filesystem=dataset.place.files) as file:
        for batch in file.iter_batches(_DOCUMENTS, columns=["source", "sha256", "directive"]):
            yield from (row for row in batch.to_pylist() if row["source"] in wanted)


def _made(dataset: Dataset, part: Plan, outcomes: Iterable[tuple[Job, Tables | str | None]]) -> Record:
    """Write all tables of a part; return its record."""
    failed, linked, beat = [], 0, time.monotonic()
    with ExitStack() as files:
        tables = {table: files.enter_context(_table(dataset, table, part.number)) for table in TABLES}
        for job, outcome in outcomes:
            if time.monotonic() - beat > _BEAT:
                dataset.beat(part.number)
                beat = time.monotonic()
            if isinstance(outcome, dict):
                found = outcome
            else:
                found = error_tables(str(job.path), str(outcome))
                failed.append(str(job.path))
            for table, rows in found.items():
                tables[table].add(rows)
            if "citations" in found:
                linked += len(found["citations"]) - found["citations"]["instrument_id"].null_count
    counts = {name: table.rows for name, table in tables.items()}
    known = part.model_dump(exclude={"stored"})
    return Record(**known, failed=failed, rows=counts, linked=linked)


class _Table:
    """Rows on their way into a file."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self.rows = 0
        self._writer = writer
        self._held: list[pa.RecordBatch] = []
        self._bytes = 0

    def add(self, rows: pa.RecordBatch) -> None:
        self.rows += rows.num_rows
        self._held.append(rows)
        self._bytes += rows.nbytes
        if self._bytes >= _GROUP:
            self.flush()

    def flush(self) -> None:
        import pyarrow

        if self._held:
            self._writer.write_table(pyarrow.Table.from_batches(self._held))
            self._held, self._bytes = [], 0


@contextmanager
def _table(dataset: Dataset, name: str, number: int) -> Iterator[_Table]:
    """Yield what takes the rows of one table of a part; they are in place when the block ends well."""
    parquet, place = library("pyarrow.parquet", EXTRA), dataset.place
    with (
        place.replacing(dataset.file(name, number)) as path,
        parquet.ParquetWriter(path, schemas()[name], filesystem=place.files, compression="zstd") as writer,
    ):
        table = _Table(writer)
        yield table
        table.flush()
