"""The fonts of the nineties in Word files as their writers left them: runs, hyphens, capitals, pasted paragraphs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from old_letters import bytewise, cp1258, tcvn, vni

import danvan_docs as dv
from danvan_docs.reading.encodings import Run, by_fonts, by_paragraphs

sys.path.insert(0, str(ROOT / "formats"))
from word_file import paragraph, run, write_word

TEXT = "Người dân trong nước chấp hành tốt pháp luật; Thường trực Ủy ban giữ vững trật tự, từ Trung ương đến cơ sở."
SHORT = "Sở Nội vụ chủ trì."


FONTS = {
    ".VnTime": tcvn,
    "VNI-Times": lambda text: vni(text).decode("cp1252"),
    "VPS Times": bytewise("vps"),
    "VISCII Times": bytewise("viscii"),
}


def in_font(text: str, font: str, properties: str = "") -> str:
    """Return runs of a font, cut in mid-word, soft hyphens as Word keeps them."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>{properties}'
    runs = "".join(run(text[start : start + 7], fonts) for start in range(0, len(text), 7))
    broken = '</w:t></w:r><w:r><w:rPr>{0}</w:rPr><w:softHyphen/></w:r><w:r><w:rPr>{0}</w:rPr><w:t xml:space="preserve">'
    return runs.replace("\xad", broken.format(fonts))


def words_of(tmp_path: Path, *paragraphs: str) -> dv.Directive:
    return dv.read(write_word(tmp_path / "old.docx", "".join(paragraph(each) for each in paragraphs), {}))


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("text", [TEXT.lower(), SHORT.lower()], ids=["long", "short"])
def test_the_name_of_the_font_tells_the_encoding(font: str, text: str, tmp_path: Path) -> None:
    found = words_of(tmp_path, in_font(FONTS[font](text), font))
    assert found.text == text
    assert any("converted from" in warning for warning in found.warnings)


def test_a_font_that_shows_capitals(tmp_path: Path) -> None:
    found = words_of(
        tmp_path, in_font(tcvn("ủy ban nhân dân"), ".VnTimeH") + in_font(tcvn(" tỉnh"), ".VnTime")
    )
    assert found.text == "ỦY BAN NHÂN DÂN tỉnh"


def test_the_capitals_of_word_are_those_of_the_converted_letters(tmp_path: Path) -> None:
    assert words_of(tmp_path, in_font(tcvn("thông báo"), ".VnTime", "<w:caps/>")).text == "THÔNG BÁO"


def test_unicode_in_an_old_font_stays(tmp_path: Path) -> None:
    assert words_of(tmp_path, in_font(TEXT, ".VnTime")).text == TEXT


@pytest.mark.parametrize(
    "write", [tcvn, lambda text: vni(text).decode("cp1252"), lambda t: cp1258(t).decode("cp1252")]
)
def test_a_pasted_paragraph_is_converted_alone(write: Callable[[str], str], tmp_path: Path) -> None:
    old = TEXT.lower()
    found = words_of(tmp_path, run(TEXT), run(write(old)), run(SHORT))
    assert found.text.split("\n") == [TEXT, old, SHORT]


def test_two_encodings_in_one_text() -> None:
    old = TEXT.lower()
    texts, names = by_paragraphs([tcvn(old), vni(old).decode("cp1252"), TEXT])
    assert (texts, sorted(names)) == ([old, old, TEXT], ["TCVN3", "VNI"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ng-êi d©n trong n-íc", "người dân trong nước"),
        ("th- cña Trung -¬ng", "thư của Trung ương"),
        ("sè 25-NQ/TW, B¾c-Nam", "số 25-NQ/TW, Bắc-Nam"),
        ("- Giao UBND", "- Giao UBND"),
        ("v\u2219 ng\u2212êi", "vã người"),
    ],
)
def test_the_hyphen_that_is_a_letter(written: str, read: str) -> None:
    assert by_fonts([Run(written, ".VnTime")])[0] == read


@pytest.mark.parametrize("text", [TEXT, "L'été à Huế", "Café, façade, naïve", "25-NQ/TW", "Grüße aus Köln"])
def test_clean_text_is_not_touched(text: str) -> None:
    assert by_paragraphs([text, SHORT]) == ([text, SHORT], [])
    assert by_fonts([Run(text, "Times New Roman")]) == (text, [])
