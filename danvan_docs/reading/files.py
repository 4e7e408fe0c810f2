"""Files to text: what is there, decoded; nothing normalised, nothing stripped."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path

from ..errors import ReadError

#: Files that a folder is searched for.
TEXT_SUFFIXES = (".txt", ".md")
#: A directive of a thousand pages has some 3 MB of text; what is far larger is no directive.
MAX_BYTES = 64 * 1024 * 1024

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text(path: str | Path) -> str:
    """Return the content of a text file, decoded (UTF-8, or UTF-16 with a mark), line ends as they are.

    Raises ReadError for a file that is missing, empty, binary, too large, or not in one of these encodings.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder, not a file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 10**6
            raise ReadError(f"{path}: too large to be a directive ({size // 10**6} MB; at most {limit} MB)")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None
    text = _decode(path, data)
    if not text.strip():
        raise ReadError(f"{path}: holds no text")
    return text


def _decode(path: Path, data: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    if encoding == "utf-8" and b"\0" in data[:8192]:
        raise ReadError(f"{path}: a binary file, not text")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not {encoding} text (byte {error.start}: {error.reason})") from None


def _is_document(path: Path) -> bool:
    """A folder's README speaks of the documents and is none of them."""
    return path.suffix.lower() in TEXT_SUFFIXES and path.stem.split(".")[0].lower() != "readme"


def find_files(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files named, and the text files below the folders named, in a stable order, each once.

    A file that is named is taken whatever its suffix, and need not exist: reading it then says so.
    Raises ReadError for a folder that holds no text file.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _is_document(p))
            if not inside:
                raise ReadError(f"{path}: no {' or '.join(TEXT_SUFFIXES)} file in this folder")
            found.update(dict.fromkeys(inside))
        else:
            found[path] = None
    return list(found)
