"""A file as bytes with its name, and what a reader may need that is not installed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ...errors import MissingReader, ReadError

#: The Debian package of each program that a reader calls.
PACKAGES = {
    "soffice": "libreoffice-writer-nogui",
    "tesseract": "tesseract-ocr tesseract-ocr-vie",
}


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of a file; `name` is its path as given, for messages and results."""

    name: str
    data: bytes

    def error(self, reason: str) -> ReadError:
        """Return the error that says why this file cannot be read."""
        return ReadError(f"{self.name}: {reason}")

    def module(self, name: str) -> Any:
        """Import a module of the extra `inputs`; raise MissingReader where it is not installed."""
        try:
            return import_module(name)
        except ImportError:
            package = name.partition(".")[0]
            raise MissingReader(self.name, package, "pip install 'danvan-docs[inputs]'") from None

    def program(self, name: str) -> str:
        """Return the path of a program; raise MissingReader, with its Debian package, where there is none."""
        path = shutil.which(name)
        if path is None:
            raise MissingReader(self.name, name, f"apt install {PACKAGES[name]}")
        return path
