"""Which instrument a mention means: the evidence in the sentence, in the document and in the registry."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import work

from danvan_docs import parse
from danvan_docs.authority import registry
from danvan_docs.linking import link_citations, link_named
from danvan_docs.linking.succession import Succession
from danvan_docs.models import Citation, NamedInstrument


def cite(text: str, words: str, symbol: str, **fields: Any) -> Citation:
    start = text.index(words)
    fields.setdefault("type", None)
    return Citation(start=start, end=start + len(words), symbol=symbol, **fields)


def link(text: str, *mentions: tuple[str, str, dict[str, Any]], **context: Any) -> list[Citation]:
    citations = [cite(text, words, symbol, **fields) for words, symbol, fields in mentions]
    return link_citations(citations, text, registry(), **context)


def link_one(
    text: str, words: str, symbol: str, context: dict[str, Any] | None = None, **fields: Any
) -> Citation:
    return link(text, (words, symbol, fields), **context or {})[0]


def link_name(words: str, type_name: str, following: str = "", **context: Any) -> NamedInstrument:
    mention = NamedInstrument(start=0, end=len(words), type=type_name, name=words)
    return link_named([mention], registry(), text=words + following, **context)[0]


RESOLUTION = {"type": "Nghị quyết"}


class TestHomonyms:
    """25-NQ/TW names four resolutions: on religion, on youth, on mass mobilisation, on ideology."""

    @pytest.mark.parametrize("day", ["2003-03-12", "2008-07-25", "2013-06-03", "2026-08-22"])
    def test_told_apart_by_date(self, day: str) -> None:
        found = link_one(
            "theo Nghị quyết số 25-NQ/TW", "Nghị quyết số 25-NQ/TW", "25-NQ/TW", date=day, **RESOLUTION
        )
        assert (found.instrument_id, found.reason) == (f"25-NQ/TW@{day}", "symbol and date")
        assert found.confidence is not None
        assert found.confidence > 0.95

    def test_told_apart_by_month(self) -> None:
        found = link_one("NQ 25-NQ/TW (7/2008)", "NQ 25-NQ/TW", "25-NQ/TW", date="2008-07")
        assert found.instrument_id == "25-NQ/TW@2008-07-25"

    def test_told_apart_by_issuer(self) -> None:
        text = "Nghị quyết số 25-NQ/TW của Bộ Chính trị"
        found = link_one(text, "Nghị quyết số 25-NQ/TW", "25-NQ/TW", issuer="Bộ Chính trị", **RESOLUTION)
        assert (found.instrument_id, found.reason) == ("25-NQ/TW@2026-08-22", "symbol and issuer")

    def test_told_apart_by_term(self) -> None:
        text = "Nghị quyết số 25-NQ/TW của Ban Chấp hành Trung ương khoá XI được quán triệt"
        found = link_one(
            text, "Nghị quyết số 25-NQ/TW", "25-NQ/TW", issuer="Ban Chấp hành Trung ương", **RESOLUTION
        )
        assert (found.instrument_id, found.reason) == ("25-NQ/TW@2013-06-03", "symbol and issuer and term")

    @pytest.mark.parametrize(
        ("subject", "day"),
        [
            ("về công tác tôn giáo trong tình hình mới", "2003-03-12"),
            ("về tăng cường sự lãnh đạo của Đảng đối với công tác thanh niên; các cấp uỷ cần", "2008-07-25"),
            ("về tăng cường và đổi mới sự lãnh đạo của Đảng đối với công tác dân vận.", "2013-06-03"),
            ('"Tăng cường và đổi mới sự lãnh đạo của Đảng đối với công tác dân vận"', "2013-06-03"),
        ],
    )
    def test_told_apart_by_subject(self, subject: str, day: str) -> None:
        text = f"Tiếp tục thực hiện Nghị quyết 25-NQ/TW {subject}"
        found = link_one(text, "Nghị quyết 25-NQ/TW", "25-NQ/TW", **RESOLUTION)
        assert (found.instrument_id, found.reason) == (f"25-NQ/TW@{day}", "symbol and subject")

    def test_told_apart_by_another_mention_that_has_a_date(self) -> None:
        text = "Nghị quyết 25-NQ/TW nêu rõ. Theo Nghị quyết số 25/NQ-TW, ngày 03/6/2013"
        first, second = link(
            text,
            ("Nghị quyết 25-NQ/TW", "25-NQ/TW", RESOLUTION),
            ("Nghị quyết số 25/NQ-TW", "25/NQ-TW", RESOLUTION | {"date": "2013-06-03"}),
        )
        assert first.instrument_id == second.instrument_id == "25-NQ/TW@2013-06-03"
        assert first.reason == "same symbol dated elsewhere in the document"

    def test_the_subject_goes_before_a_date_elsewhere(self) -> None:
        text = "Nghị quyết 25-NQ/TW\nvề công tác tôn giáo; Nghị quyết số 25-NQ/TW, ngày 03/6/2013"
        first, second = link(
            text,
            ("Nghị quyết 25-NQ/TW", "25-NQ/TW", RESOLUTION),
            ("Nghị quyết số 25-NQ/TW", "25-NQ/TW", RESOLUTION | {"date": "2013-06-03"}),
        )
        assert first.instrument_id == "25-NQ/TW@2003-03-12"
        assert second.instrument_id == "25-NQ/TW@2013-06-03"

    def test_two_of_them_cited_in_full_leave_the_short_form_open(self) -> None:
        text = "Nghị quyết 25-NQ/TW (2003), Nghị quyết 25-NQ/TW (2013); Nghị quyết 25-NQ/TW đã"
        *_, short = link_citations(
            [
                Citation(start=0, end=19, symbol="25-NQ/TW", date="2003-03-12", **RESOLUTION),
                Citation(start=28, end=47, symbol="25-NQ/TW", date="2013-06-03", **RESOLUTION),
                Citation(start=56, end=75, symbol="25-NQ/TW", **RESOLUTION),
            ],
            text,
            registry(),
        )
        assert short.instrument_id is None
        assert short.candidates == ["25-NQ/TW@2003-03-12", "25-NQ/TW@2013-06-03"]

    def test_narrowed_by_the_date_of_the_document(self) -> None:
        text = "triển khai Nghị quyết 25-NQ/TW"
        found = link_one(
            text, "Nghị quyết 25-NQ/TW", "25-NQ/TW", {"document_date": "2005-10-01"}, **RESOLUTION
        )
        assert found.instrument_id == "25-NQ/TW@2003-03-12"
        assert found.reason == "symbol and the time of the document"

    def test_left_open_without_any_clue(self) -> None:
        found = link_one("triển khai Nghị quyết 25-NQ/TW", "Nghị quyết 25-NQ/TW", "25-NQ/TW", **RESOLUTION)
        assert found.instrument_id is None
        assert found.confidence is None
        assert found.reason == "ambiguous: 5 instruments of that symbol"
        assert len(found.candidates) == 5


class TestTime:
    """What nothing else tells apart is of the document's own time: the term of the Party, the year of the state."""

    @pytest.mark.parametrize(
        ("day", "instrument"),
        [
            ("1986-01-05", "25-NQ/TW@1985-06-17"),
            ("2005-10-01", "25-NQ/TW@2003-03-12"),
            ("2009-02-01", "25-NQ/TW@2008-07-25"),
            ("2014-04-01", "25-NQ/TW@2013-06-03"),
            ("2026-10-15", "25-NQ/TW@2026-08-22"),
            ("2026-05-20", None),  # the term has not come to number 25 yet, and four are older
            ("2018-05-20", None),
        ],
    )
    def test_the_party_numbers_by_term(self, day: str, instrument: str | None) -> None:
        text = "triển khai Nghị quyết 25-NQ/TW trong toàn tỉnh"
        found = link_one(text, "Nghị quyết 25-NQ/TW", "25-NQ/TW", {"document_date": day}, **RESOLUTION)
        assert found.instrument_id == instrument
        assert instrument or len(found.candidates) > 1

    @pytest.mark.parametrize(
        ("day", "instrument"),
        [
            ("2025-12-01", "33/CT-TTg@2025-11-06"),
            ("2021-12-01", "33/CT-TTg@2021-11-26"),
            ("2026-02-01", None),
        ],
    )
    def test_the_state_numbers_by_year(self, day: str, instrument: str | None) -> None:
        text = "thực hiện Chỉ thị số 33/CT-TTg trên địa bàn"
        found = link_one(text, "Chỉ thị số 33/CT-TTg", "33/CT-TTg", {"document_date": day}, type="Chỉ thị")
        assert found.instrument_id == instrument

    @pytest.mark.parametrize(
        ("words", "instrument"),
        [
            ("về công tác tôn giáo", "25-NQ/TW@2003-03-12"),
            ("về tăng cường sự lãnh đạo của Đảng đối với công tác thanh niên", "25-NQ/TW@2008-07-25"),
            ("về tăng cường và đổi mới sự lãnh đạo của Đảng đối với công tác dân vận", "25-NQ/TW@2013-06-03"),
            ("về nuôi trồng thủy sản ven biển miền Trung", None),
        ],
    )
    def test_words_about_something_else_go_before_the_time(self, words: str, instrument: str | None) -> None:
        text = f"quán triệt Nghị quyết 25-NQ/TW {words}"
        found = link_one(
            text, "Nghị quyết 25-NQ/TW", "25-NQ/TW", {"document_date": "2026-10-15"}, **RESOLUTION
        )
        assert found.instrument_id == instrument

    def test_an_issuer_goes_before_the_time(self) -> None:
        found = link_one(
            "Nghị quyết 25-NQ/TW của Ban Chấp hành Trung ương khóa X",
            "Nghị quyết 25-NQ/TW",
            "25-NQ/TW",
            {"document_date": "2026-10-15"},
            issuer="Ban Chấp hành Trung ương",
            **RESOLUTION,
        )
        assert found.instrument_id == "25-NQ/TW@2008-07-25"


