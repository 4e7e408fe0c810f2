"""Files, folders, archives: what there is to read, and each of it as a `Source`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..errors import ReadError
from .formats import SUFFIXES, Document, looks_known, read_document
from .formats.archive import ARCHIVE_SUFFIX, documents_in, is_member, is_side_file, read_member
from .source import Source

#: What is larger is no directive; archives may be, their members may not.
MAX_BYTES = 256 * 1024 * 1024


def read_source(path: str | Path) -> Source:
    """Return the text of a file of any known format, with pages, places and notices.

    `path` may name a member of an archive: `pile.zip!/plans/a.docx`. The format is told from the bytes.
    Raises ReadError for a file that is missing, empty, damaged, locked, too large or of no known format.
    """
    # A file name that is no UTF-8 must not spoil the JSON of the result.
    name = str(path).encode("utf-8", "replace").decode("utf-8")
    return read_document(Document(name, read_bytes(path)))


def read_text(path: str | Path) -> str:
    """Return the text of a file (see `read_source`)."""
    return read_source(path).text


def read_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file or of a member of an archive; raise ReadError where they cannot be had."""
    if is_member(str(path)):
        return read_member(str(path))
    path = Path(path)
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder, not a file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 10**6
            raise ReadError(f"{path}: too large to be a directive ({size // 10**6} MB; at most {limit} MB)")
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None


def find_files(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files named, the documents below the folders named, and what archives and e-mails among them hold.

    The order is stable, each comes once. A file that is named is taken whatever it is, and need not exist: reading
    it then says so. Raises ReadError for a folder that holds no document.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        inside = [path]
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if _is_document(each, path))
            if not inside:
                raise ReadError(f"{path}: no {', '.join(SUFFIXES)} or {ARCHIVE_SUFFIX} file in this folder")
        for each in inside:
            found.update(dict.fromkeys(map(Path, documents_in(each, SUFFIXES) or [str(each)])))
    return list(found)


def _is_document(path: Path, folder: Path) -> bool:
    """Tell a document by its suffix, a file without one by its first bytes."""
    if not path.is_file() or is_side_file(path.relative_to(folder).as_posix()):
        return False
    suffix = path.suffix.lower()
    return suffix in (*SUFFIXES, ARCHIVE_SUFFIX) or (not suffix and looks_known(path))
