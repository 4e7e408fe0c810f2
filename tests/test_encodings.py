"""Bytes of the nineties and of today become one text, or are refused with a reason."""

from __future__ import annotations

import codecs
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from conftest import CORPORA
from old_letters import cp1258, vni

import danvan_docs as dv
from danvan_docs.errors import ReadError
from danvan_docs.reading import encodings
from danvan_docs.reading.encodings import decode

TEXT = (CORPORA / "lam-ha/kh-58-hu-2023.txt").read_text(encoding="utf-8")
#: A sentence without capitals that TCVN3 could not write.
SMALL = "Ban Dân vận Huyện ủy chủ trì, phối hợp với Văn phòng theo dõi, đôn đốc việc thực hiện kế hoạch này."


def iconv(text: str, encoding: str) -> bytes:
    """Return text in an encoding by the program that knows all of them."""
    if not shutil.which("iconv"):
        pytest.skip("iconv is not here")
    done = subprocess.run(
        ["iconv", "-c", "-t", encoding], input=text.encode(), capture_output=True, check=True
    )
    return done.stdout


def twice(text: str) -> bytes:
    """Return what a program makes that takes UTF-8 for Windows-1252 and writes UTF-8 again."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode()).encode()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (iconv(SMALL, "TCVN"), "TCVN3"),
        (iconv(SMALL, "VISCII"), "VISCII"),
        (vni(SMALL), "VNI"),
        (twice(SMALL), "utf-8, in it UTF-8 encoded twice"),
        (codecs.BOM_UTF8 + SMALL.encode(), "utf-8"),
        (SMALL.encode("utf-16"), "utf-16"),
        (SMALL.encode("utf-16-le"), "utf-16-le"),
        (SMALL.encode("utf-16-be"), "utf-16-be"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_every_encoding_gives_the_same_text(data: bytes, name: str) -> None:
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.encoding) == (SMALL, name)
    assert bool(decoded.notices) == (name not in ("utf-8", "utf-16"))


def test_windows_1258_is_composed() -> None:
    decoded = decode(cp1258(SMALL), "a.txt")
    assert decoded.encoding == "Windows-1258"
    assert decoded.text == unicodedata.normalize("NFC", decoded.text)
    assert "chủ trì, phối hợp với Văn phòng" in decoded.text


def test_capitals_that_tcvn3_left_to_the_font_come_back() -> None:
    text = f"KÕ HO¹CH thùc hiÖn ChØ thÞ sè 05. {iconv(SMALL, 'TCVN').decode('latin-1')}"
    assert decode(text.encode("latin-1"), "a.txt").text.startswith("KẾ HOẠCH thực hiện Chỉ thị số 05.")


@pytest.mark.parametrize("encode", [vni, cp1258, twice])
def test_a_whole_directive_gives_the_same_figures(encode: object, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(encode(TEXT))  # type: ignore[operator]
    old, new = dv.read(path), dv.parse(TEXT)
    assert [c.symbol for c in old.citations] == [c.symbol for c in new.citations]
    assert [s.path for s in old.sections] == [s.path for s in new.sections]
    assert len(old.tasks) == len(new.tasks)
    assert any("converted from" in warning for warning in old.warnings)


def test_letters_of_an_old_font_inside_unicode_are_converted() -> None:
    text = iconv(SMALL, "TCVN").decode("latin-1")
    decoded = decode(text.encode(), "a.txt")
    assert (decoded.text, decoded.encoding) == (SMALL, "utf-8, in it TCVN3")


def test_decomposed_letters_stay_and_are_told_of() -> None:
    text = unicodedata.normalize("NFD", SMALL)
    decoded = decode(text.encode(), "a.txt")
    assert decoded.text == text
    assert "NFD" in decoded.notices[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Déjà vu à l'été : la forêt près du château où naît le ruisseau, façade, hôtel, âge, fête, élève.",
        "Straße über Köln, Größe, schöne Mädchen, Füße, Käse, Brötchen, Übung, Äpfel, Öl, heiß",
        "Ordinary words without a marked letter.",
        "Nghị quyết",
    ],
)
def test_what_is_unicode_is_never_touched(text: str) -> None:
    decoded = decode(text.encode(), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.notices) == (text, "utf-8", [])


def test_thin_evidence_is_no_evidence() -> None:
    short = iconv("dân vận", "TCVN")
    with pytest.raises(ReadError, match=r"a\.txt: not utf-8 text .*no other encoding"):
        decode(short, "a.txt")


def test_bytes_that_are_no_text_are_refused() -> None:
    noise = bytes((i * 37) % 127 + 128 for i in range(400))
    with pytest.raises(ReadError, match="not utf-8"):
        decode(noise, "a.txt")


def test_every_directive_of_the_corpora_is_known_as_vietnamese() -> None:
    for path in CORPORA.rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert encodings.is_vietnamese(text), path
        assert decode(text.encode(), "a").text == text