class TestSymbol:
    @pytest.mark.parametrize("written", ["27/NQ-TW", "27-NQ-TW", "27/NQ/TW", "27-NQ/TƯ"])
    def test_swapped_separators_mean_the_same_instrument(self, written: str) -> None:
        found = link_one(f"{written} ngày 09/11/2022", written, written, date="2022-11-09")
        assert found.instrument_id == "27-NQ/TW@2022-11-09"

    def test_same_number_and_year_of_party_and_state_stay_apart(self) -> None:
        text = "Nghị quyết số 71-NQ/TW ngày 22/8/2025, Nghị quyết số 71/NQ-CP ngày 01/4/2025"
        party, state = link(
            text,
            ("Nghị quyết số 71-NQ/TW", "71-NQ/TW", RESOLUTION | {"date": "2025-08-22"}),
            ("Nghị quyết số 71/NQ-CP", "71/NQ-CP", RESOLUTION | {"date": "2025-04-01"}),
        )
        assert [party.instrument_id, state.instrument_id] == ["71-NQ/TW@2025-08-22", "71/NQ-CP@2025-04-01"]

    def test_a_law_number_holds_its_year_and_stands_alone(self) -> None:
        found = link_one("Luật số 10/2022/QH15", "Luật số 10/2022/QH15", "10/2022/QH15", type="Luật")
        assert (found.instrument_id, found.confidence) == ("10/2022/QH15@2022-11-10", 0.95)

    def test_a_number_that_starts_again_each_year_is_less_sure(self) -> None:
        found = link_one("Chỉ thị số 13/CT-TTg", "Chỉ thị số 13/CT-TTg", "13/CT-TTg", type="Chỉ thị")
        assert (found.instrument_id, found.confidence) == ("13/CT-TTg@2025-05-17", 0.6)

    def test_a_number_is_never_matched_for_likeness(self) -> None:
        found = link_one("Nghị quyết số 125-NQ/TW", "Nghị quyết số 125-NQ/TW", "125-NQ/TW", **RESOLUTION)
        assert (found.instrument_id, found.candidates, found.reason) == (None, [], "not in the registry")

    def test_another_type_word_does_not_block_a_dated_symbol(self) -> None:
        found = link_one(
            "Quy định 217-QĐ/TW", "Quy định 217-QĐ/TW", "217-QĐ/TW", type="Quy định", date="2013-12-12"
        )
        assert found.instrument_id == "217-QĐ/TW@2013-12-12"

    def test_the_type_word_tells_a_decision_from_a_regulation(self) -> None:
        found = link_one("Quyết định 23-QĐ/TW", "Quyết định 23-QĐ/TW", "23-QĐ/TW", type="Quyết định")
        assert (found.instrument_id, found.reason) == ("23-QĐ/TW@2021-07-30", "symbol and type")

    def test_an_instrument_cited_with_a_wrong_symbol_and_its_own_date(self) -> None:
        found = link_one("Thông báo số 160-KL/TW", "Thông báo số 160-KL/TW", "160-KL/TW", date="2020-01-15")
        assert found.instrument_id == "160-TB/TW@2020-01-15"

    def test_that_wrong_symbol_alone_means_its_rightful_owner(self) -> None:
        found = link_one("Kết luận 160-KL/TW", "Kết luận 160-KL/TW", "160-KL/TW", type="Kết luận")
        assert found.instrument_id == "160-KL/TW@2025-05-31"


