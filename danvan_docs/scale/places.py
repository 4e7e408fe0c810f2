"""Folders on a disk and prefixes in an object store, by one set of operations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from uuid import uuid4

from ..corpus.frames import library
from ..errors import ReadError, StoreError
from .tables import EXTRA

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, FileSystem


# Here a file appears when its writer closes it, and to rename is to copy.
_OBJECT_STORES = ("s3", "gcs", "abfs")
_TEMPORARY = ".tmp"


@dataclass(frozen=True)
class Place:
    """A folder, or a prefix in an object store; `name` is how the user calls it, `path` how its file system does."""

    name: str
    path: str
    files: FileSystem

    @classmethod
    def of(cls, name: str | os.PathLike[str]) -> Place:
        """Return the place that a path or URL (`s3://bucket/prefix`) names.

        Raises StoreError where it cannot be used, MissingExtra without pyarrow.
        """
        name = str(name).rstrip("/") or "/"
        return (
            _opened(name) if is_url(name) else cls(name, name, library("pyarrow.fs", EXTRA).LocalFileSystem())
        )

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file below this place, None where there is none. Raises StoreError if unreachable."""
        with self.reporting():
            try:
                with self.files.open_input_stream(f"{self.path}/{name}") as stream:
                    return bytes(stream.read())
            except FileNotFoundError:
                return None

    def write(self, name: str, content: bytes) -> None:
        """Put a file below this place, whole or not at all. Raises StoreError where that cannot be."""
        with self.replacing(name) as path, self.files.open_output_stream(path) as stream:
            stream.write(content)

    @contextmanager
    def replacing(self, name: str) -> Iterator[str]:
        """Yield the path of a file to be written; it takes the place of `name` when the block ends well.

        Raises StoreError where it cannot be written.
        """
        path = f"{self.path}/{name}"
        with self.reporting():
            if self.files.type_name in _OBJECT_STORES:
                yield path
                return
            folder, _, file = path.rpartition("/")
            self.files.create_dir(folder)
            temporary = f"{folder}/.{file}.{uuid4().hex[:8]}{_TEMPORARY}"
            try:
                yield temporary
                self.files.move(temporary, path)
            except BaseException:
                with suppress(OSError):
                    self.files.delete_file(temporary)
                raise

    def below(self, folder: str = "", *, recursive: bool = False) -> Iterator[FileInfo]:
        """Yield the files below this place (or a folder of it); none where it is not there.

        Raises StoreError where it cannot be listed.
        """
        fs = library("pyarrow.fs", EXTRA)
        path = f"{self.path}/{folder}" if folder else self.path
        with self.reporting():
            found = self.files.get_file_info(fs.FileSelector(path, allow_not_found=True, recursive=recursive))
        return (info for info in found if info.is_file)

    def remove_folder(self, name: str) -> None:
        """Delete a folder below this place with all that it holds, if it is there."""
        with self.reporting(), suppress(FileNotFoundError):
            self.files.delete_dir(f"{self.path}/{name}")

    def remove(self, name: str) -> None:
        """Delete a file below this place, if it is there."""
        with self.reporting(), suppress(FileNotFoundError):
            self.files.delete_file(f"{self.path}/{name}")

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Turn what a file system complains of into a StoreError of one line that names this place."""
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self.name}: cannot be used ({first_line(error)})") from None


@lru_cache(maxsize=256)  # to open an object store can take a request of its own
def _opened(url: str) -> Place:
    fs, arrow = library("pyarrow.fs", EXTRA), library("pyarrow", EXTRA)
    parts = urlsplit(url)
    if parts.query or "@" in parts.netloc:
        raise StoreError(
            f"{parts.scheme}://…: credentials and options go into the environment, not into the URL"
        )
    try:
        files, path = fs.FileSystem.from_uri(f"{parts.scheme}://{parts.netloc}{quote(parts.path)}")
    except (OSError, arrow.ArrowInvalid) as error:
        raise StoreError(f"{url}: cannot be used ({first_line(error)})") from None
    return Place(url, path, files)


def is_url(name: str) -> bool:
    """Tell an address from a path.

    >>> is_url("s3://archive/2024"), is_url("/srv/archive"), is_url("pile.zip!/a.txt")
    (True, False, False)
    """
    return "://" in name


def is_temporary(name: str) -> bool:
    """Tell a file that was being written when its writer was stopped, or still is."""
    return name.startswith(".") and name.endswith(_TEMPORARY)


def fetch(url: str) -> bytes:
    """Return the bytes of a file in an object store. Raises ReadError where they cannot be had."""
    folder, _, name = url.rpartition("/")
    try:
        content = Place.of(folder).read(name)
    except StoreError as error:
        raise ReadError(f"{url}: cannot be read ({error})") from None
    if content is None:
        raise ReadError(f"{url}: no such file")
    return content


def first_line(error: Exception) -> str:
    """Return the first line of a message."""
    return str(error).partition("\n")[0]
