"""Files appear whole or not at all, for their owner alone, and never in place of what is no output."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import ExportError
from .inputs import was_read
from .reading.names import shown
from .sharing import file_mode, folder_mode


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; it takes the place of `path` when the block ends well.

    When the block raises, the temporary file is removed and `path` is as it was. The file can be read by its owner
    alone, unless files are to be shared (see `danvan_docs.sharing`); it is on the disk when the block has ended.

    Raises ExportError, with the reason, where the folder or file cannot be written, and where `path` is a link, a
    device, a pipe, a folder, or a file that the command has read.

    >>> out = Path(tempfile.mkdtemp()) / "out.txt"
    >>> with replacing(out) as temporary:
    ...     _ = temporary.write_text("whole", encoding="utf-8")
    >>> out.read_text(encoding="utf-8"), len(list(out.parent.iterdir()))
    ('whole', 1)
    """
    path = Path(path)
    _refuse(path)
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=".danvan-", suffix=".tmp", dir=path.parent)
        os.close(descriptor)
        temporary = Path(name)
        yield temporary
        temporary.chmod(file_mode())  # some writers make the file anew
        _on_disk(temporary)
        os.replace(temporary, path)
        temporary = None
        _on_disk(path.parent)
    except OSError as error:
        raise ExportError(f"{shown(path)}: cannot be written ({error.strerror or error})") from None
    finally:
        if temporary:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def made(folder: str | Path) -> Path:
    """Return `folder`, made where there is none. Raises ExportError where it cannot be."""
    folder = Path(folder)
    try:
        folder.mkdir(mode=folder_mode(), parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{shown(folder)}: the folder cannot be made ({error.strerror})") from None
    return folder


def _refuse(path: Path) -> None:
    """Raise ExportError where something stands at `path` that is not ours to replace."""
    try:
        found = os.lstat(path)
        target = os.stat(path)
    except (OSError, ValueError):
        return  # nothing there; or writing says what is wrong
    if stat.S_ISLNK(found.st_mode):
        reason = "is a link"
    elif not stat.S_ISREG(found.st_mode):
        reason = "is no regular file"
    elif was_read(target):
        reason = "is what was read"
    else:
        return
    raise ExportError(f"{shown(path)}: {reason}; it is left as it is")


def _on_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; not every system can tell for a folder."""
    try:
        descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        if path.is_file():
            raise
    finally:
        os.close(descriptor)