class TestDates:
    def test_an_unknown_date_is_not_passed_over(self) -> None:
        found = link_one("Kết luận số 43-KL/TW", "Kết luận số 43-KL/TW", "43-KL/TW", date="2019-07-01")
        assert found.instrument_id is None
        assert found.candidates == ["43-KL/TW@2019-01-07"]
        assert found.reason == "date differs from the registry (2019-01-07)"

    def test_a_date_that_others_print_too_links_with_less_trust(self) -> None:
        right, slip = (
            link_one("Quyết định số 217-QĐ/TW", "Quyết định số 217-QĐ/TW", "217-QĐ/TW", date=day)
            for day in ("2013-12-12", "2013-12-22")
        )
        assert right.instrument_id == slip.instrument_id == "217-QĐ/TW@2013-12-12"
        assert right.confidence is not None
        assert slip.confidence is not None
        assert slip.confidence < right.confidence

    def test_a_short_form_of_a_citation_with_unknown_date_is_not_linked_either(self) -> None:
        text = "Kết luận số 43-KL/TW ngày 01/7/2019; thực hiện Kết luận 43-KL/TW"
        _, short = link(
            text,
            ("Kết luận số 43-KL/TW", "43-KL/TW", {"date": "2019-07-01"}),
            ("Kết luận 43-KL/TW", "43-KL/TW", {}),
        )
        assert short.instrument_id is None

    def test_a_law_dated_by_another_day_is_still_that_law(self) -> None:
        found = link_one("Luật số 10/2022/QH15", "Luật số 10/2022/QH15", "10/2022/QH15", date="2022-11-22")
        assert found.instrument_id == "10/2022/QH15@2022-11-10"
        assert found.reason == "symbol with its year; date differs from the registry (2022-11-10)"

    def test_nothing_later_than_the_document(self) -> None:
        found = link_one(
            "Nghị quyết 57-NQ/TW", "Nghị quyết 57-NQ/TW", "57-NQ/TW", {"document_date": "2020-01-01"}
        )
        assert found.instrument_id is None
        assert found.reason == "every instrument of that symbol is later than the document"


