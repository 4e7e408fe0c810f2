"""Texts that nobody wrote, given to the parser: no error, every offset inside, every result can be written.

    python fuzz/texts.py --seconds 900 [--seed N]

Pieces of directives are joined, cut, repeated, swapped and spoilt. A text that breaks something is printed, to be kept
as a case in `tests/test_fuzz.py`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import danvan_docs as dv
from danvan_docs.models import Model, Span

_CORPUS = sorted((Path(__file__).parents[1] / "corpora").rglob("*.txt"))
_SIGNS = (
    "\n\n\n\t |.,;:–-/()“”\"'01239IVXabĐ²³①⑴፩๑３\u0300\u0301\u00a0\u200b\ufeff\x00\x0c\r\x1b\ud83d\U0001f600"
)
_PIECES = (
    "Nghị quyết số 25-NQ/TW", "ngày 03/6/2013", "Kính gửi:", "Nơi nhận:", "TM. BAN THƯỜNG VỤ", "Điều 1.", "I.", "1.1.",
    "a)", "Giao Sở Nội vụ chủ trì, phối hợp", "trước ngày 31/12/2026", "hằng quý", "từ 80% trở lên", "KẾ HOẠCH",
    "TT\n\nNội dung\n\nCơ quan chủ trì\n\nThời hạn\n\n1\n\n", " | ", "Căn cứ", "Phụ lục", "1" * 400, "số 9999999999999",
)  # fmt: skip


def texts(chance: random.Random) -> Iterator[str]:
    """Yield texts for ever, two of three short."""
    whole = [path.read_text(encoding="utf-8") for path in _CORPUS]
    while True:
        source = chance.choice(whole)
        length = chance.choice((20, 80, 300, 300, 1500))
        start = chance.randrange(max(1, len(source) - length))
        text = source[start : start + length]
        for _ in range(chance.randrange(6)):
            text = _changed(chance, text)
        yield text


def _changed(chance: random.Random, text: str) -> str:
    first, last = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    last = min(last, first + 60)
    put = chance.choice(
        (
            "", chance.choice(_SIGNS), chance.choice(_PIECES), f"\n{chance.choice(_PIECES)}", text[first:last] * 3,
            text[first:last].upper(), text[first:last].replace(" ", "\n"), chr(chance.randrange(0x110000)),
        )
    )  # fmt: skip
    return text[:first] + put + text[last:]


def check(text: str) -> None:
    """Read a text; raise where a promise is broken."""
    directive = dv.parse(text)
    directive.model_dump_json()
    _inside(directive, len(text))
    dv.checklist(directive)
    dv.check(directive)


def _inside(value: object, length: int) -> None:
    if isinstance(value, Span):
        assert 0 <= value.start <= value.end <= length, value
    if isinstance(value, Model):
        for _, each in value:
            _inside(each, length)
    elif isinstance(value, list):
        for each in value:
            _inside(each, length)


def main() -> None:
    """Run for the seconds asked for; print how many texts were read and what broke."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=random.randrange(10**9))
    given = options.parse_args()
    end, runs, broken = time.monotonic() + given.seconds, 0, 0
    for text in texts(random.Random(given.seed)):
        if time.monotonic() > end:
            break
        runs += 1
        try:
            check(text)
        except Exception as error:
            broken += 1
            print(f"{type(error).__name__}: {error}\n  {text!r}", flush=True)
    print(f"seed {given.seed}: {runs} texts, {broken} broke something")


if __name__ == "__main__":
    main()
