"""Zip files opened with care: damaged, locked and swollen ones are refused before they cost anything."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from .document import Document

#: What all members together, and one alone, may hold when unpacked.
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_MEMBER = 256 * 1024 * 1024
MAX_MEMBERS = 20_000
#: Nothing that is written by people shrinks to less than a three-hundredth; small members may.
MAX_RATIO = 300
_SMALL = 4 * 1024 * 1024


def open_zip(document: Document, path: Path | None = None) -> zipfile.ZipFile:
    """Open a zip file, from `path` where it is too large to hold; raise ReadError for one not to be trusted."""
    try:
        archive = zipfile.ZipFile(path or BytesIO(document.data))
    except MemoryError:
        raise
    except Exception:  # `zipfile` lets through whatever a spoilt table of contents leads to
        raise document.error("damaged or cut off (not a whole zip file)") from None
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise document.error(f"holds {len(members)} files; at most {MAX_MEMBERS} are read")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise document.error(f"would unpack to more than {MAX_UNPACKED // 2**20} MB")
    for member in members:
        if member.file_size > max(_SMALL, MAX_RATIO * member.compress_size):
            raise document.error(f"{member.filename} would swell by more than {MAX_RATIO} times: a zip bomb")
    return archive


def member_bytes(document: Document, archive: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    """Return a member, b'' where there is none; raise ReadError where it is damaged, locked or too large."""
    try:
        info = name if isinstance(name, zipfile.ZipInfo) else archive.getinfo(name)
    except KeyError:
        return b""
    if info.flag_bits & 1:
        raise document.error("protected by a password")
    try:
        with archive.open(info) as stream:
            data = stream.read(MAX_MEMBER + 1)
    except MemoryError:
        raise
    except Exception as error:  # each way of packing has errors of its own
        raise document.error(f"damaged or cut off ({info.filename}: {error})") from None
    if len(data) > MAX_MEMBER:
        raise document.error(f"{info.filename} would unpack to more than {MAX_MEMBER // 2**20} MB")
    return data
