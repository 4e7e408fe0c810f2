"""What is doubtful in a result is said, everywhere and rarely."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import CORPORA, ROOT
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.corpus.build import build
from danvan_docs.corpus.store import Store
from danvan_docs.grammar import table
from danvan_docs.notices import in_vietnamese, notice, reader_notices
from danvan_docs.reading import Notice, Source

HEAD = """TỈNH ỦY LAM HÀ
*
Số 12-KH/TU
Lam Hà, ngày 15 tháng 8 năm 2025

KẾ HOẠCH
thực hiện công tác dân vận

"""
FOOT = """
Nơi nhận:
- Như trên,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Trần Văn Bình
"""
DUTY = "1. Sở Nội vụ chủ trì rà soát quy chế.\n"


def codes(text: str) -> list[str]:
    return [warning.partition(":")[0] for warning in dv.parse(text).warnings]


class TestDoubts:
    def test_a_document_that_was_read_well_says_nothing(self) -> None:
        assert codes(HEAD + DUTY + FOOT) == []
        assert [path.name for path in CORPORA.rglob("*.txt") if dv.read(path).warnings] == []

    def test_no_type(self) -> None:
        assert codes("Công tác dân vận ở xã\n\nCác cấp ủy đã quan tâm công tác này.") == ["no-type"]

    def test_no_recipients(self) -> None:
        signature = FOOT[FOOT.index("T/M") :]
        assert codes(HEAD + DUTY + signature) == ["no-recipients"]
        assert codes(HEAD.replace("KẾ HOẠCH", "QUY CHẾ") + DUTY + signature) == []
        assert codes(HEAD + DUTY) == []  # an extract

    @pytest.mark.parametrize(
        ("labels", "jump"),
        [
            (("1.", "3."), "1 > 3"),
            (("I.", "IV."), "I > IV"),
            (("1.", "2.", "5."), "2 > 5"),
            (("1.", "1.1.", "1.3."), "1/1.1 > 1/1.3"),
        ],
    )
    def test_sections_that_jump(self, labels: tuple[str, ...], jump: str) -> None:
        body = "".join(f"{label} CÔNG TÁC DÂN VẬN\nSở Nội vụ chủ trì rà soát.\n" for label in labels)
        (warning,) = dv.parse(HEAD + body + FOOT).warnings
        assert warning == f"sections-jump: the numbers of the sections jump: {jump}"

    @pytest.mark.parametrize(
        "labels", [("1.", "2.", "1.", "2."), ("a)", "d)", "e)"), ("1.", "1a.", "2."), ("3.", "4.")]
    )
    def test_lists_that_do_not_jump(self, labels: tuple[str, ...]) -> None:
        body = "".join(f"{label} Sở Nội vụ chủ trì rà soát.\n" for label in labels)
        assert codes(HEAD + body + FOOT) == []

    def test_of_many_jumps_few_are_named(self) -> None:
        body = "".join(f"{n}. Sở Nội vụ chủ trì rà soát.\n" for n in range(1, 20, 2))
        (warning,) = dv.parse(HEAD + body + FOOT).warnings
        assert warning.endswith("1 > 3; 3 > 5; 5 > 7; and 6 more")

    def test_a_long_text_without_duties(self) -> None:
        years = range(1960, 2025)
        prose = "".join(f"Năm {n}, công tác dân vận có ý nghĩa chiến lược với tỉnh nhà.\n\n" for n in years)
        assert codes(HEAD + prose + FOOT) == ["no-duties"]
        assert codes(HEAD + prose + DUTY + FOOT) == []
        assert codes(HEAD.replace("KẾ HOẠCH", "BÁO CÁO") + prose + FOOT) == []

    def test_a_table_that_is_not_understood(self) -> None:
        table_ = "TT | Lĩnh vực | Đơn vị chủ trì\n1 | Đất đai | Sở Nội vụ\n2 | Y tế | Sở Y tế\n"
        (warning,) = dv.parse(f"{HEAD}{DUTY}\n{table_}{FOOT}").warnings
        assert warning.startswith("table-not-understood: the table that begins “TT")
        assert warning.endswith("2 rows give no duties")

    def test_a_page_with_little_text(self) -> None:
        source = Source(name="a.pdf", format="pdf", text="Trang bìa\n" + "chữ " * 90, pages=[0, 10])
        assert list(reader_notices(source)) == [
            "little-text: page 1 holds little text (8 letters); it may be a picture or a form"
        ]
        told = Notice(kind="left_out", message="page 1 is a picture; tesseract would read it")
        assert list(reader_notices(source.model_copy(update={"notices": [told]}))) == [
            f"left-out: {told.message}"
        ]
        last = Source(name="a.pdf", format="pdf", text="chữ " * 90 + "Trần Văn Bình", pages=[0, 360])
        assert list(reader_notices(last)) == []


class TestWords:
    def test_every_notice_is_said_in_vietnamese_with_its_words(self) -> None:
        for code, rule in table("notices")["notices"].items():
            names = re.findall(r"\{(\w+)\}", rule["english"])
            said = in_vietnamese(notice(code, **{name: f"<{name}>" for name in names}))
            assert sorted(re.findall(r"<(\w+)>", said)) == sorted(names)
            assert code not in said

    def test_sentences_of_the_readers_keep_their_words(self) -> None:
        for english, vietnamese in table("notices")["sentences"].items():
            assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", vietnamese))

    def test_what_no_file_translates_stays(self) -> None:
        assert in_vietnamese("left-out: something new") == "Không đọc: something new"
        assert in_vietnamese("a plain sentence") == "a plain sentence"

    @pytest.mark.parametrize(
        "path", sorted((ROOT / "formats").glob("*.[dhmp]*[!y]")), ids=lambda path: path.name
    )
    def test_notices_of_the_files_here_are_translated(self, path: Path) -> None:
        try:
            warnings = dv.read(path).warnings
        except dv.DanvanError:
            pytest.skip("not readable here")
        for warning in warnings:
            code, _, words = warning.partition(": ")
            assert code in table("notices")["notices"] or words not in in_vietnamese(warning), warning


class TestEverywhere:
    @pytest.fixture
    def doubtful(self, tmp_path: Path) -> Path:
        path = tmp_path / "a.txt"
        path.write_text(HEAD + DUTY + "3. Sở Tài chính bố trí kinh phí.\n" + FOOT, encoding="utf-8")
        return path

    def run(self, *words: object) -> tuple[str, str]:
        done = CliRunner().invoke(app, [*map(str, words)], env={"COLUMNS": "200"})
        assert done.exit_code == 0, done.output
        return done.stdout, done.stderr

    def test_commands_say_it_in_vietnamese(self, doubtful: Path) -> None:
        for command in ("read", "parse"):
            assert "Số thứ tự các mục bị nhảy: 1 > 3" in self.run(command, doubtful)[0]
        rows, said = self.run("checklist", doubtful, "--format", "json")
        assert "Số thứ tự các mục bị nhảy: 1 > 3" in said
        assert len(json.loads(rows)) == 2

    def test_json_keeps_the_code(self, doubtful: Path) -> None:
        wanted = "sections-jump: the numbers of the sections jump: 1 > 3"
        assert json.loads(self.run("parse", doubtful, "--format", "json")[0])["warnings"] == [wanted]
        assert {"kind": "doubtful", "message": wanted} in json.loads(
            self.run("read", doubtful, "--format", "json")[0]
        )["notices"]

    def test_pages_show_it(self, doubtful: Path) -> None:
        assert "Số thứ tự các mục bị nhảy: 1 &gt; 3" in dv.view_html(dv.read(doubtful))

    def test_a_store_keeps_it(self, doubtful: Path, tmp_path: Path) -> None:
        build([doubtful], tmp_path / "store")
        with Store.open(tmp_path / "store") as store:
            assert [row[1:] for row in store.notices()] == [
                ("sections-jump", "the numbers of the sections jump: 1 > 3")
            ]
        assert (
            "1 of 1 documents have notices" in self.run("build", doubtful, "--store", tmp_path / "other")[1]
        )
