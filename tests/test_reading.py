"""From a file to a text that reads on, and back to every character of it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import danvan_docs as dv
from danvan_docs.errors import ReadError
from danvan_docs.reading import Limits, find_files, read_layout, read_text
from danvan_docs.reading.folding import fold, plain
from danvan_docs.reading.offsets import OffsetMap


def paragraphs(source: str) -> list[str]:
    return read_layout(source).text.split("\n")


# --- folding


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("khoá XI, văn hoá, hoà giải", "khóa XI, văn hóa, hòa giải"),
        ("THUỶ LỢI, KHOÁ, UỶ VIÊN", "THỦY LỢI, KHÓA, ỦY VIÊN"),
        ("khoẻ mạnh, loè", "khỏe mạnh, lòe"),
        ("quý, quỹ, quà, quỳ", "quý, quỹ, quà, quỳ"),
        ("hoàn thành, thuyết, loại, ngoài", "hoàn thành, thuyết, loại, ngoài"),
        ("25–NQ/TW, 26—NQ/TW, 27‑NQ/TW", "25-NQ/TW, 26-NQ/TW, 27-NQ/TW"),
        ("số\u00a025", "số 25"),
        ("Ðảng, ðất", "Đảng, đất"),
    ],
)
def test_fold_gives_one_spelling_of_the_same_length(written: str, folded: str) -> None:
    assert fold(written) == (folded, None)
    assert len(written) == len(folded)


def test_fold_composes_letters_and_drops_what_cannot_be_seen() -> None:
    source = unicodedata.normalize("NFD", "Ủy ban") + "\u200b nhân dân"
    folded, offsets = fold(source)
    assert folded == "Ủy ban nhân dân"
    assert offsets is not None
    start, end = offsets.span(folded.index("nhân"), folded.index(" dân"))
    assert unicodedata.normalize("NFC", source[start:end]) == "nhân"


def test_plain_takes_the_marks_off_and_keeps_the_length() -> None:
    text = "Đề án của Ban Thường vụ, HƯỚNG DẪN số 3"
    assert plain(text) == "de an cua ban thuong vu, huong dan so 3"
    assert len(plain(text)) == len(text)


# --- offsets


def test_an_empty_map_gives_the_beginning() -> None:
    assert OffsetMap().span(0, 0) == (0, 0)


def test_a_map_of_pieces_counts_on_inside_each_and_takes_folded_ones_whole() -> None:
    pieces = OffsetMap()
    pieces.add(4, origin=10, source_length=4)
    pieces.add(1, origin=14, source_length=0)
    pieces.add(2, origin=20, source_length=5)
    assert [pieces.span(i, i + 1)[0] for i in range(4)] == [10, 11, 12, 13]
    assert pieces.span(2, 4) == (12, 14)
    assert pieces.span(5, 7) == (20, 25)


# --- paragraphs


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    source = (
        "1. Cấp ủy các cấp tiếp tục quán triệt và tổ chức thực hiện nghiêm túc\n"
        "các chủ trương của Trung ương về công tác vận động quần chúng, gắn với\n"
        "Nghị quyết của Ban Thường vụ Tỉnh ủy.\n"
        "2. Mặt trận Tổ quốc và các đoàn thể đổi mới nội dung hoạt động.\n"
    )
    first, second = paragraphs(source)
    assert first.endswith("gắn với Nghị quyết của Ban Thường vụ Tỉnh ủy.")
    assert second.startswith("2. Mặt trận")


def test_a_sentence_goes_on_after_a_page_break() -> None:
    source = "Các chi bộ rà soát, bổ sung kế hoạch và\n\n2\n\nbáo cáo kết quả về Đảng ủy xã.\n"
    assert "Các chi bộ rà soát, bổ sung kế hoạch và báo cáo kết quả về Đảng ủy xã." in paragraphs(source)[0]


def test_a_heading_goes_on_after_a_page_break() -> None:
    heading = "8. Tăng cường kiểm tra việc thực hiện các chỉ thị, kết luận\n\ncủa Đảng về dân vận"
    source = f"{heading}\n\n- Mỗi quý một lần.\n\n9. Khác"
    sections = dv.find_sections(source)
    assert [s.title for s in sections] == [
        "Tăng cường kiểm tra việc thực hiện các chỉ thị, kết luận của Đảng về dân vận",
        "Khác",
    ]
    assert source[sections[0].start : sections[0].end].endswith("dân vận")


def test_whole_paragraphs_stay_apart() -> None:
    assert paragraphs("Sở Nội vụ theo dõi.\n\nSở Tài chính cấp kinh phí.") == [
        "Sở Nội vụ theo dõi.",
        "Sở Tài chính cấp kinh phí.",
    ]


def test_emphasis_marks_and_doubled_blanks_are_no_part_of_the_words() -> None:
    source = "**1.  Mục tiêu**   chung"
    reading = read_layout(source)
    assert reading.text == "1. Mục tiêu chung"
    start, end = reading.source_span(reading.text.index("chung"), len(reading.text))
    assert source[start:end] == "chung"


FOOTNOTE = """1. Quán triệt Nghị quyết số 25-NQ/TW, ngày 03/6/2013 và các văn bản của

