"""Bytes to text: Unicode where it is Unicode, an encoding of the nineties where the words prove it.

The proof is the same for all: so many of the words with marked letters are possible Vietnamese syllables after the
conversion, and so few in any other reading. Where that is not clear, nothing is converted.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from ..errors import ReadError
from ..grammar import compiled, table
from .source import Notice
from .syllables import is_syllable, is_word

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200_000  # characters that are looked at
_WORD = re.compile(r"[^\s\x00-@\[-`{-~“”‘’–—…•·\xa0]+")
_MARKED = re.compile(r"[^\x00-\x7f]")
#: Letters that no misread text shows: whoever finds enough of them looks no further.
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")
_SHORTEST_UTF16 = 40
#: The characters of Windows-1252, and the bytes that it leaves open as they are.
_CHARACTERS = [bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256)]
_BYTES = {character: byte for byte, character in enumerate(_CHARACTERS)}
_HIGH_RUN = re.compile(f"[{re.escape(''.join(_CHARACTERS[128:]))}]+")
#: A word with a hyphen that may be a letter.
_HYPHENED = re.compile(r"(?<![\w-])(?:[^\W\d_]+-+[^\W\d_]*|-+[^\W\d_]+)(?![\w-])")
_SUBSET = re.compile(r"[A-Z]{6}\+")  # what a PDF puts before the name of a font of which it holds a part
#: Words in which every plain letter is a capital.
_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]+(?:[ -][^\W\d_a-z]+)*(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of the encoding that it was in, and what is to be said about it."""

    text: str
    encoding: str
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding of the nineties, as a conversion of what Windows-1252 makes of its bytes."""

    name: str
    convert: Callable[[str], str]


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Return the text of `data`, the bytes of the file `name`; `declared` is the encoding that the file names.

    Raises ReadError for what is no text, and for an encoding that the words do not prove.

    >>> decode("Nghị quyết".encode(), "a.txt").text
    'Nghị quyết'
    >>> old = "C\\xe9ng t\\xb8c d\\xa9n v\\xcbn cña hÖ thèng chÝnh trÞ trong t×nh h×nh míi"
    >>> decode(old.encode("latin-1"), "a.txt").encoding
    'TCVN3'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_strictly(data, encoding, name), encoding.removesuffix("-sig"))
    if b"\0" in data[:8192]:
        return _utf16(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = "".join(map(_CHARACTERS.__getitem__, data))
        found = legacy_encoding(text)
        if found:
            return Decoded(found.convert(text), found.name, [_converted(found)])
        if declared and _known(declared):
            return Decoded(_strictly(data, declared, name), declared)
        raise ReadError(
            f"{name}: not utf-8 text (byte {error.start}: {error.reason}), {_nearest(text)}"
        ) from None
    return mend(text)


def mend(text: str) -> Decoded:
    """Return a Unicode text, put right where it holds the letters of an older encoding, or of UTF-8 read twice."""
    found = legacy_encoding(text)
    if found:
        return Decoded(found.convert(text), f"utf-8, in it {found.name}", [_converted(found)])
    notices = []
    if not unicodedata.is_normalized("NFC", text):
        message = "letters are decomposed (NFD); they stay so in the text and are read as composed ones"
        notices.append(Notice(kind="converted", message=message))
    possible = _possible(text)
    if possible:
        notices.append(Notice(kind="guessed", message=f"left as it is, {possible}"))
    return Decoded(text, "utf-8", notices)


def legacy_encoding(text: str) -> Encoding | None:
    """Return the encoding that turns `text` into Vietnamese; None where it is so already or nothing is proved."""
    ranked = _ranked(text)
    rules = table("encodings")["evidence"]
    if len(ranked) < 2 or ranked[0][0] < rules["share"] or ranked[0][0] - ranked[1][0] < rules["lead"]:
        return None
    return ranked[0][1]


@lru_cache(maxsize=1000)
def font_encoding(font: str) -> Encoding | None:
    """Return the encoding that a font is made for, by its name; None for fonts of Unicode.

    >>> font_encoding(".VnTime").name, font_encoding("ABCDEF+VNI-Times").name, font_encoding("Times New Roman")
    ('TCVN3', 'VNI', None)
    """
    name = _SUBSET.sub("", font)
    fonts = table("encodings")["fonts"]
    return next(
        (each for each in _encodings() if each.name in fonts and compiled(fonts[each.name]).fullmatch(name)),
        None,
    )


class Run(NamedTuple):
    """A stretch of letters in one font; `capitals` says that they show as capitals."""

    text: str
    font: str = ""
    capitals: bool = False


def by_fonts(runs: Iterable[Run]) -> tuple[str, list[str]]:
    """Return the text of runs, and the encodings that were converted by the names of their fonts.

    Neighbours of one encoding are read as one, since words are cut anywhere. A run with letters that only Unicode
    has is Unicode, whatever its font.

    >>> by_fonts([Run("Th«ng b¸o cña ng", ".VnTime"), Run("\xadêi d©n", ".VnTimeH"), Run(" và", "Arial")])
    ('Thông báo của ngƯỜI DÂN và', ['TCVN3'])
    """
    parts: list[str] = []
    found: list[str] = []
    for encoding, group in groupby(runs, key=lambda run: font_encoding(run.font)):
        stretches = list(group)
        text = "".join(run.text for run in stretches)
        if encoding is None or _VIETNAMESE.search(text):
            parts += [run.text.upper() if run.capitals else run.text for run in stretches]
            continue
        converted = encoding.convert(text)
        if converted != text and encoding.name not in found:
            found.append(encoding.name)
        parts.append(_in_capitals(stretches, converted) if len(converted) == len(text) else converted)
    return "".join(parts), found


def _in_capitals(runs: Sequence[Run], converted: str) -> str:
    """Put the letters of runs, and of fonts, that show as capitals into them."""
    fonts = compiled(table("encodings")["fonts"]["capitals"])
    parts, start = [], 0
    for run in runs:
        part = converted[start : start + len(run.text)]
        name = _SUBSET.sub("", run.font).partition(",")[0].removesuffix("-Bold")
        parts.append(part.upper() if run.capitals or fonts.fullmatch(name) else part)
        start += len(run.text)
    return "".join(parts)


def by_paragraphs(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return paragraphs, those in an encoding of the nineties converted, and the names of these encodings.

    A paragraph that reads as Vietnamese stays. What all others together prove to be in, those of them are read in that
    it makes better; a paragraph that stands alone has to prove it by itself.
    """
    converted, names = list(paragraphs), []
    open_ones = [index for index, text in enumerate(paragraphs) if _is_doubtful(text)]
    while open_ones:
        encoding = legacy_encoding("\n".join(paragraphs[index] for index in open_ones)) or next(
            (found for index in open_ones if (found := _proved_alone(paragraphs[index]))), None
        )
        if encoding is None:
            break
        done = [index for index in open_ones if _is_better(paragraphs[index], encoding)]
        if not done:
            break
        for index in done:
            converted[index] = encoding.convert(paragraphs[index])
        names.append(encoding.name)
        open_ones = [index for index in open_ones if index not in set(done)]
    return converted, names


