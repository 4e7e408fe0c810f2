"""Authority files of the user that a store keeps in its database, so that nobody has to name them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ..authority import Registry, registry
from ..errors import AuthorityError


class OwnFile(NamedTuple):
    """An authority file as it was given: its name without a folder, and its text."""

    name: str
    text: str


def read_files(paths: Iterable[str | Path]) -> tuple[OwnFile, ...]:
    """Return what files hold. Raises AuthorityError for one that cannot be read."""
    try:
        return tuple(OwnFile(Path(path).name, Path(path).read_bytes().decode("utf-8")) for path in paths)
    except OSError as error:
        raise AuthorityError(f"{error.filename}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise AuthorityError("an authority file is not UTF-8; save it as CSV UTF-8") from None


@contextmanager
def unpacked(files: Sequence[OwnFile]) -> Iterator[tuple[Path, ...]]:
    """Lend the files as files, for the processes that need them, in the order in which they were given."""
    with TemporaryDirectory(prefix="danvan-") as folder:
        paths = tuple(Path(folder) / f"{number:02}-{file.name}" for number, file in enumerate(files))
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.text.encode("utf-8"))
        yield paths


@lru_cache(maxsize=4)
def registry_with(files: tuple[OwnFile, ...]) -> Registry:
    """Return the registry of the package with these files."""
    if not files:
        return registry()
    with unpacked(files) as paths:
        return Registry.load(paths)