¹ Chỉ thị số 16/CT-TTg, ngày 16/5/2016 của Thủ tướng Chính phủ; Kết luận số 114-KL/TW, ngày 14/7/2015.

Trung ương¹ về công tác dân vận.

2. Giao Ban Dân vận theo dõi.
"""


def test_a_footnote_that_splits_a_sentence_is_lifted_out() -> None:
    first, second, note = paragraphs(FOOTNOTE)
    assert first.startswith("1. Quán triệt")
    assert first.endswith("của Trung ương¹ về công tác dân vận.")
    assert second == "2. Giao Ban Dân vận theo dõi."
    assert note.startswith("¹ Chỉ thị")


def test_a_footnote_knows_its_mark_and_its_citations_stand_in_order() -> None:
    directive = dv.parse(FOOTNOTE)
    (note,) = directive.footnotes
    assert note.mark == "¹"
    assert note.anchor == FOOTNOTE.index("¹ về")
    assert [c.symbol for c in directive.citations] == ["25-NQ/TW", "16/CT-TTg", "114-KL/TW"]


def test_a_note_ends_where_the_text_goes_on() -> None:
    source = (
        "¹ Theo số liệu của Sở Nội vụ\n"
        "1. Các xã tổ chức đối thoại với Nhân dân.\n"
        "Ban Dân vận tổng hợp, báo cáo Ban Thường vụ\n"
        "Tỉnh ủy Lam Hà.\n"
    )
    assert paragraphs(source)[-1] == "¹ Theo số liệu của Sở Nội vụ"


def test_web_furniture_is_marked_and_nothing_in_it_is_cited() -> None:
    source = (
        "Trang chủ\n\nTỉnh Lam Hà sơ kết công tác dân vận\n\n"
        "Các cấp ủy thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013.\n\n"
        "Tin cùng chuyên mục\n\nHội nghị tổng kết Chỉ thị số 49-CT/TW\n"
    )
    directive = dv.parse(source)
    assert [c.symbol for c in directive.citations] == ["25-NQ/TW"]
    furniture = [source[b.start : b.end] for b in directive.blocks if b.kind == "furniture"]
    assert furniture == ["Trang chủ", "Tin cùng chuyên mục", "Hội nghị tổng kết Chỉ thị số 49-CT/TW"]


def test_page_numbers_and_rules_are_furniture() -> None:
    source = "Các xã báo cáo.\n\n1\n\n-----\n\nCác sở tổng hợp.\n\n2\n\nHết."
    kinds = [(source[b.start : b.end], b.kind) for b in dv.parse(source).blocks]
    assert [text for text, kind in kinds if kind == "furniture"] == ["1", "-----", "2"]


@pytest.mark.parametrize(
    "source",
    [
        "theo Nghị quyết số\n25-NQ/TW,\nngày 03/6/2013",
        "theo Nghị quyết số 25\n- NQ/TW, ngày\n03/6/2013",
        "theo Nghị quyết số 25-\nNQ/TW\nngày 03/6/2013",
        "theo Nghị\nquyết\n25-NQ/TW, ngày 03/6/2013",
        "theo Nghị quyết số\n25 - NQ / TW,\n\nngày 03/6/2013",
        "theo Nghị quyết số 25-NQ/TW\n(ngày 03/6/2013)",
        "theo Nghị quyết số 25-NQ/TW, ngày 03\ntháng 6\nnăm 2013",
        "theo Nghị quyết số 25-NQ/TW, ngày 03 tháng 6 năm\n\n2013",
    ],
)
def test_a_citation_is_read_over_any_line_break(source: str) -> None:
    source = source.replace("03\ntháng 6\nnăm", "03\ntháng 6 năm")
    (citation,) = dv.find_citations(source)
    assert (citation.symbol, citation.type, citation.date) == ("25-NQ/TW", "Nghị quyết", "2013-06-03")
    assert source[citation.start :].startswith("Nghị")


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("Tiếp tục thực hiện Đề án\n06 và Nghị quyết\n57 của Bộ Chính trị", ["06", "57"]),
        ("theo Kế hoạch số 47-KH/BCĐ (Kế hoạch số\n47) của Ban Chỉ đạo", ["47-KH/BCĐ", "47"]),
        ("theo Quyết\nđịnh số 217,\n218-QĐ/TW của Bộ Chính trị", ["217-QĐ/TW", "218-QĐ/TW"]),
        ("theo Quyết\nđịnh\n217, 218-QĐ/TW.", ["217-QĐ/TW", "218-QĐ/TW"]),
    ],
)
def test_a_number_goes_with_the_line_before(source: str, numbers: list[str]) -> None:
    assert [c.symbol for c in dv.find_citations(source)] == numbers


def test_bullets_under_a_number_stay_bullets() -> None:
    source = "Phấn đấu đến năm 2025\n- UBND các xã có kế hoạch.\n- Mặt trận giám sát."
    assert [p.style for p in read_layout(source).paragraphs] == ["", "bullet", "bullet"]


# --- files


def test_text_is_read_as_it_stands(tmp_path: Path) -> None:
    text = "\n  Kế hoạch \r\n\tsố\u00a05 \n\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    assert read_text(path) == text
    assert dv.read(path).text == text
    assert dv.read(path).source == str(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_with_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    mark = b"" if encoding == "utf-16" else "\ufeff".encode(encoding)
    path = tmp_path / "a.txt"
    path.write_bytes(mark + "theo Nghị quyết số 25-NQ/TW".encode(encoding))
    assert dv.read(path).citations[0].symbol == "25-NQ/TW"


def test_a_utf8_mark_moves_no_offset(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffNghị quyết số 25-NQ/TW về dân vận".encode())
    directive = dv.read(path)
    assert directive.quote(directive.citations[0]) == "Nghị quyết số 25-NQ/TW"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no text"),
        (b" \n\t\n", "holds no text"),
        (b"PK\x03\x04\x00\x00rest", "damaged or cut off"),
        (b"%PDF-1.7\n\x00\xff", "damaged or cut off"),
        ("Nghị quyết".encode("utf-16-le"), "binary"),
        (b"Ngh\xe1\xbb quy\xff\xfet", "not utf-8"),
        (b"\xff\xfea\x00b", "not utf-16"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=words) as caught:
        dv.read(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        dv.read(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="is a folder"):
        dv.read(tmp_path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(Limits().max_bytes + 1)
    with pytest.raises(ReadError, match="too large"):
        dv.read(path)


def test_folders_are_searched_in_a_stable_order_and_each_file_comes_once(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "c.md", "README.md", "d.pdf"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_files([tmp_path, tmp_path / "a.txt", tmp_path / "d.pdf"])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a.txt", "b/2.txt", "c.md", "d.pdf"]


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no \.txt"):
        find_files([tmp_path])


def test_parse_many_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00")
    (tmp_path / "b.txt").write_text("theo Nghị quyết số 25-NQ/TW", encoding="utf-8")
    errors: list[ReadError] = []
    assert [d.source for d in dv.parse_many([tmp_path], errors.append)] == [str(tmp_path / "b.txt")]
    assert len(errors) == 1
    with pytest.raises(ReadError):
        list(dv.parse_many([tmp_path]))
