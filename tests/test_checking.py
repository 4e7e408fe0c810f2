"""What `check` finds, phenomenon by phenomenon, and where it stays silent."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from danvan_docs import build, parse, parse_many, read
from danvan_docs.authority import Registry
from danvan_docs.checking import CHECKS, Finding, check, rules
from danvan_docs.corpus.store import Store
from danvan_docs.outputs.sarif import sarif

CORPORA = Path(__file__).parent.parent / "corpora"
HEAD = """TỈNH ỦY LAM HÀ
*
Số 15-KH/TU

Lam Hà, ngày 20 tháng 9 năm {year}

KẾ HOẠCH
về công tác dân vận

"""
#: The slips that corpora/README.md tells of.
PLANTED = {
    ("da-05-tu-2022", "symbol-issuer", "Quyết định số 388-QĐ/TW"),
    ("tb-77-tu-2026", "type-symbol", "Kế hoạch số\n02-CTr/TU"),
}


def found(text: str, **options: object) -> list[tuple[str, str, str | None]]:
    """Return code, words concerned and suggestion of each finding."""
    directive = parse(text)
    return [(each.code, directive.quote(each), each.suggestion) for each in check(directive, **options)]


def codes(text: str) -> list[str]:
    return [code for code, _, _ in found(text)]


def plan(text: str, year: int = 2026) -> str:
    return HEAD.format(year=year) + text


class TestSymbols:
    @pytest.mark.parametrize(
        ("text", "proposed"),
        [
            ("Quyết định số 242-QĐ/TW, ngày 25/8/2021 của Ban Thường vụ Tỉnh ủy", "242-QĐ/TU"),
            ("Chỉ thị số 15-CT/TW ngày 08/02/2022 của Ban Thường vụ Huyện ủy Suối Đá", "15-CT/HU"),
            ("Nghị quyết số 25-NQ/TU ngày 03/6/2013 của Ban Chấp hành Trung ương", "25-NQ/TW"),
        ],
    )
    def test_issuer_of_another_level(self, text: str, proposed: str) -> None:
        [(code, words, suggestion)] = found(text)
        assert (code, words) == ("symbol-issuer", text[: len(words)])
        assert suggestion
        assert proposed in suggestion

    def test_type_of_another_code(self) -> None:
        known = "Thực hiện Thông báo số 160-KL/TW ngày 15/01/2020 của Bộ Chính trị."
        [(code, words, suggestion)] = found(known)
        assert (code, words) == ("type-symbol", "Thông báo số 160-KL/TW")
        assert suggestion
        assert "Thông báo số 160-TB/TW" in suggestion
        [(_, _, both)] = found("Kế hoạch số 31-CTr/TU ngày 12/11/2024 của Ban Thường vụ Tỉnh ủy")
        assert both
        assert "Chương trình số 31-CTr/TU" in both
        assert "Kế hoạch số 31-KH/TU" in both

    def test_type_word_of_other_words_is_not_held_against_a_number(self) -> None:
        assert codes("cập nhật vào mục Quyết định thi hành bản án theo mẫu số 01/TT-LLTP") == []

    @pytest.mark.parametrize(
        ("written", "proposed"),
        [
            ("Nghị quyết số 27/NQ-TW", "27-NQ/TW"),
            ("Chỉ thị số 43/CT/TW", "43-CT/TW"),
            ("Chỉ thị số 33-CT/TTg", "33/CT-TTg"),
            ("Kế hoạch số 201-KH/UBND", "201/KH-UBND"),
        ],
    )
    def test_style_of_the_other_system(self, written: str, proposed: str) -> None:
        assert found(f"Thực hiện {written}.") == [("symbol-style", written, proposed)]

    @pytest.mark.parametrize(
        "written",
        [
            "Nghị quyết số 25 - NQ/TW", "Nghị định số 59/2023/NĐ-CP", "Luật số 10/2022/QH15",
            "Kế hoạch số 11/KH-MTTQ-BTT", "Hướng dẫn số 01/HDLB-TC-DV, ngày 25/5/2000",
            "Thông tư liên tịch số 103/2008/TTLT/BTC-BGTVT ngày 12/11/2008",
            "Thông tư số 33-TC/CN ngày 01-9-1989",
        ],
    )  # fmt: skip
    def test_style_of_its_own_system_or_time(self, written: str) -> None:
        assert codes(f"Thực hiện {written}.") == []

    def test_slip_of_a_known_symbol(self) -> None:
        for tail in (", ngày 26/11/2021 của Thủ tướng Chính phủ", " của Thủ tướng Chính phủ"):
            assert found(f"Chỉ thị số 33/CT-TT{tail}") == [
                ("symbol-slip", "Chỉ thị số 33/CT-TT", "33/CT-TTg")
            ]

    def test_plain_unknown_symbols_are_no_slips(self) -> None:
        for symbol in ("99/CT-TT", "25-NQ/TU", "24-NQ/TW", "33/CT-UBND"):
            assert codes(f"Thực hiện Chỉ thị số {symbol}".replace("Chỉ thị số 2", "Nghị quyết số 2")) == []
        assert codes("Chỉ thị số 33/CT-TT, ngày 26/11/1999") == []


class TestDates:
    def test_against_the_registry(self) -> None:
        text = "Quyết định số 217-QĐ/TW, ngày 22/12/2013 của Bộ Chính trị"
        assert found(text) == [("date-registry", "22/12/2013", "ngày 12/12/2013")]

    def test_another_day_of_the_same_term(self) -> None:
        assert codes("Kết luận số 01-KL/TW ngày 15/8/2021 của Bộ Chính trị") == ["date-registry"]

    def test_homonyms_of_other_terms_are_left_alone(self) -> None:
        for day in ("03/6/2013", "12/3/2003", "15/8/1998", "tháng 6/2013"):
            assert codes(f"Nghị quyết số 25-NQ/TW ngày {day} của Ban Chấp hành Trung ương") == []

    def test_another_type_has_its_own_numbers(self) -> None:
        assert codes("Quyết định số 07-QĐ/TW ngày 11/3/2016 của Bộ Chính trị") == []

    def test_the_odd_one_of_one_document(self) -> None:
        mention = "Nghị quyết số 12-NQ/TU ngày {} của Tỉnh ủy. "
        text = "".join(mention.format(day) for day in ("15/9/2023", "15/8/2023", "15/8/2023"))
        assert [(code, words) for code, words, _ in found(text)] == [("date-conflict", "15/9/2023")]
        other_term = mention.format("15/8/2023") + mention.format("04/3/2018")
        assert codes(other_term) == []

    def test_against_a_corpus(self, tmp_path: Path) -> None:
        for name, day in (("a", "15/8/2023"), ("b", "15/8/2023"), ("c", "15/9/2023")):
            text = plan(f"1. Thực hiện Nghị quyết số 12-NQ/TU ngày {day} của Tỉnh ủy.\n", 2024)
            (tmp_path / f"{name}.txt").write_text(text.replace("15-KH", f"1{ord(name)}-KH"), encoding="utf-8")
        build([tmp_path], tmp_path / "store")
        with Store.open(tmp_path / "store") as corpus:
            results = {Path(each.source).stem: check(each, corpus=corpus) for each in parse_many([tmp_path])}
        [odd] = results["c"]
        assert odd.code == "date-corpus"
        assert "15/08/2023" in odd.message
        assert results["a"] == results["b"] == []


class TestBasis:
    @pytest.mark.parametrize(
        ("basis", "code", "successor"),
        [
            ("Quyết định số 290-QĐ/TW ngày 25/02/2010 của Bộ Chính trị", "basis-replaced", "23-QĐ/TW"),
            ("Quy định số 66-QĐ/TW ngày 06/02/2017 của Ban Bí thư", "basis-replaced", "399-QĐ/TW"),
            ("Luật Đất đai số 45/2013/QH13 ngày 29/11/2013", "basis-replaced", "31/2024/QH15"),
            ("Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ", "basis-expired", ""),
        ],
    )
    def test_no_longer_in_force(self, basis: str, code: str, successor: str) -> None:
        directive = parse(plan(f"Căn cứ {basis};\n\n1. Ban Nội chính Tỉnh ủy chủ trì."))
        [finding] = check(directive)
        assert finding.code == code
        assert successor in finding.message

    def test_in_force_on_the_date_of_the_document(self) -> None:
        assert codes(plan("Căn cứ Quyết định số 290-QĐ/TW ngày 25/02/2010 của Bộ Chính trị;", 2020)) == []

    def test_a_new_law_needs_time_to_take_effect(self) -> None:
        text = plan("Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013;", 2024)
        assert codes(text.replace("20 tháng 9", "20 tháng 5")) == []
        assert codes(text.replace("20 tháng 9", "20 tháng 12")) == ["basis-replaced"]

    def test_what_is_only_mentioned_is_no_basis(self) -> None:
        assert codes(plan("Tổng kết Quyết định số 290-QĐ/TW ngày 25/02/2010 của Bộ Chính trị.")) == []


class TestBodies:
    def test_a_body_that_ended_before(self) -> None:
        text = "1. Giao Ban Dân vận\nTrung ương chủ trì thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013."
        [(code, words, suggestion)] = found(plan(text))
        assert (code, " ".join(words.split())) == ("body-dissolved", "Ban Dân vận Trung ương")
        assert suggestion
        assert "Ban Tuyên giáo Trung ương" in suggestion
        assert codes(plan(text, 2024)) == []

    def test_each_body_is_said_once(self) -> None:
        text = plan("1. Ban Dân vận Tỉnh ủy chủ trì.\n\n2. BAN DÂN VẬN TỈNH UỶ báo cáo.")
        [finding] = check(parse(text))
        assert "nhắc 2 lần" in finding.message

    @pytest.mark.parametrize(
        "past",
        [
            "Năm 2020, Ban Dân vận Trung ương đã kiểm tra 12 địa phương.",
            "Thực hiện Hướng dẫn số 10-HD/BDVTW của Ban Dân vận Trung ương về dân vận khéo.",
            "Ban Dân vận Trung ương hợp nhất với Ban Tuyên giáo Trung ương.",
            "Theo Quyết định số 97-QĐ/TW của Ban Bí thư về chức năng của Ban Dân vận Trung ương.",
            "Giao Ban Tuyên giáo và Dân vận Tỉnh ủy chủ trì.",
            "Đảng đoàn Mặt trận Tổ quốc Việt Nam tỉnh.",
        ],
    )
    def test_the_past_and_other_bodies(self, past: str) -> None:
        assert codes(plan(past)) == []

    def test_without_a_date_nothing_is_said(self) -> None:
        assert codes("1. Giao Ban Dân vận Trung ương chủ trì.") == []


class TestNumbering:
    @pytest.mark.parametrize(
        ("labels", "expected"),
        [
            ("I. 1. 2. 4. II.", [("numbering-gap", "4")]),
            ("I. II. IV.", [("numbering-gap", "IV")]),
            ("I. 1. a) b) d)", [("numbering-gap", "d")]),
            ("I. 3. 3.1. 3.2. 3.2.", [("numbering-duplicate", "3.2")]),
            ("I. 1. 2. 2. 3.", [("numbering-duplicate", "2")]),
            ("I. 1. 2. 3. 3.1. 2.1.", [("numbering-parent", "2.1")]),
            ("I. 1.1.1. 1.1.2. II.", [("ladder-jump", "1.1.1")]),
            ("I. 1. 1.1.1. 1.1.2. 2.", [("ladder-jump", "1.1.1")]),
            ("Chương I Điều 1. Điều 2. Chương II Điều 4.", [("numbering-gap", "Điều 4")]),
        ],
    )
    def test_slips(self, labels: str, expected: list[tuple[str, str]]) -> None:
        assert [(code, words) for code, words, _ in found(_outline(labels))] == expected

    @pytest.mark.parametrize(
        "labels",
        [
            "I. 1. 2. 2.1. 2.2. 3. II. 1. a) b) c) d) đ) e) g) 2.",
            "I. 1.1. 1.2. II. 2.1. 2.2.",
            "I. 1. 2. 1. 2. 3.",
            "1. a) b) c) d) e)",
            "Chương I Điều 1. 1. 2. Điều 2. Chương II Điều 3.",
            "2. 3. 4.",
        ],
    )
    def test_right_ladders(self, labels: str) -> None:
        assert codes(_outline(labels)) == []

    def test_a_heading_inside_a_paragraph_is_no_gap(self) -> None:
        assert codes("1. Một\n\n2. Hai là nội dung. 3. Ba là nội dung.\n\n4. Bốn\n") == []

    def test_a_label_damaged_by_scanning_is_no_gap(self) -> None:
        assert codes("7. Bảy\n\n§. Tám\n\n9. Chín\n") == []


def _outline(labels: str) -> str:
    text = labels.replace("Chương ", "Chương_").replace("Điều ", "Điều_")
    lines = (f"{label.replace('_', ' ')} Nội dung {'x' * n}" for n, label in enumerate(text.split(), 1))
    return "\n\n".join(lines) + "\n"


class TestWholeDocuments:
    def test_corpora_give_what_was_planted_and_nothing_else(self) -> None:
        results = {
            (path.stem, each.code, directive.quote(each))
            for path in sorted(CORPORA.rglob("*.txt"))
            for directive in [read(path)]
            for each in check(directive)
        }
        assert results == PLANTED

    def test_findings_stand_in_the_order_of_the_text(self) -> None:
        directive = parse("I. A\n\nTheo Quyết định số 217-QĐ/TW, ngày 22/12/2013.\n\nIII. B\n\n27/NQ-TW.\n")
        starts = [each.start for each in check(directive)]
        assert len(starts) == 3
        assert starts == sorted(starts)

    def test_a_file_of_ones_own_counts(self, tmp_path: Path) -> None:
        own = tmp_path / "own.csv"
        own.write_text(
            "id,symbol,type,date,issuer,level,system,source,confidence\n"
            "977-KL/TW@2022-05-06,977-KL/TW,Kết luận,2022-05-06,Bộ Chính trị,central,party,directive,high\n",
            encoding="utf-8",
        )
        text = "Kết luận số 977-KL/TW ngày 06/6/2022 của Bộ Chính trị"
        assert found(text, registry=Registry.load([own])) == [
            ("date-registry", "06/6/2022", "ngày 06/05/2022")
        ]

    def test_every_check_has_its_rule(self) -> None:
        assert set(CHECKS) == set(rules())

    def test_messages_name_the_words_concerned(self) -> None:
        directive = read(CORPORA / "dong-khe" / "da-05-tu-2022.txt")
        [finding] = check(directive)
        assert "388-QĐ/TW" in finding.message
        assert "Ban Thường vụ Tỉnh ủy" in finding.message
        assert Finding.model_validate_json(finding.model_dump_json()) == finding


class TestSarif:
    def test_regions_count_lines_and_characters(self) -> None:
        text = "Dòng một\n  🙂 theo Quyết định số 217-QĐ/TW,\nngày 22/12/2013 của Bộ Chính trị"
        directive = parse(text, source="thư mục/dự thảo.txt")
        log = json.loads(sarif([(directive, check(directive))]))
        run = log["runs"][0]
        [result] = run["results"]
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert (region["startLine"], region["startColumn"]) == (3, 6)
        assert (region["endLine"], region["endColumn"]) == (3, 16)
        assert region["snippet"]["text"] == "22/12/2013"
        assert unquote(place["artifactLocation"]["uri"]) == directive.source
        assert run["columnKind"] == "unicodeCodePoints"

    def test_what_the_schema_requires(self) -> None:
        directives = [read(path) for path in sorted(CORPORA.rglob("*.txt"))]
        log = json.loads(sarif((each, check(each)) for each in directives))
        assert log["version"] == "2.1.0"
        assert log["$schema"].endswith("sarif-schema-2.1.0.json")
        [run] = log["runs"]
        described = run["tool"]["driver"]["rules"]
        assert run["tool"]["driver"]["name"] == "danvan"
        assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in described)
        assert len(run["results"]) == len(PLANTED)
        for result in run["results"]:
            assert described[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            assert result["message"]["text"]
            for number in _numbers(result["locations"][0]["physicalLocation"]["region"]):
                assert number >= 1


def _numbers(region: dict[str, object]) -> Iterator[int]:
    return (value for value in region.values() if isinstance(value, int))


class TestCommand:
    @pytest.fixture
    def draft(self, tmp_path: Path) -> Path:
        path = tmp_path / "dự thảo.txt"
        path.write_text("Thực hiện Nghị quyết số 27/NQ-TW.\n\n3. Ba\n\n5. Năm\n", encoding="utf-8")
        return path

    def test_json_of_one_file_is_a_list_of_findings(self, draft: Path) -> None:
        printed = json.loads(_danvan("check", draft, "--format", "json").stdout)
        assert [each["code"] for each in printed] == ["symbol-style", "numbering-gap"]
        assert all(
            each.keys() == {"code", "start", "end", "severity", "message", "suggestion"} for each in printed
        )

    def test_json_of_several_files_names_the_source(self, draft: Path) -> None:
        clean = CORPORA / "tan-giang" / "kh-15-ubnd-2026.txt"
        printed = json.loads(_danvan("check", draft, clean, "-f", "json").stdout)
        assert {each["source"] for each in printed} == {str(draft)}

    def test_table_is_in_vietnamese(self, draft: Path) -> None:
        printed = _danvan("check", draft).stdout.decode()
        for words in ("Dòng", "Mức độ", "Gợi ý", "Cảnh báo", "27-NQ/TW"):
            assert words in printed
        clean = _danvan("check", CORPORA / "tan-giang" / "kh-15-ubnd-2026.txt").stdout.decode()
        assert "không có điểm nào cần xem lại" in clean

    def test_sarif_of_a_folder(self) -> None:
        log = json.loads(_danvan("check", CORPORA, "--format", "sarif").stdout)
        assert len(log["runs"][0]["artifacts"]) == 18
        assert len(log["runs"][0]["results"]) == len(PLANTED)

    @pytest.mark.parametrize(("limit", "code"), [((), 0), (("error",), 0), (("warning",), 1)])
    def test_exit_code_is_one_only_where_asked_for(
        self, draft: Path, limit: tuple[str, ...], code: int
    ) -> None:
        options = ("--fail-on", *limit) if limit else ()
        assert _danvan("check", draft, *options).returncode == code

    def test_a_file_that_cannot_be_read(self, draft: Path, tmp_path: Path) -> None:
        alone = _danvan("check", tmp_path / "none.txt", "--format", "json")
        assert (alone.returncode, alone.stdout) == (2, b"")
        assert len(alone.stderr.decode().splitlines()) == 1
        among = _danvan("check", draft, tmp_path / "none.txt", "--format", "json")
        assert among.returncode == 1
        assert len(json.loads(among.stdout)) == 2

    def test_a_folder_that_is_no_store(self, draft: Path, tmp_path: Path) -> None:
        done = _danvan("check", draft, "--store", tmp_path)
        assert done.returncode == 2
        assert "danvan build" in done.stderr.decode()


def _danvan(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    code = "from danvan_docs.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "COLUMNS": "120"},
        timeout=120,
    )


DRAFT = "TỈNH ỦY LAM HÀ\n*\nSố      -KH/TU\nLam Hà, {day}\n\nKẾ HOẠCH\nvề trồng cây\n\nI. NHIỆM VỤ\n\n"


class TestDrafts:
    """A draft whose day is still open is checked by the first day that it can have."""

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("ngày     tháng 12 năm 2025", ["body-dissolved"]),
            ("ngày ... tháng ... năm 2026", ["body-dissolved"]),
            ("ngày … tháng … năm", ["body-dissolved"]),
            ("ngày     tháng 01 năm 2024", []),
            ("ngày ... tháng ... năm 2025", []),  # the first half of the year is as possible
        ],
    )
    def test_a_body_that_has_ended(self, day: str, expected: list[str]) -> None:
        text = DRAFT.format(day=day) + "1. Ủy ban nhân dân huyện Suối Đá trồng cây.\n"
        assert codes(text) == expected

    def test_a_document_without_any_date_is_no_draft(self) -> None:
        assert codes("KẾ HOẠCH\n\n1. Ủy ban nhân dân huyện Suối Đá trồng cây.") == []

    def test_a_deadline_is_no_sign_of_the_past(self) -> None:
        task = "1. Ủy ban nhân dân huyện Suối Đá trồng cây, báo cáo trước ngày {day}.\n"
        for day in ("30/6/2025", "30/6/2027"):
            assert "body-dissolved" in codes(plan(task.format(day=day)))
        assert (
            codes(plan("I. TÌNH HÌNH\n\n1. Năm 2020, Ủy ban nhân dân huyện Suối Đá đã trồng 500 cây.\n"))
            == []
        )

    def test_a_body_in_quotes_is_what_an_amendment_replaces(self) -> None:
        assert (
            codes(plan("1. Thay cụm từ “Ủy ban nhân dân huyện Suối Đá” bằng “Ủy ban nhân dân xã”.\n")) == []
        )


class TestDays:
    @pytest.mark.parametrize("day", ["31/11/2025", "30/02/2026", "26/13/2022", "31 tháng 4 năm 2026"])
    def test_a_day_that_no_calendar_has(self, day: str) -> None:
        for words in (f"Sở Nội vụ báo cáo trước ngày {day}.", f"Thực hiện Chỉ thị số 18-CT/TW ngày {day}."):
            assert ("date-impossible", day, "Kiểm tra lại ngày, tháng, năm.") in found(plan(f"1. {words}\n"))

    def test_the_number_of_an_instrument_is_no_date(self) -> None:
        assert codes(plan("1. Thực hiện Nghị quyết số 66.4/2025/NQ-CP của Chính phủ.\n")) == []

    @pytest.mark.parametrize(
        ("symbol", "day", "wrong"),
        [
            ("46/2002/QĐ-UBND", "12/9/2022", True),
            ("46/2022/QĐ-UBND", "12/9/2022", False),
            ("46/QĐ-UBND", "12/9/2022", False),
        ],
    )
    def test_the_year_in_a_number(self, symbol: str, day: str, wrong: bool) -> None:
        text = plan(
            f"Căn cứ Quyết định số {symbol} ngày {day} của Ủy ban nhân dân tỉnh;\n\n1. Sở Nội vụ trồng cây.\n"
        )
        assert codes(text) == ["symbol-year"] * wrong

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("hoàn thành trước ngày 30/6/2026", ["deadline-past"]),
            ("chậm nhất là ngày 30/6/2026", ["deadline-past"]),
            ("hoàn thành trước ngày 30/6/2027", []),
            ("từ ngày 01/6/2026 đến ngày 30/6/2026", []),  # may tell of what was
            ("chậm nhất ngày 19/12/2026", ["deadline-weekend"]),
            ("chậm nhất ngày 18/12/2026", []),
            ("trước ngày 19/12/2026", []),
            ("trước ngày 15/6 hằng năm", []),
        ],
    )
    def test_deadlines(self, words: str, expected: list[str]) -> None:
        assert codes(plan(f"1. Sở Nội vụ trồng cây, {words}.\n")) == expected


class TestDoubled:
    @pytest.mark.parametrize(
        ("words", "once"),
        [
            ("thực hiện Chỉ thị số số 46-CT/TW", "số"),
            ("theo quy định của của Bộ Công an", "của"),
            ("hoàn thành chương trình chương trình tập huấn", "chương trình"),
            ("tuyên truyền về trồng cây..", "."),
            ("tuyên truyền,, vận động", ","),
        ],
    )
    def test_words_and_signs_that_stand_twice(self, words: str, once: str) -> None:
        assert [(code, said) for code, _, said in found(plan(f"1. Sở Nội vụ {words}\n"))] == [
            ("doubled-word", once)
        ]

    @pytest.mark.parametrize(
        "words",
        [
            "luôn luôn đôn đốc, ngày ngày theo dõi...",
            "thường thường họp, dần dần nâng cao chất lượng.",
            "tổng số số liệu, kèm theo theo danh mục, tiếp theo theo dõi.",
            "cơ quan quan tâm, cán bộ bộ đội, đồng bộ bộ máy.",
            "chống đói, rét,..",
        ],
    )
    def test_what_the_language_says_twice(self, words: str) -> None:
        assert codes(plan(f"1. Sở Nội vụ {words}\n")) == []


class TestAdvice:
    def test_the_issuer_beside_a_symbol_tells_which_way_it_is_wrong(self) -> None:
        text = plan("Căn cứ Chỉ thị số {} ngày {} của {};\n\n1. Sở Nội vụ trồng cây.\n")
        ((code, _, said),) = found(text.format("50-CT/TTg", "23/7/2025", "Ban Bí thư"))
        assert (code, "50-CT/TW" in said, "50/CT-TTg" in said) == ("symbol-issuer", True, False)
        ((code, _, said),) = found(text.format("33-CT/TTg", "26/11/2021", "Thủ tướng Chính phủ"))
        assert (code, said) == ("symbol-style", "33/CT-TTg")

    def test_a_steering_committee_may_be_of_the_party_or_of_the_state(self) -> None:
        assert codes(plan("Căn cứ Quyết định số 688/QĐ-BCĐ ngày 21/8/2025 của Ban Chỉ đạo;\n")) == []