class TestIssuer:
    def test_a_central_symbol_of_a_provincial_committee_is_not_linked(self) -> None:
        found = link_one(
            "Chỉ thị 15-CT/TW của Ban Thường vụ Tỉnh ủy",
            "Chỉ thị 15-CT/TW",
            "15-CT/TW",
            issuer="Ban Thường vụ Tỉnh ủy",
            issues=["issuer_symbol_mismatch"],
        )
        assert (found.instrument_id, found.reason) == (None, "issuer and symbol disagree")

    def test_another_central_issuer_lowers_the_trust(self) -> None:
        found = link_one("Quy định số 217-QĐ/TW", "Quy định số 217-QĐ/TW", "217-QĐ/TW", issuer="Ban Bí thư")
        assert (found.instrument_id, found.confidence) == ("217-QĐ/TW@2013-12-12", 0.6)


class TestProvinces:
    TEXT = "Chỉ thị số 12-CT/TU, ngày 26/8/2022 của Ban Thường vụ Tỉnh ủy"

    def found(self, province: str | None) -> Citation:
        fields = {"type": "Chỉ thị", "date": "2022-08-26", "issuer": "Ban Thường vụ Tỉnh ủy"}
        return link(self.TEXT, ("Chỉ thị số 12-CT/TU", "12-CT/TU", fields), province=province)[0]

    @pytest.mark.parametrize("written", ["Nam Định", "tỉnh Nam Định", "NAM ĐỊNH"])
    def test_linked_in_its_own_province(self, written: str) -> None:
        assert self.found(written).instrument_id == "12-CT/TU@2022-08-26#Nam Định"

    def test_not_linked_in_another_province(self) -> None:
        assert (self.found("Thái Bình").instrument_id, self.found("Thái Bình").candidates) == (None, [])

    def test_not_linked_where_the_province_is_not_known(self) -> None:
        assert (self.found(None).instrument_id, self.found(None).reason) == (
            None,
            "local symbol, province not known",
        )


