"""Corpora that outgrow one machine: the rows of the store as a dataset of Parquet tables, made on an engine.

A dataset is a folder, or a prefix in an object store:

    DIR/dataset.json                what it is, and by which version of the tables
    DIR/parts/00017.json            the record of a whole part: which documents, how they were read
    DIR/TABLE/00017.parquet         the rows of that part, for every table of `Dataset.tables`
    DIR/graph/TABLE.parquet         what is derived from all parts: instruments, aliases, edges, identities

A part is some hundred documents. It counts only once its record is there, which is written last; every file
appears whole or not at all. So a build that is stopped, or loses a worker, leaves whole parts, and the next one
does the others.

The tables are those of `corpus/schema.sql`, the columns and rows the same, but without numbers that only one
database knows:

- `document_id` is `document`: the `source` of the document in `documents`;
- `id` is `ordinal`: the place of the row among those of its document, from 0 (`documents` has none);
- `task_id` of `actors` is `task`, an ordinal of `tasks`; `part_of` in `targets` is an ordinal of `targets`;
- `instrument` and `copy_of` of `documents` stand in `graph/identities.parquet` (`source`, `instrument`, `copy_of`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

_HOME = {"build_dataset": "build", "Dataset": "dataset"}
__all__ = sorted(_HOME)

if TYPE_CHECKING:
    from .build import build_dataset as build_dataset
    from .dataset import Dataset as Dataset


def __getattr__(name: str) -> Any:
    try:
        module = _HOME[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"{__name__}.{module}"), name)
