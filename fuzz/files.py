"""Damaged copies of everything in `formats/`, given to the readers: each is a text, or one line that names the file.

    python fuzz/files.py --seconds 900 [--door] [--seed N]

Bytes are flipped, cut, doubled and swapped; of zip files also the members, which are packed again. Without `--door`
the readers run in this process, so that one that hangs or breaks the process is seen; with it as the command does.
"""

from __future__ import annotations

import argparse
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from danvan_docs.errors import ReadError
from danvan_docs.reading import Limits, Source, read_source
from danvan_docs.reading.door.inside import read_inside

_FORMATS = Path(__file__).parents[1] / "formats"
#: Those that no program beside the library reads: a program takes a second for each.
_NAMES = (
    "directive.docx",
    "directive.pdf",
    "printed.pdf",
    "portal.html",
    "mail.eml",
    "pile.zip",
    "directive.txt",
)
_ODD = (
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"-1",
    b"99999999999",
    b"\xed\xa0\x80",
    b"%",
    b"&",
    b"obj",
    b"/Kids[1 0 R]",
)


def files(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield damaged files for ever."""
    whole = {name: (_FORMATS / name).read_bytes() for name in _NAMES}
    while True:
        name = chance.choice(_NAMES)
        data = whole[name]
        if data.startswith(b"PK") and chance.random() < 0.7:
            yield name, _repacked(chance, data)
        else:
            yield name, _spoilt(chance, data)


def _spoilt(chance: random.Random, data: bytes) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(data) + 1)
        length = chance.choice((0, 1, 1, 4, 64, 1024))
        put = chance.choice(
            (b"", chance.choice(_ODD), chance.randbytes(length), data[place : place + length] * 2)
        )
        data = data[:place] + put + data[place + length :]
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data


def _repacked(chance: random.Random, data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        spoilt = chance.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _spoilt(chance, content) if name == spoilt else content)
    return out.getvalue()


def outcome(read: Callable[[], Source], name: str) -> str:
    """Return `text` or `one line`; raise where a promise is broken."""
    try:
        source = read()
    except ReadError as error:
        if not str(error).startswith(name) or "\n" in str(error):
            raise ValueError(f"not one line that names the file: {error}") from None
        return "one line"
    source.model_dump_json()
    return "text"


def main() -> None:
    """Run for the seconds asked for; print how many files were read and what broke."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=random.randrange(10**9))
    options.add_argument("--door", action="store_true")
    given = options.parse_args()
    end, counts, slowest, limits = time.monotonic() + given.seconds, Counter[str](), 0.0, Limits()
    for name, data in files(random.Random(given.seed)):
        start = time.monotonic()
        if start > end:
            break
        try:
            if given.door:
                counts[outcome(lambda: read_source(data, name=name), name)] += 1  # noqa: B023
            else:
                counts[outcome(lambda: read_inside(name, None, data, limits), name)] += 1  # noqa: B023
        except Exception as error:
            counts["broken"] += 1
            kept = Path(f"broken-{counts['broken']}-{name}")
            kept.write_bytes(data)
            print(f"{type(error).__name__}: {error}; kept as {kept}", flush=True)
        slowest = max(slowest, time.monotonic() - start)
    print(f"seed {given.seed}: {counts.total()} files, {dict(counts)}, slowest {slowest:.1f} s")


if __name__ == "__main__":
    main()