class TestBareNumbers:
    def test_short_for_a_symbol_cited_before(self) -> None:
        text = "Nghị quyết số 18-NQ/TW ngày 25/10/2017 và, sau đó, Nghị quyết 18 đã"
        full, short = link(
            text,
            ("Nghị quyết số 18-NQ/TW", "18-NQ/TW", RESOLUTION | {"date": "2017-10-25"}),
            ("Nghị quyết 18 ", "18", RESOLUTION),
        )
        assert full.instrument_id == short.instrument_id == "18-NQ/TW@2017-10-25"
        assert short.reason == "short for 18-NQ/TW"

    def test_short_for_a_symbol_that_no_file_knows(self) -> None:
        text = "Nghị quyết số 57-NQ/HU của huyện; thực hiện Nghị quyết 57 của huyện"
        _, short = link(
            text, ("Nghị quyết số 57-NQ/HU", "57-NQ/HU", RESOLUTION), ("Nghị quyết 57 ", "57", RESOLUTION)
        )
        assert (short.instrument_id, short.reason) == (None, "short for 57-NQ/HU, which is not linked")

    def test_short_for_a_symbol_cited_with_either_type_word(self) -> None:
        text = "Quy định số 377-QĐ/TW, ngày 08/10/2025; Quyết định số 377-QĐ/TW (gọi tắt là Quy định 377)"
        *_, short = link(
            text,
            ("Quy định số 377-QĐ/TW", "377-QĐ/TW", {"type": "Quy định", "date": "2025-10-08"}),
            ("Quyết định số 377-QĐ/TW", "377-QĐ/TW", {"type": "Quyết định"}),
            ("Quy định 377", "377", {"type": "Quy định"}),
        )
        assert (short.instrument_id, short.reason) == ("377-QĐ/TW@2025-10-08", "short for 377-QĐ/TW")

    def test_another_type_of_that_number_is_no_antecedent(self) -> None:
        text = "Kết luận số 57-KL/TW ngày 03/11/2009; Nghị quyết 57 là đột phá"
        _, short = link(
            text,
            ("Kết luận số 57-KL/TW", "57-KL/TW", {"type": "Kết luận", "date": "2009-11-03"}),
            ("Nghị quyết 57 ", "57", RESOLUTION),
        )
        assert (short.instrument_id, short.confidence) == ("57-NQ/TW@2024-12-22", 0.6)

    def test_known_by_its_number_as_a_name(self) -> None:
        found = link_one("triển khai Đề án 06 tại xã", "Đề án 06", "06", type="Đề án")
        assert found.instrument_id == "06/QĐ-TTg@2022-01-06"

    def test_several_of_that_number_stay_open(self) -> None:
        found = link_one("Nghị quyết 71 và các", "Nghị quyết 71", "71", **RESOLUTION)
        assert found.instrument_id is None
        assert found.candidates == ["71/NQ-CP@2025-04-01", "71-NQ/TW@2025-08-22"]

    @pytest.mark.parametrize("before", ["", "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020; "])
    def test_a_number_with_its_year_is_enough(self, before: str) -> None:
        *_, found = parse(f"{before}Nghị định 30/2020 của Chính phủ về công tác văn thư").citations
        assert found.instrument_id == "30/2020/NĐ-CP@2020-03-05"
        assert (found.confidence or 0) >= 0.85

    def test_a_date_tells_bare_numbers_apart(self) -> None:
        found = link_one(
            "Nghị quyết 71 ngày 22/8/2025", "Nghị quyết 71", "71", date="2025-08-22", **RESOLUTION
        )
        assert (found.instrument_id, found.reason) == ("71-NQ/TW@2025-08-22", "type, number and date")

    def test_a_number_of_nothing_known_with_words_behind_it(self) -> None:
        text = "Thông tri 77 về công tác dân vận ở cơ sở"
        found = link_one(text, "Thông tri 77", "77", type="Thông tri")
        assert (found.instrument_id, found.reason) == (None, "not in the registry")


