"""Authority files of the user that a store keeps, so that nobody has to name them again."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from ..errors import AuthorityError, StoreError

_FOLDER = "registry"


def kept(store: Path) -> tuple[Path, ...]:
    """Return the files that are kept in the folder of a store, in the order in which they were given."""
    return tuple(sorted((store / _FOLDER).glob("*.csv")))


def keep(store: Path, files: Iterable[str | Path]) -> tuple[Path, ...]:
    """Keep these files and no others; return where they are.

    Raises AuthorityError where one cannot be read, StoreError where they cannot be written.
    """
    given = [Path(file) for file in files]
    folder, new = store / _FOLDER, store / f"{_FOLDER}.new"
    try:
        contents = [file.read_bytes() for file in given]
    except OSError as error:
        raise AuthorityError(f"{error.filename}: cannot be read ({error.strerror})") from None
    try:
        shutil.rmtree(new, ignore_errors=True)
        if contents:
            new.mkdir()
            for number, (file, content) in enumerate(zip(given, contents, strict=True), start=1):
                name = file.stem if file.parent != folder else file.stem.partition("-")[2]
                (new / f"{number:02}-{name}.csv").write_bytes(content)
        shutil.rmtree(folder, ignore_errors=True)
        if contents:
            new.rename(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from None
    return kept(store)
