"""Sends texts through LibreOffice to PDF and back, and counts what differs from the text's own results.

`python formats/round_trip.py FOLDER…` takes every `.txt` of the folders. Needs LibreOffice (`soffice`); the font that
it takes for plain text lacks letters of Vietnamese on most machines, so that others fill in.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import danvan_docs as dv
from danvan_docs.models import Directive


def figures(directive: Directive) -> dict[str, Counter[object]]:
    """Return what is counted of a directive, without places."""
    return {
        "citations": Counter((each.symbol, each.date) for each in directive.citations),
        "sections": Counter(each.path for each in directive.sections),
        "tasks": Counter(
            (each.section, tuple((actor.text, actor.role) for actor in each.actors), each.deadline)
            for each in directive.tasks
            if each.actors
        ),
    }


def as_pdf(texts: list[Path], folder: Path) -> None:
    """Let LibreOffice print the texts to PDF files in a folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [
        "--headless",
        "--infilter=Text (encoded):UTF8,LF,,,",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run(
        ["soffice", profile, *options, *map(str, texts)], check=True, capture_output=True, timeout=900
    )


def main() -> None:
    """Print F1 and counts for all texts of the folders named."""
    texts = [text for folder in sys.argv[1:] for text in sorted(Path(folder).glob("*.txt"))]
    counts: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_pdf(texts, folder)
        for text in texts:
            own, back = figures(dv.read(text)), figures(dv.read(folder / f"{text.stem}.pdf"))
            for kind, expected in own.items():
                count = counts.setdefault(kind, Counter())
                count.update(
                    right=(expected & back[kind]).total(), own=expected.total(), back=back[kind].total()
                )
    for kind, count in counts.items():
        score = 2 * count["right"] / max(count["own"] + count["back"], 1)
        print(f"{kind:<10} {score:.4f}  {count['right']} of {count['own']}, {count['back']} read back")


if __name__ == "__main__":
    main()
