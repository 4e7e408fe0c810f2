"""Bytes to text: Unicode where it is Unicode, an encoding of the nineties where the words prove it.

The proof is the same for all: so many of the words with marked letters are possible Vietnamese syllables after the
conversion, and so few in any other reading. Where that is not clear, nothing is converted.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ..errors import ReadError
from ..grammar import table
from .source import Notice

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200_000  # characters that are looked at
_WORD = re.compile(r"[^\s\x00-@\[-`{-~“”‘’–—…•·\xa0]+")
_MARKED = re.compile(r"[^\x00-\x7f]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = {"", "\u0301", "\u0323"}
#: Letters that no misread text shows: whoever finds enough of them looks no further.
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")
_SHORTEST_UTF16 = 40
#: The characters of Windows-1252, and the bytes that it leaves open as they are.
_CHARACTERS = [bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256)]
_BYTES = {character: byte for byte, character in enumerate(_CHARACTERS)}
_HIGH_RUN = re.compile(f"[{re.escape(''.join(_CHARACTERS[128:]))}]+")
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
    bytewise = [
        Encoding("TCVN3", _capitals_restored(_bytewise(rules["tcvn3"]))),
        Encoding("VISCII", _bytewise(rules["viscii"])),
    ]
    return (
        *bytewise,
        Encoding("VNI", _vni(rules["vni"]["pairs"])),
        Encoding("Windows-1258", _windows_1258),
        Encoding("UTF-8 encoded twice", _undoubled),
    )


def _bytewise(rules: dict[str, str]) -> Callable[[str], str]:
    codes = [_CHARACTERS[byte] for byte in bytes.fromhex(rules["bytes"])]
    letters = str.maketrans(dict(zip(codes, rules["letters"], strict=True)))
    return lambda text: text.translate(letters)


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
    verdicts = [_is_syllable(word) for word in _marked_words(text)]
    return (sum(verdicts) / len(verdicts) if verdicts else 0.0), len(verdicts)


def _marked_words(text: str) -> Iterator[str]:
    return (word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if _MARKED.search(word))


@cache
def _syllable() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = table("encodings")["syllable"]
    pattern = f"(?:{rules['onsets']})?(?:{'|'.join(rules['rhymes'])})"
    return re.compile(pattern), re.compile(rules["stopped"])


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    pattern, stopped = _syllable()
    letters = unicodedata.normalize("NFD", word.lower())
    tone = "".join(c for c in letters if c in _TONES)
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    if len(tone) > 1 or not pattern.fullmatch(plain):
        return False
    return tone in _STOPPED_TONES or not stopped.search(plain)