class TestNamed:
    def test_a_law_by_name(self) -> None:
        found = link_name("Luật Thực hiện dân chủ ở cơ sở", "Luật")
        assert (found.instrument_id, found.reason) == ("10/2022/QH15@2022-11-10", "name")

    @pytest.mark.parametrize(
        ("day", "law"),
        [("2014-01-01", "03/2011/QH13@2011-11-11"), ("2020-01-01", "25/2018/QH14@2018-06-12"), (None, None)],
    )
    def test_a_law_with_two_versions_by_the_date_of_the_document(
        self, day: str | None, law: str | None
    ) -> None:
        found = link_name("Luật Tố cáo", "Luật", document_date=day)
        assert found.instrument_id == law
        assert len(found.candidates) == (0 if law else 2)

    @pytest.mark.parametrize("written", ["Luật Tố cáo năm 2011", "Luật Tố cáo (2011)"])
    def test_a_law_with_two_versions_by_the_year_in_its_name(self, written: str) -> None:
        assert link_name(written, "Luật").instrument_id == "03/2011/QH13@2011-11-11"

    def test_the_constitution_of_the_day(self) -> None:
        assert (
            link_name("Hiến pháp", "Hiến pháp", document_date="2023").instrument_id == "Hiến pháp@2013-11-28"
        )
        assert link_name("Hiến pháp năm 1992", "Hiến pháp").instrument_id == "Hiến pháp@1992-04-15"

    def test_a_year_that_no_version_has_is_not_passed_over(self) -> None:
        found = link_name("Luật Tố cáo năm 2016", "Luật")
        assert found.instrument_id is None
        assert found.reason == "date differs from the registry (2011-11-11, 2018-06-12)"

    @pytest.mark.parametrize(
        "written",
        [
            "Nghị quyết Đại hội XIII của Đảng",
            "Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII",
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
            "NGHỊ QUYẾT ĐẠI HỘI LẦN THỨ XIII CỦA ĐẢNG",
        ],
    )
    def test_a_national_congress(self, written: str) -> None:
        assert link_name(written, "Nghị quyết").instrument_id == "NQĐH-XIII@2021-02-01"

    @pytest.mark.parametrize(
        "written",
        [
            "Nghị quyết Đại hội XI của Đảng bộ tỉnh",
            "Nghị quyết Đại hội đảng bộ huyện Đức Trọng lần thứ XIII",
            "Nghị quyết Đại hội XIII Công đoàn Việt Nam",
        ],
    )
    def test_another_congress_is_not_the_national_one(self, written: str) -> None:
        assert link_name(written, "Nghị quyết").instrument_id is None

    @pytest.mark.parametrize(
        "written",
        [
            "Nghị quyết Trung ương 7 khóa XI",
            "Nghị quyết Trung ương 7 (khoá XI)",
            "Nghị quyết Hội nghị lần thứ bảy Ban Chấp hành Trung ương khóa XI",
            "Nghị quyết Hội nghị Trung ương lần thứ 7, khóa XI",
        ],
    )
    def test_a_plenum_that_passed_several_resolutions(self, written: str) -> None:
        open_, told = (
            link_name(written, "Nghị quyết"),
            link_name(written, "Nghị quyết", " về công tác dân vận."),
        )
        assert open_.candidates == ["24-NQ/TW@2013-06-03", "25-NQ/TW@2013-06-03"]
        assert (told.instrument_id, told.reason) == ("25-NQ/TW@2013-06-03", "plenum and subject")

    def test_a_plenum_that_passed_one_of_that_type(self) -> None:
        assert (
            link_name("Nghị quyết Trung ương 9 khóa XI", "Nghị quyết").instrument_id == "33-NQ/TW@2014-06-09"
        )
        assert (
            link_name("Kết luận Hội nghị Trung ương 4 khóa XIII", "Kết luận").instrument_id
            == "21-KL/TW@2021-10-25"
        )

    def test_a_statute_that_a_decision_promulgates(self) -> None:
        written = "Quy chế giám sát và phản biện xã hội của Mặt trận Tổ quốc Việt Nam và các đoàn thể"
        assert link_name(written, "Quy chế").instrument_id == "217-QĐ/TW@2013-12-12"

    def test_a_name_of_two_instruments_means_the_one_cited_by_number(self) -> None:
        text = (
            "Quyết định số 23-QĐ/TW, ngày 30/7/2021 ban hành Quy chế công tác dân vận của hệ thống chính trị"
        )
        cited = link(text, ("Quyết định số 23-QĐ/TW", "23-QĐ/TW", {"date": "2021-07-30"}))
        words = "Quy chế công tác dân vận của hệ thống chính trị"
        mention = NamedInstrument(start=text.index(words), end=len(text), type="Quy chế", name=words)
        alone, beside = (link_named([mention], registry(), citations=each)[0] for each in ([], cited))
        assert (alone.instrument_id, len(alone.candidates)) == (None, 2)
        assert beside.instrument_id == "23-QĐ/TW@2021-07-30"

    def test_a_name_later_than_the_document(self) -> None:
        found = link_name("Luật Thực hiện dân chủ ở cơ sở", "Luật", document_date="2018-01-01")
        assert (found.instrument_id, found.reason) == (None, "later than the document")


