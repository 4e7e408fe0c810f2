"""The command `danvan`."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the entry point of `danvan`."""
    import sys

    from .app import app

    for stream in (sys.stdout, sys.stderr):
        # Vietnamese text comes out whole, whatever the locale of the machine says.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()
