"""A dataset: the tables of a store as Parquet files, part by part, in a folder or an object store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from ..corpus.frames import library
from ..errors import StoreError
from ..models import Model
from .places import Place, is_temporary
from .tables import EXTRA, GRAPH_TABLES, TABLES, schemas

if TYPE_CHECKING:
    import pyarrow as pa

#: The file that tells a dataset from any other folder.
MANIFEST = "dataset.json"
_FORMAT = 1  # raised with every change of the layout
_PARTS = "parts"
_PLANNED, _BEAT, _WHOLE = ".plan.json", ".beat", ".json"
_GRAPH = "graph/graph.json"


class Manifest(Model):
    """What tells a dataset from any other folder."""

    program: str = "danvan-docs"
    format: int


class Part(Model):
    """Some documents that are analysed together."""

    number: int
    rules: str
    registry: str
    documents: dict[str, str]
    """The source of each document, with its state: what tells its content from that of another time."""


class Plan(Part):
    """A part that is to be made."""

    stored: list[str] = Field(default_factory=list)
    """Documents that have not changed: they are linked anew as an earlier part of this number holds them."""


class Record(Part):
    """A part that is whole."""

    failed: list[str]
    """Documents that could not be read."""
    rows: dict[str, int]
    """How many rows each table got."""
    linked: int
    """How many citations were linked."""


class GraphRecord(Model):
    """What the graph was derived by."""

    rules: str


class Dataset:
    """The tables in `root`, a folder or the URL of a prefix in an object store.

    >>> Dataset("out/dataset").glob("citations"), Dataset("out/dataset").glob("edges")
    ('out/dataset/citations/*.parquet', 'out/dataset/graph/edges.parquet')
    """

    tables = (*TABLES, *GRAPH_TABLES)

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = str(root).rstrip("/")

    @classmethod
    def open(cls, root: str | os.PathLike[str]) -> Dataset:
        """Return the dataset in `root`. Raises StoreError where there is none, or one of another version."""
        dataset = cls(root)
        content = dataset.place.read(MANIFEST)
        if content is None:
            raise StoreError(f"{root}: holds no dataset (no {MANIFEST})")
        try:
            manifest = Manifest.model_validate_json(content)
        except ValidationError:
            raise StoreError(f"{root}/{MANIFEST}: not of a dataset of danvan-docs") from None
        if manifest.format != _FORMAT:
            raise StoreError(
                f"{root}: format {manifest.format}, but this version reads {_FORMAT}; build it anew"
            )
        return dataset

    @classmethod
    def create(cls, root: str | os.PathLike[str]) -> Dataset:
        """Return the dataset in `root`, made where there is none. Raises StoreError as `open` does.

        A folder that holds other files is refused: a dataset needs one of its own.
        """
        dataset = cls(root)
        if dataset.place.read(MANIFEST) is None:
            if any(dataset.place.below()):
                raise StoreError(f"{root}: holds other files; a dataset needs a folder of its own")
            dataset.place.write(MANIFEST, Manifest(format=_FORMAT).model_dump_json().encode())
        return cls.open(root)

    @cached_property
    def place(self) -> Place:
        """Where it is."""
        return Place.of(self.root)

    def glob(self, table: str) -> str:
        """Return the pattern of the Parquet files of a table."""
        return f"{self.root}/{self.file(table)}"

    def files(self, table: str) -> list[str]:
        """Return the paths, below the root, of a table's rows: those of whole parts, in their order."""
        if table in GRAPH_TABLES:
            return [self.file(table)]
        return [self.file(table, number) for number in sorted(self.whole())]

    def file(self, table: str, number: int | None = None) -> str:
        """Return the path, below the root, of a table's rows of one part, of any for None; the graph has no parts."""
        if table in GRAPH_TABLES:
            return f"graph/{table}.parquet"
        return f"{table}/{'*' if number is None else f'{number:05}'}.parquet"

    def schema(self, table: str) -> pa.Schema:
        """Return the columns of a table. Raises StoreError for one that is not there."""
        if table not in self.tables:
            raise StoreError(f"{self.root}: no table {table!r}; known: {', '.join(self.tables)}")
        return schemas()[table]

    def read(self, table: str) -> pa.Table:
        """Return all rows of a table, in the order of parts; raises StoreError for one that is not there."""
        arrow, schema = library("pyarrow.dataset", EXTRA), self.schema(table)
        paths = [f"{self.place.path}/{file}" for file in self.files(table)]
        with self.place.reporting():
            return arrow.dataset(paths, schema, format="parquet", filesystem=self.place.files).to_table()

    def replace(self, table: str, batches: Iterable[pa.RecordBatch]) -> None:
        """Put rows, in their order, in place of a table of the graph, whole or not at all."""
        parquet, place, schema = library("pyarrow.parquet", EXTRA), self.place, self.schema(table)
        with (
            place.replacing(self.file(table)) as path,
            parquet.ParquetWriter(path, schema, filesystem=place.files, compression="zstd") as writer,
        ):
            for batch in batches:
                writer.write_batch(batch)

    def parts(self) -> Iterator[Record]:
        """Yield the records of the whole parts, by number."""
        for number in sorted(self.whole()):
            if content := self.place.read(_name(number, _WHOLE)):
                yield Record.model_validate_json(content)

    def whole(self) -> set[int]:
        """Return the numbers of the whole parts."""
        return self._numbers(_WHOLE)

    def planned(self, number: int) -> Plan | None:
        """Return a part that is to be made, None for one that is whole."""
        content = self.place.read(_name(number, _PLANNED))
        return Plan.model_validate_json(content) if content else None

    def plan(self, part: Plan) -> None:
        """Note a part that is to be made; what there was of that number is no whole part any more."""
        self.place.write(_name(part.number, _PLANNED), part.model_dump_json().encode())
        self.place.remove(_name(part.number, _WHOLE))

    def finish(self, part: Record) -> None:
        """Note that all tables of a part are written."""
        self.place.write(_name(part.number, _WHOLE), part.model_dump_json().encode())
        self.place.remove(_name(part.number, _BEAT))
        self.place.remove(_name(part.number, _PLANNED))

    def beat(self, number: int) -> None:
        """Leave a sign that a part is being made."""
        self.place.write(_name(number, _BEAT), b"")

    def signs(self) -> set[tuple[str, int]]:
        """Return what changes while parts are made."""
        return {(info.base_name, info.mtime_ns) for info in self.place.below(_PARTS)}

    def forget(self, numbers: Iterable[int]) -> None:
        """Take parts out, whole or planned."""
        for number in numbers:
            files = [self.file(table, number) for table in TABLES]
            for name in (_name(number, _WHOLE), *files, _name(number, _BEAT), _name(number, _PLANNED)):
                self.place.remove(name)

    def graph_rules(self) -> str | None:
        """Return the rules that the graph was derived by; None while parts have changed since."""
        content = self.place.read(_GRAPH)
        return GraphRecord.model_validate_json(content).rules if content else None

    def finish_graph(self, rules: str) -> None:
        """Note that the tables of the graph are those of all parts."""
        self.place.write(_GRAPH, GraphRecord(rules=rules).model_dump_json().encode())

    def forget_graph(self) -> None:
        """Note that the tables of the graph are of an earlier state."""
        self.place.remove(_GRAPH)

    def count(self, table: str) -> int:
        """Return how many rows of the graph a table has."""
        parquet = library("pyarrow.parquet", EXTRA)
        path = f"{self.place.path}/{self.file(table)}"
        return int(parquet.read_metadata(path, filesystem=self.place.files).num_rows)

    def tidy(self) -> None:
        """Take out what builds left that were stopped: plans, and what was written by them."""
        planned, whole = self._numbers(_PLANNED), self.whole()
        self.forget(planned - whole)
        for number in planned & whole:
            self.place.remove(_name(number, _PLANNED))
        for folder in (_PARTS, *TABLES):
            for info in self.place.below(folder):
                if is_temporary(info.base_name):
                    self.place.remove(f"{folder}/{info.base_name}")

    def _numbers(self, kind: str) -> set[int]:
        names = (info.base_name.partition(".") for info in self.place.below(_PARTS))
        return {int(number) for number, dot, rest in names if number.isdecimal() and dot + rest == kind}


def _name(number: int, kind: str) -> str:
    return f"{_PARTS}/{number:05}{kind}"