def test_nothing_but_the_link_is_changed() -> None:
    cited = cite("Kết luận 43-KL/TW", "Kết luận 43-KL/TW", "43-KL/TW", type="Kết luận", use="implements")
    found = link_citations([cited], "Kết luận 43-KL/TW", registry())[0]
    decided = {"instrument_id", "confidence", "reason", "candidates"}
    assert found.model_dump(exclude=decided) == cited.model_dump(exclude=decided)
    assert cited.instrument_id is None


def test_nothing_to_link() -> None:
    assert link_citations([], "", registry()) == []
    assert link_named([], registry()) == []


def test_work_grows_with_the_citations_alone() -> None:
    text = "Nghị quyết 25-NQ/TW về công tác dân vận; " * 4000
    step = len(text) // 4000
    citations = [
        Citation(start=at * step, end=at * step + 19, symbol="25-NQ/TW", type="Nghị quyết")
        for at in range(4000)
    ]

    def calls(count: int) -> int:
        return work(lambda: link_citations(citations[:count], text, registry()))

    assert calls(1000) <= 5 * calls(250) + 100


def bodies(text: str) -> list[tuple[str, str | None, str | None, list[str]]]:
    head = "TỈNH ỦY LAM HÀ\n*\nSố 12-KH/TU\nLam Hà, ngày 05 tháng 3 năm 2022\n\nKẾ HOẠCH\nvề dân vận"
    plan = f"{head}\n\nI. THỰC HIỆN\n\n1. {text}"
    (task,) = parse(plan).tasks
    return [(actor.text, actor.level, actor.kind, actor.successors) for actor in task.actors]


