"""What is inside archives and e-mails: members as documents of their own, `pile.zip!/plans/a.docx`."""

from __future__ import annotations

import os
from collections.abc import Container as Names
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Protocol
from zipfile import ZipFile, ZipInfo

from ...errors import ReadError
from ..names import MEMBER, safe_name, shown
from ..opening import opened, read_whole
from . import SUFFIXES
from .document import Document
from .mail import Attachment, attachments, parse_mail
from .recognise import HEAD, recognise
from .zips import MAX_MEMBER, MAX_MEMBERS, member_bytes, open_zip

ARCHIVE_SUFFIX = ".zip"
_MAIL_SUFFIXES = (".eml", ".mht", ".mhtml")
#: Archives in archives in archives are opened, deeper ones are not; the same holds for e-mails.
MAX_DEPTH = 3


class Container(Protocol):
    """A file that holds others."""

    def names(self) -> list[str]:
        """Return the names of what it holds, each once."""
        ...

    def read(self, name: str) -> bytes:
        """Return what it holds under a name; raise ReadError where that cannot be."""
        ...


@dataclass(slots=True)
class Listing:
    """What there is in a container: paths of documents, and of what is none and stays unread."""

    documents: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


class _Zip:
    def __init__(self, document: Document, archive: ZipFile) -> None:
        self._document, self._archive = document, archive
        self._members: dict[str, ZipInfo] = {}
        for info in archive.infolist():
            if not info.is_dir():
                self._members[told_apart(_readable(info.filename, info.flag_bits), self._members)] = info

    def names(self) -> list[str]:
        return sorted(self._members)

    def read(self, name: str) -> bytes:
        if name not in self._members:
            raise self._document.error(f"holds no {name}")
        return member_bytes(self._document, self._archive, self._members[name])


class _Mail:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts: dict[str, Attachment] = {}
        for attachment in attachments(parse_mail(document)):
            self._parts[told_apart(_clean(attachment.name), self._parts)] = attachment

    def names(self) -> list[str]:
        return list(self._parts)

    def read(self, name: str) -> bytes:
        if name not in self._parts:
            raise self._document.error(f"holds no {name}")
        return self._parts[name].content()


def told_apart(name: str, taken: Names[str]) -> str:
    """Return a name that is not taken: of several members of one name, the later ones are numbered.

    >>> told_apart("plans/a.txt", {"plans/a.txt"})
    'plans/2-a.txt'
    """
    folder, slash, last = name.rpartition("/")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{folder}{slash}{number}-{last}"
    return free


def is_member(path: str) -> bool:
    """Tell whether a path names something inside a file."""
    outer, inner, _ = path.partition(MEMBER)
    return bool(inner) and os.path.isfile(outer)


def read_member(path: str) -> bytes:
    """Return the bytes of `outer.zip!/inner.zip!/file`; raise ReadError where they cannot be had."""
    outer, *links = path.split(MEMBER)
    changed = Path(outer).stat().st_mtime_ns
    return _container(MEMBER.join([outer, *links[:-1]]), changed).read(links[-1])


def documents_in(path: Path) -> Listing:
    """Return what an archive or e-mail holds, an e-mail itself among the documents; nothing for any other file.

    Raises ReadError for one that cannot be opened or holds too much.
    """
    if not _is_container(path):
        return Listing()
    found = Listing()
    container = _container(str(path), path.stat().st_mtime_ns)
    if isinstance(container, _Mail):
        found.documents.append(str(path))
    _list(str(path), container, found, 1)
    return found


def _list(path: str, container: Container, found: Listing, depth: int) -> None:
    for name in container.names():
        inner = f"{path}{MEMBER}{name}"
        suffix = PurePosixPath(name).suffix.lower()
        if len(found.documents) + len(found.left_out) >= MAX_MEMBERS:
            outer = path.partition(MEMBER)[0]
            raise ReadError(
                f"{shown(outer)}: holds more than {MAX_MEMBERS} files, which is too many to be read"
            )
        if is_side_file(name):
            continue
        if suffix not in (*SUFFIXES, ARCHIVE_SUFFIX):
            found.left_out.append(inner)
            continue
        if suffix != ARCHIVE_SUFFIX:
            found.documents.append(inner)
        if suffix in (ARCHIVE_SUFFIX, *_MAIL_SUFFIXES) and depth < MAX_DEPTH:
            _list_inner(inner, container, name, found, depth)
        elif suffix == ARCHIVE_SUFFIX:
            found.documents.append(inner)  # reading it says that it lies too deep


def _list_inner(inner: str, container: Container, name: str, found: Listing, depth: int) -> None:
    try:
        opened_inner = _open(Document(inner, container.read(name)))
    except ReadError:
        if inner not in found.documents[-1:]:
            found.documents.append(inner)  # reading it will say why
    else:
        _list(inner, opened_inner, found, depth + 1)


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


def why_no_document(document: Document) -> str:
    """Return what is to be said of an archive that is read as if it were one document."""
    if document.name.count(MEMBER) >= MAX_DEPTH:
        return f"an archive inside others, deeper than the {MAX_DEPTH} levels that are opened"
    found = Listing()
    _list(document.name, _open(document), found, document.name.count(MEMBER) + 1)
    if found.documents:
        return f"an archive of {len(found.documents)} documents: name one, such as {found.documents[0]}"
    return "an archive that holds no document"


def _is_container(path: Path) -> bool:
    with opened(path) as file:
        head = file.read(HEAD) or b""
    if head.startswith(b"PK"):
        return _is_archive(path)
    return recognise(Document(shown(path), head)) == "mail"


def _is_archive(path: Path) -> bool:
    """Tell an archive from the office files that are zip files too."""
    names = open_zip(Document(shown(path), b""), path).namelist()
    return "[Content_Types].xml" not in names and "mimetype" not in names


@lru_cache(maxsize=4)
def _container(path: str, changed: int) -> Container:
    """Open a file of the disk, or one inside it; kept, since members are asked for one after the other."""
    outer, mark, inner = path.rpartition(MEMBER)
    if mark:
        return _open(Document(shown(path), _container(outer, changed).read(inner)))
    with opened(path) as file:
        if (file.read(2) or b"").startswith(b"PK"):
            return _Zip(Document(shown(path), b""), open_zip(Document(shown(path), b""), Path(path)))
        file.seek(0)
        return _Mail(Document(shown(path), read_whole(file, shown(path), MAX_MEMBER)))


def _open(document: Document) -> Container:
    return _Mail(document) if recognise(document) == "mail" else _Zip(document, open_zip(document))


def _readable(name: str, flags: int) -> str:
    """Return a member's name; programs that forget to say so write it in UTF-8."""
    if not flags & 0x800 and not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return _clean(name)


def _clean(name: str) -> str:
    """Return a member's name as the end of a path: relative, without signs that harm.

    >>> _clean("/../plans//a.docx"), _clean("a!/b.txt")
    ('plans/a.docx', 'a!_/b.txt')
    """
    parts = [part for part in safe_name(name).split("/") if part not in ("", ".", "..")]
    return "/".join(f"{part}_" if part.endswith("!") else part for part in parts) or "unnamed"