def _is_doubtful(text: str) -> bool:
    """Tell a text with marked words that are not Vietnamese as they stand."""
    share, words = _share(text)
    return words > 0 and share < table("encodings")["evidence"]["doubtful"] and not _VIETNAMESE.search(text)


def _is_better(text: str, encoding: Encoding) -> bool:
    before, _ = _share(text)
    after, words = _share(encoding.convert(text))
    return words > 0 and after > before and after >= table("encodings")["evidence"]["doubtful"]


def _proved_alone(text: str) -> Encoding | None:
    """Return the encoding that a paragraph proves by itself, where no other comes near."""
    rules = table("encodings")["evidence"]
    shares = sorted(((*_share(each.convert(text)), each) for each in _encodings()), key=lambda each: -each[0])
    best, words, encoding = shares[0]
    alone = best - max(shares[1][0], _share(text)[0]) >= rules["lead"]
    return (
        encoding if words >= rules["paragraph_words"] and best >= rules["paragraph_share"] and alone else None
    )


def is_vietnamese(text: str) -> bool:
    """Tell whether the words with marked letters are Vietnamese, and enough of them to say so."""
    rules = table("encodings")["evidence"]
    share, words = _share(text[:_SAMPLE])
    return bool(words >= rules["words"] and share >= rules["share"])


def _converted(encoding: Encoding) -> Notice:
    return Notice(kind="converted", message=f"converted from {encoding.name} to Unicode")


