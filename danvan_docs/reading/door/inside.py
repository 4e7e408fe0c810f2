"""What is done with a file that nobody can vouch for; whatever goes wrong in any library is one ReadError.

It runs in a process of its own (`child`) for all but plain text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ...errors import DanvanError, ReadError
from ..formats import FORMATS, Document, read_document, recognise
from ..formats.archive import Listing, documents_in, is_member, read_member
from ..halves import without_halves
from ..limits import Limits
from ..opening import opened, read_whole
from ..source import Source

#: A slow file may take a second more for each so many bytes; no longer than this in all.
_BYTES_A_SECOND = 4096
_MOST_MORE = 1800.0
_BLOCK = 1 << 20

#: Asks for more seconds.
More = Callable[[float], None]


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Let nothing out of the block but errors of ours, each one line that names the file.

    The message of a library is left out: it may quote the file.
    """
    try:
        yield
    except DanvanError as error:
        if len(lines := str(error).splitlines()) > 1:  # a reader has passed on what a library says
            raise ReadError(" ".join(lines)) from None
        raise
    except RecursionError:
        raise ReadError(f"{name}: its parts are nested too deeply to be read") from None
    except MemoryError:
        raise ReadError(f"{name}: needs more memory than it may have") from None
    except OSError as error:
        raise ReadError(f"{name}: cannot be read ({error.strerror or type(error).__name__})") from None
    except Exception as error:
        raise ReadError(f"{name}: damaged, or not what it says it is ({type(error).__name__})") from None


def read_inside(
    name: str, path: str | None, data: bytes | None, limits: Limits, more: More | None = None
) -> Source:
    """Return the text of a file; `data` is what it holds, else it is read from `path`. Raises ReadError alone."""
    with guarded(name):
        if data is None:
            data = bytes_inside(name, path or name, limits)
        document = Document(name, data)
        if more and (kind := FORMATS.get(recognise(document))) and kind.slow:
            more(min(len(data) / _BYTES_A_SECOND, _MOST_MORE))
        source = read_document(document)
        if len(source.text) > limits.max_characters:
            millions = (
                f"{len(source.text) / 1e6:.1f} million characters; at most {limits.max_characters / 1e6:g}"
            )
            raise ReadError(f"{name}: too large to be a directive ({millions} million)")
        return without_halves(source)


def bytes_inside(name: str, path: str, limits: Limits) -> bytes:
    """Return the bytes of a file or of a member of an archive. Raises ReadError alone."""
    with guarded(name):
        if is_member(path):
            return read_member(path)
        with opened(path) as file:
            return read_whole(file, name, limits.max_bytes)


def digest_inside(name: str, path: str, limits: Limits) -> str:
    """Return the SHA-256 of a file or of a member of an archive. Raises ReadError alone."""
    if is_member(path):
        return hashlib.sha256(bytes_inside(name, path, limits)).hexdigest()
    digest, size = hashlib.sha256(), 0
    with guarded(name), opened(path) as file:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > limits.max_bytes:
                break
            digest.update(block)
    return digest.hexdigest()


def listing_inside(name: str, path: str) -> Listing:
    """Return what a file holds as documents of their own. Raises ReadError alone."""
    from pathlib import Path

    with guarded(name):
        return documents_in(Path(path))
