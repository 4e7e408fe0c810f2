"""What is inside archives and e-mails: members as documents of their own, `pile.zip!/plans/a.docx`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Protocol
from zipfile import ZipFile

from ...errors import ReadError
from .document import Document
from .mail import attachments, parse_mail
from .recognise import HEAD, recognise
from .zips import MAX_MEMBERS, member_bytes, open_zip

MEMBER = "!/"
ARCHIVE_SUFFIX = ".zip"
#: Archives in archives in archives are opened, deeper ones are not.
MAX_DEPTH = 3


class Container(Protocol):
    """A file that holds others."""

    def names(self) -> list[str]:
        """Return the names of what it holds."""
        ...

    def read(self, name: str) -> bytes:
        """Return what it holds under a name; raise ReadError where that cannot be."""
        ...


class _Zip:
    def __init__(self, document: Document, archive: ZipFile) -> None:
        self._document, self._archive = document, archive
        files = (info for info in archive.infolist() if not info.is_dir())
        self._originals = {_readable(info.filename, info.flag_bits): info.filename for info in files}

    def names(self) -> list[str]:
        return sorted(self._originals)

    def read(self, name: str) -> bytes:
        if name not in self._originals:
            raise self._document.error(f"holds no {name}")
        return member_bytes(self._document, self._archive, self._originals[name])


class _Mail:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._files = attachments(parse_mail(document))

    def names(self) -> list[str]:
        return list(self._files)

    def read(self, name: str) -> bytes:
        if name not in self._files:
            raise self._document.error(f"holds no {name}")
        return self._files[name]


def is_member(path: str) -> bool:
    """Tell whether a path names something inside a file."""
    outer, inner, _ = path.partition(MEMBER)
    return bool(inner) and Path(outer).is_file()


def read_member(path: str) -> bytes:
    """Return the bytes of `outer.zip!/inner.zip!/file`; raise ReadError where they cannot be had."""
    outer, *links = path.split(MEMBER)
    container = _outermost(outer, Path(outer).stat().st_mtime_ns)
    for depth, link in enumerate(links[:-1], start=1):
        inner = Document(MEMBER.join([outer, *links[:depth]]), container.read(link))
        container = _open(inner)
    return container.read(links[-1])


def documents_in(path: Path, suffixes: tuple[str, ...]) -> list[str]:
    """Return the paths of the documents that an archive or e-mail holds, an e-mail itself among them.

    Empty for any other file, and for an archive that cannot be opened or holds nothing to read: reading the file
    itself says why.
    """
    try:
        if not _is_container(path):
            return []
        container = _outermost(str(path), path.stat().st_mtime_ns)
        own = [str(path)] if isinstance(container, _Mail) else []
        return (own + _names_below(str(path), container, suffixes, 1))[:MAX_MEMBERS]
    except (ReadError, OSError):
        return []


def _names_below(path: str, container: Container, suffixes: tuple[str, ...], depth: int) -> list[str]:
    found = []
    for name in container.names():
        inner = f"{path}{MEMBER}{name}"
        suffix = PurePosixPath(name).suffix.lower()
        if suffix == ARCHIVE_SUFFIX and depth < MAX_DEPTH:
            try:
                opened = _open(Document(inner, container.read(name)))
            except ReadError:
                found.append(inner)  # reading it will say why
            else:
                found += _names_below(inner, opened, suffixes, depth + 1)
        elif suffix in (*suffixes, ARCHIVE_SUFFIX) and not is_side_file(name):
            found.append(inner)
    return found


def is_side_file(name: str) -> bool:
    """Tell a file that stands beside documents and is none: a README, a lock file, the pictures of a saved page.

    >>> is_side_file("van-ban/~$kh-15.docx"), is_side_file("van-ban/kh-15.docx")
    (True, False)
    """
    path = PurePosixPath(name)
    return (
        path.stem.split(".")[0].lower() == "readme"
        or path.name.startswith((".", "~$"))
        or path.parent.name.endswith(("_files", "__MACOSX"))
    )


def _is_container(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK"):
        return _is_archive(path)
    return recognise(Document(str(path), head)) == "mail"


def _is_archive(path: Path) -> bool:
    """Tell an archive from the office files that are zip files too."""
    names = open_zip(Document(str(path), b""), path).namelist()
    return "[Content_Types].xml" not in names and "mimetype" not in names


@lru_cache(maxsize=4)
def _outermost(path: str, _modified: int) -> Container:
    """Open a file of the disk; kept, since its members are asked for one after the other."""
    document = Document(path, b"")
    if _is_mail(path):
        return _Mail(Document(path, Path(path).read_bytes()))
    return _Zip(document, open_zip(document, Path(path)))


def _is_mail(path: str) -> bool:
    with Path(path).open("rb") as file:
        return not file.read(2).startswith(b"PK")


def _open(document: Document) -> Container:
    return _Mail(document) if recognise(document) == "mail" else _Zip(document, open_zip(document))


def _readable(name: str, flags: int) -> str:
    """Return a member's name; programs that forget to say so write it in UTF-8."""
    if flags & 0x800 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