def _strictly(data: bytes, encoding: str, name: str) -> str:
    usual = encoding.removesuffix("-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"{name}: not {usual} text (byte {error.start}: {error.reason})") from None
    except UnicodeError:
        raise ReadError(f"{name}: not {usual} text") from None


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding  # `zlib`, `rot13` and their like are none
    except (LookupError, ValueError):
        return False


def _utf16(data: bytes, name: str) -> Decoded:
    """Read UTF-16 that has no mark, where one byte order gives Vietnamese and the file is long enough to tell."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if len(text) >= _SHORTEST_UTF16 and "\0" not in text and is_vietnamese(text):
            notice = Notice(kind="guessed", message=f"{encoding} without a mark, told from the words")
            return Decoded(_strictly(data, encoding, name), encoding, [notice])
    raise ReadError(f"{name}: a binary file, not text")


def _ranked(text: str) -> list[tuple[float, Encoding]]:
    """Return the encodings by how well they read `text`, the best first; empty where it is Unicode as it stands."""
    sample = text[:_SAMPLE]
    if not _MARKED.search(sample) or len(_VIETNAMESE.findall(sample)) > len(sample) // 200:
        return []
    least = table("encodings")["evidence"]["words"]
    found = []
    for encoding in (Encoding("as it stands", str), *_encodings()):
        share, words = _share(encoding.convert(sample))
        found.append((share if words >= least else 0.0, encoding))
    found.sort(key=lambda each: -each[0])
    return [] if found[0][1].name == "as it stands" else found


def _possible(text: str) -> str:
    """Return words that name the encoding which a text may be in; '' where none comes near."""
    ranked = _ranked(text)
    if not ranked or ranked[0][0] < table("encodings")["evidence"]["doubtful"]:
        return ""
    return (
        f"but it may be {ranked[0][1].name}: so read, {ranked[0][0]:.0%} of the marked words are Vietnamese"
    )


def _nearest(text: str) -> str:
    return _possible(text) or "and in no other encoding is it Vietnamese"


@cache
def _encodings() -> tuple[Encoding, ...]:
    rules = table("encodings")
    return (
        Encoding("TCVN3", _capitals_restored(_with_hyphens(_bytewise(rules["tcvn3"])))),
        Encoding("VISCII", _bytewise(rules["viscii"])),
        Encoding("VPS", _capitals_restored(_bytewise(rules["vps"]))),
        Encoding("VNI", _vni(rules["vni"]["pairs"])),
        Encoding("Windows-1258", _windows_1258),
        Encoding("UTF-8 encoded twice", _undoubled),
    )


def _bytewise(rules: dict[str, str]) -> Callable[[str], str]:
    codes = [_CHARACTERS[byte] for byte in bytes.fromhex(rules["bytes"])]
    pairs = dict(zip(codes, rules["letters"], strict=True))
    pairs |= {
        twin: pairs[usual]
        for usual, twins in table("encodings")["twins"].items()
        for twin in twins
        if usual in pairs
    }
    letters = str.maketrans(pairs)
    return lambda text: text.translate(letters)


def _with_hyphens(convert: Callable[[str], str]) -> Callable[[str], str]:
    """Put `ư` back where a program took its byte for a hyphen: `ng-êi` is `người`, `25-NQ` stays."""

    def mended(match: re.Match[str]) -> str:
        whole = match[0].replace("-", "ư")
        return whole if is_word(whole) else match[0]

    return lambda text: _HYPHENED.sub(mended, convert(text))


def _capitals_restored(convert: Callable[[str], str]) -> Callable[[str], str]:
    """Put capitals back where TCVN3 left them to the font: `Kế HOẠCH` is `KẾ HOẠCH`, `Kế hoạch` stays."""

    def restored(words: re.Match[str]) -> str:
        capitals = sum(letter.isascii() and letter.isalpha() for letter in words[0])
        return words[0].upper() if capitals > 1 else words[0]

    return lambda text: _CAPITALS.sub(restored, convert(text))


def _vni(pairs: list[str]) -> Callable[[str], str]:
    letters: dict[str, str] = {}
    for pair in pairs:
        signs, _, letter = pair.partition("=")
        letters |= {signs: letter, signs.upper(): letter.upper(), signs.capitalize(): letter.upper()}
    pattern = re.compile("|".join(sorted(letters, key=len, reverse=True)))
    return lambda text: pattern.sub(lambda match: letters[match[0]], text)


def _windows_1258(text: str) -> str:
    def converted(run: re.Match[str]) -> str:
        return bytes(map(_BYTES.__getitem__, run[0])).decode("cp1258", "replace")

    return unicodedata.normalize("NFC", _HIGH_RUN.sub(converted, text))


def _undoubled(text: str) -> str:
    def converted(run: re.Match[str]) -> str:
        return bytes(map(_BYTES.__getitem__, run[0])).decode("utf-8", "replace")

    return unicodedata.normalize("NFC", _HIGH_RUN.sub(converted, text))


def _share(text: str) -> tuple[float, int]:
    """Return which share of the words with marked letters are syllables, and how many such words there are."""
    verdicts = [is_syllable(word) for word in _marked_words(text)]
    return (sum(verdicts) / len(verdicts) if verdicts else 0.0), len(verdicts)


def _marked_words(text: str) -> Iterator[str]:
    return (word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if _MARKED.search(word))
