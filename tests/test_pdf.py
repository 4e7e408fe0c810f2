"""PDF files as offices, portals and scanners leave them, and variants of each kind that are written here."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from old_letters import tcvn

import danvan_docs as dv
from danvan_docs.models import Span

sys.path.insert(0, str(ROOT / "formats"))
from pdf_file import grid, rule, shade, words, write_pdf

FILES = ROOT / "tests" / "files" / "pdf"
OCR = shutil.which("tesseract") is not None
LINES = [
    "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu.",
    "2. Công an tỉnh báo cáo trước ngày 30/9/2025.",
]
HEAD = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]
COLUMNS = (60, 90, 300, 430, 540)


def read(name: str) -> dv.Directive:
    return dv.read(FILES / f"{name}.pdf")


def actors(directive: dv.Directive) -> list[list[tuple[str, str]]]:
    return [[(actor.text, actor.role) for actor in task.actors] for task in directive.tasks if task.actors]


def row(cells: list[str], top: float) -> list[str]:
    return [words(text, COLUMNS[number] + 4, top) for number, text in enumerate(cells) if text]


class TestOfficeFiles:
    def test_number_and_day_in_fields_and_no_stamp(self) -> None:
        header = read("number-in-signature-widget").header
        assert (header.symbol, header.date) == ("7432/UBND-XD", "2026-07-21")
        stamped = read("control-stamp-in-widget")
        assert stamped.header.symbol == "215/KH-UBND"
        assert "Ky boi" not in stamped.text
        assert any("stamp of an electronic signature" in warning for warning in stamped.warnings)

    @pytest.mark.parametrize("name", ["wrong-ocr-layer", "broken-tounicode", "scan-with-signature-stamp"])
    def test_a_text_layer_that_is_none_is_read_from_its_picture_or_told(self, name: str) -> None:
        if not OCR and name == "scan-with-signature-stamp":
            with pytest.raises(dv.DanvanError, match="tesseract"):
                read(name)
            return
        found = read(name)
        if OCR:
            assert "THÔNG BÁO" in found.text
        else:
            assert any("not Vietnamese" in warning for warning in found.warnings)

    def test_lost_letters_are_told(self) -> None:
        found = read("letters-lost-unnoticed")
        assert any("damaged font" in warning for warning in found.warnings)

    def test_narrow_blanks(self) -> None:
        text = read("narrow-spaces-glued").text
        assert "Căn cứ Luật Tổ chức" in text
        assert "trật tự ở cơ sở số 30/2023/QH15" in text
        assert "thứ tự hồ sơ số 12/TTr-SNN" in read("control-spaces").text

    def test_marks_drawn_apart(self) -> None:
        text = read("decomposed-marks").text
        assert "chính trị của tỉnh chủ trì" in text

    def test_a_turned_page(self) -> None:
        found = actors(read("rotated-page"))
        assert [("Sở Nội vụ", "lead"), ("Sở Tài chính", "coordinate"), ("Tỉnh ủy", "report_to")] in found

    @pytest.mark.parametrize(("name", "count"), [("row-over-page", 44), ("row-broken-over-page", 14)])
    def test_a_table_over_pages(self, name: str, count: int) -> None:
        assert len(actors(read(name))) == count
        assert dv.read_source(FILES / f"{name}.pdf").tables == 1

    def test_a_bullet_over_a_page_end(self) -> None:
        assert len(actors(read("bullet-over-page"))) == 29

    def test_shading_bounds_no_cells(self) -> None:
        assert [section.path for section in read("white-shading-as-table").sections] == ["I", "I/1", "I/2"]
        assert " | " not in read("white-shading-lines-duplicated").text

    def test_two_rows_of_heads_and_a_merged_deadline(self) -> None:
        assert actors(read("two-level-head"))[0] == [("Sở Nội vụ", "lead"), ("Sở Tài chính", "coordinate")]
        assert [task.deadline for task in read("merged-deadline").tasks] == ["2025-09-30"] * 3


class TestPages:
    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    def test_words_are_read_in_their_direction_however_the_page_is_turned(
        self, rotate: int, tmp_path: Path
    ) -> None:
        page = [words(line, 60, 100 + 20 * number) for number, line in enumerate(LINES)]
        source = dv.read_source(write_pdf(tmp_path / "a.pdf", page, rotate=rotate))
        assert source.text.split("\n") == LINES

    def test_words_drawn_sideways_on_an_upright_page(self, tmp_path: Path) -> None:
        page = [words(line, 100 + 20 * number, 800, turn="0 1 -1 0") for number, line in enumerate(LINES)]
        source = dv.read_source(write_pdf(tmp_path / "a.pdf", page))
        assert source.text.split("\n") == LINES
        box = source.places_of(Span(start=0, end=4))[0].box
        assert box is not None
        assert box[3] - box[1] > box[2] - box[0]  # as the page is shown

    def test_a_watermark_is_left_out_and_told(self, tmp_path: Path) -> None:
        page = [words(LINES[0], 60, 100), words("DỰ THẢO", 200, 500, size=60, turn="0.7 0.7 -0.7 0.7")]
        source = dv.read_source(write_pdf(tmp_path / "a.pdf", page))
        assert source.text == LINES[0]
        assert any("DỰ THẢO" in notice.message for notice in source.notices)

    def test_bold_painted_twice_is_read_once(self, tmp_path: Path) -> None:
        page = [words(LINES[0], 60 + step, 100) for step in (0, 0.4)] + [words("Tổ ở nơi nơi", 60, 130)]
        assert dv.read_source(write_pdf(tmp_path / "a.pdf", page)).text.split("\n") == [
            LINES[0],
            "Tổ ở nơi nơi",
        ]

    def test_blanks_that_are_not_written(self, tmp_path: Path) -> None:
        place, page = 60.0, []
        for word in LINES[0].split(" "):
            page.append(words(word, place, 100))
            place += 6 * len(word) + 1.2  # a tenth of a letter size
        assert dv.read_source(write_pdf(tmp_path / "a.pdf", page)).text.startswith(
            "1.Sở Nội vụ chủ trì, phối hợp với"
        )

    def test_a_stamp_that_is_painted_is_left_out(self, tmp_path: Path) -> None:
        stamp = [
            "Người ký: UBND tỉnh Tân Giang",
            "Email: vanthu@tangiang.example",
            "Thời gian ký: 11.11.2025 14:38:48 +07:00",
        ]
        page = [words(line, 350, 40 + 9 * number, size=8) for number, line in enumerate(stamp)]
        source = dv.read_source(
            write_pdf(tmp_path / "a.pdf", [*page, *(words(line, 60, 200) for line in LINES[:1])])
        )
        assert source.text == LINES[0]
        assert any("stamp" in notice.message for notice in source.notices)


class TestTables:
    def test_a_table_is_bounded_by_rules(self, tmp_path: Path) -> None:
        rows = [HEAD, ["1", "Xây dựng kế hoạch", "Sở Nội vụ", "30/9/2025"]]
        page = [
            grid(COLUMNS, (90, 110, 130)),
            *(each for number, cells in enumerate(rows) for each in row(cells, 105 + 20 * number)),
        ]
        assert dv.read_source(write_pdf(tmp_path / "a.pdf", page)).text.split("\n") == [
            " | ".join(each) for each in rows
        ]

    def test_shading_and_underlining_are_no_table(self, tmp_path: Path) -> None:
        page = [shade(55, 88, 540, 108), shade(55, 108, 540, 128, 0.8), rule(60, 131, 200, 131)]
        page += [words(line, 60, 102 + 20 * number) for number, line in enumerate(LINES)]
        source = dv.read_source(write_pdf(tmp_path / "a.pdf", page))
        assert (source.text.split("\n"), source.tables) == (LINES, 0)

    @pytest.mark.parametrize("repeated", [True, False])
    def test_the_head_is_not_repeated_and_a_broken_row_is_whole(self, repeated: bool, tmp_path: Path) -> None:
        first = [
            grid(COLUMNS, (760, 780, 800)),
            *row(HEAD, 775),
            *row(["1", "Xây dựng kế hoạch của", "Sở Nội vụ", "30/9/2025"], 795),
        ]
        tops = (40, 60, 80, 100) if repeated else (60, 80, 100)
        second = [grid(COLUMNS, tops), *(row(HEAD, 55) if repeated else []), *row(["", "tỉnh năm 2026"], 75)]
        second += row(["2", "Kiểm tra", "Công an tỉnh", "31/10/2025"], 95)
        source = dv.read_source(write_pdf(tmp_path / "a.pdf", first, second))
        assert source.text.split("\n") == [
            " | ".join(HEAD),
            "1 | Xây dựng kế hoạch của tỉnh năm 2026 | Sở Nội vụ | 30/9/2025",
            "2 | Kiểm tra | Công an tỉnh | 31/10/2025",
        ]
        assert source.page_of(Span(start=source.text.index("2 | Kiểm"), end=len(source.text))) == 2

    def test_a_table_of_other_columns_is_another(self, tmp_path: Path) -> None:
        first = [
            grid(COLUMNS, (760, 780, 800)),
            *row(HEAD, 775),
            *row(["1", "Kế hoạch", "Sở Nội vụ", "30/9/2025"], 795),
        ]
        second = [
            grid((60, 200, 540), (40, 60, 80)),
            words("Chỉ tiêu", 64, 55),
            words("Mức", 204, 55),
            words("Số xã", 64, 75),
        ]
        assert dv.read_source(write_pdf(tmp_path / "a.pdf", first, second)).tables == 2

    def test_a_long_table_costs_little(self, tmp_path: Path) -> None:
        rows = [60 + 15 * number for number in range(50)]
        page = [
            grid(COLUMNS, rows),
            *(each for top in rows[:-1] for each in row(["1", "Kế hoạch", "Sở Nội vụ"], top + 12)),
        ]
        path = write_pdf(tmp_path / "a.pdf", *[page] * 4)
        start = time.perf_counter()
        dv.read_source(path)
        assert time.perf_counter() - start < 4


class TestOldFonts:
    def test_the_font_of_letters_tells_their_encoding(self, tmp_path: Path) -> None:
        page = [words(tcvn("người dân trong nước, từ trung ương"), 60, 100, font=".VnTime")]
        page += [words(tcvn("thông báo"), 60, 130, font=".VnTimeH")]
        source = dv.read_source(write_pdf(tmp_path / "a.pdf", page, fonts=[".VnTime", ".VnTimeH"]))
        assert source.text.split("\n") == ["người dân trong nước, từ trung ương", "THÔNG BÁO"]
        assert any("TCVN3" in notice.message for notice in source.notices)
