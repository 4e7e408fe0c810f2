"""The graph that a command asks: of a store, or of a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..corpus.compact import Compact


@contextmanager
def asked(folder: Path) -> Iterator[Compact]:
    """Yield the graph of what `danvan build` made in a folder. Raises StoreError where that is nothing."""
    from ..corpus.compact import Compact
    from ..corpus.store import DATABASE, Store
    from ..scale.dataset import MANIFEST, Dataset

    if (folder / DATABASE).exists() or not (folder / MANIFEST).exists():
        with Store.open(folder) as store:
            yield Compact.of(store)
    else:
        from ..scale.compact import compact

        yield compact(Dataset.open(folder))