def test_a_body_that_has_ended_has_successors() -> None:
    ((_, level, kind, successors),) = bodies("Ban Dân vận Huyện ủy chủ trì theo dõi.")
    assert (level, kind) == ("district", "cơ quan tham mưu")
    assert "Ủy ban Mặt trận Tổ quốc Việt Nam xã" in successors


@pytest.mark.parametrize(
    ("issued", "name", "stages"),
    [
        ("2025-12-01", "Tỉnh ủy Đồng Nai", [["Thành ủy Đồng Nai"]]),
        ("2025-12-01", "Ban Thường vụ Tỉnh ủy Quảng Ninh", [["Ban Thường vụ Thành ủy Quảng Ninh"]]),
        ("2024-12-01", "Tỉnh ủy Bình Phước", [["Tỉnh ủy Đồng Nai"], ["Thành ủy Đồng Nai"]]),
        (
            "2024-12-01",
            "Ủy ban nhân dân tỉnh Bình Phước",
            [["Ủy ban nhân dân tỉnh Đồng Nai"], ["Ủy ban nhân dân thành phố Đồng Nai"]],
        ),
        ("2024-12-01", "Ủy ban nhân dân tỉnh Quảng Nam", [["Ủy ban nhân dân thành phố Đà Nẵng"]]),
        ("2024-12-01", "Ủy ban nhân dân tỉnh Bình Dương", [["Ủy ban nhân dân Thành phố Hồ Chí Minh"]]),
        ("2024-12-01", "Tỉnh ủy Nam Định", [["Tỉnh ủy Ninh Bình"]]),
        ("2026-05-01", "Thành ủy Đồng Nai", []),
        ("2025-12-01", "Tỉnh ủy Nghệ An", []),
    ],
)
def test_a_province_that_changes_its_kind_takes_its_bodies_along(
    issued: str, name: str, stages: list[list[str]]
) -> None:
    assert Succession(issued, registry())(name) == stages


def test_a_body_of_a_province_that_was_joined_to_another() -> None:
    assert bodies("Tỉnh ủy Nam Định chỉ đạo thực hiện.")[0][3] == ["Tỉnh ủy Ninh Bình"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ủy ban nhân dân cấp xã", "commune"), ("Ủy ban nhân dân cấp tỉnh", "province"), ("Chi bộ các thôn", "cell"),
        ("Ban Chỉ đạo xây dựng nông thôn mới huyện", "district"), ("Chi bộ các ấp", "cell"), ("UBND cấp xã", "commune"),
    ],
)  # fmt: skip
def test_letters_inside_other_words_tell_no_level(name: str, told: str) -> None:
    ((_, level, _, _),) = bodies(f"{name} chủ trì rà soát.")
    assert level == told


def test_the_level_of_an_unknown_body_is_told_by_its_name() -> None:
    found = bodies("Giao Ban Chỉ đạo 35 tỉnh, Ban Chỉ đạo xã và Hội Nông dân huyện Đức Trọng thực hiện.")
    assert [(level, successors) for _, level, _, successors in found] == [
        ("province", []), ("commune", []), ("district", []),
    ]  # fmt: skip
