"""Files, folders, archives: what there is to read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..errors import ReadError
from .door import listing, read_source
from .formats import SUFFIXES, looks_known
from .formats.archive import ARCHIVE_SUFFIX, is_side_file
from .names import MEMBER, shown

#: Called with what keeps a folder from being searched, or with a line about what is left out.
OnError = Callable[[ReadError], None]
OnNotice = Callable[[str], None]
_NAMED = 5  # members left out that are called by name


def read_text(path: str | Path) -> str:
    """Return the text of a file (see `read_source`)."""
    return read_source(path).text


def find_files(
    paths: Iterable[str | Path], on_error: OnError | None = None, on_notice: OnNotice | None = None
) -> list[Path]:
    """Return the files named, the documents below the folders named, and what archives and e-mails among them hold.

    The order is stable, each comes once. A file that is named is taken whatever it is, and need not exist: reading
    it then says so. A folder inside that cannot be searched is handed to `on_error`, what an archive holds besides
    documents is told to `on_notice`.

    Raises ReadError for a folder that holds no document, and without `on_error` for one that cannot be searched.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        for each in _documents_below(path, on_error) if path.is_dir() else [path]:
            found.update(dict.fromkeys(map(Path, _opened_up(each, on_notice))))
    return list(found)


def _documents_below(folder: Path, on_error: OnError | None) -> list[Path]:
    errors: list[ReadError] = []
    inside = sorted(_walk(folder, errors))
    for error in errors:
        if on_error is None:
            raise error
        on_error(error)
    if not inside and not errors:
        raise ReadError(f"{shown(folder)}: no {', '.join(SUFFIXES)} or {ARCHIVE_SUFFIX} file in this folder")
    return inside


def _walk(folder: Path, errors: list[ReadError]) -> Iterator[Path]:
    def failed(error: OSError) -> None:
        name = shown(error.filename or folder)
        errors.append(ReadError(f"{name}: this folder cannot be read ({error.strerror})"))
        errors[-1].source = name

    for parent, _, names in os.walk(folder, onerror=failed):
        for name in names:
            path = Path(parent, name)
            if _is_document(path, folder):
                yield path


def _is_document(path: Path, folder: Path) -> bool:
    """Tell a document by its suffix, a file without one by its first bytes."""
    if is_side_file(path.relative_to(folder).as_posix()):
        return False
    suffix = path.suffix.lower()
    return suffix in (*SUFFIXES, ARCHIVE_SUFFIX) or (not suffix and path.is_file() and looks_known(path))


def _opened_up(path: Path, on_notice: OnNotice | None) -> list[str]:
    """Return the documents in a file, or the file itself where it is none that holds others, or cannot be opened."""
    try:
        found = listing(path)
    except ReadError:
        return [str(path)]  # reading it says why
    if found.left_out and on_notice:
        names = [inner.partition(MEMBER)[2] for inner in found.left_out]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        on_notice(f"{shown(path)}: no documents, not read: {', '.join(names[:_NAMED])}{more}")
    return found.documents or [str(path)]
