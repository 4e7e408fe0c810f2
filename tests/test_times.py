"""When a duty is due, how often, and what it leaves: each with its place, its day, its rule."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from conftest import work
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis.strategies import dates

import danvan_docs as dv
from danvan_docs.grammar import table
from danvan_docs.parsing.duties.products import find_product
from danvan_docs.parsing.times.reckoning import due_of
from danvan_docs.parsing.times.recurrences import next_day, recurrence, with_days
from danvan_docs.parsing.times.schedule import schedule_of
from danvan_docs.parsing.times.times import find_times

ISSUED = "2025-09-15"  # a Monday


def task(duty: str, issued: str = "15/9/2025") -> dv.Task:
    day, month, year = issued.split("/")
    text = (
        f"TỈNH ỦY LAM HÀ\n*\nSố 12-KH/TU\n\nLam Hà, ngày {day} tháng {month} năm {year}\n\nKẾ HOẠCH\n"
        f"thực hiện công tác dân vận\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. {duty}\n"
    )
    directive = dv.parse(text)
    assert directive.header.date == f"{year}-{int(month):02}-{int(day):02}"
    (found,) = directive.tasks
    for name in ("deadline", "frequency", "product"):
        start, end = getattr(found, f"{name}_start"), getattr(found, f"{name}_end")
        assert (start is None) == (end is None)
        assert start is None or found.start <= start < end <= found.end
    if found.frequency:
        assert text[found.frequency_start : found.frequency_end] == found.frequency
    if found.product:
        assert text[found.product_start : found.product_end] == found.product
    return found


class TestDue:
    @pytest.mark.parametrize(
        ("words", "deadline", "due"),
        [
            ("trước ngày 15/12/2025", "2025-12-15", "2025-12-15"),
            ("chậm nhất ngày 05 tháng 3 năm 2026", "2026-03-05", "2026-03-05"),
            ("trong tháng 02/2028", "2028-02-29", "2028-02-29"),
            ("trong quý II/2026", "2026-06-30", "2026-06-30"),
            ("trước tháng 10/2026", "2026-10-31", "2026-09-30"),
            ("đến năm 2030", "2030", "2030-12-31"),
            ("trước năm 2030", "2030", "2029-12-31"),
            ("trước ngày 15/10", None, "2025-10-15"),
            ("trước ngày 15/02", None, "2026-02-15"),
            ("trong tháng 11", None, "2025-11-30"),
            ("trong quý IV", None, "2025-12-31"),
            ("trong quý I", None, "2026-03-31"),
            ("trong năm nay", None, "2025-12-31"),
            ("hết nhiệm kỳ 2025 - 2030", None, "2030-12-31"),
            ("đến hết nhiệm kỳ", None, None),
            ("chậm nhất 30 ngày kể từ ngày ban hành Kế hoạch này", None, "2025-10-15"),
            ("trong vòng 15 ngày làm việc kể từ ngày ký", None, "2025-10-06"),
            ("trong thời hạn 02 tháng, kể từ ngày Kế hoạch này được ban hành", None, "2025-11-15"),
            ("sau 02 tuần kể từ ngày ban hành", None, "2025-09-29"),
            ("trong vòng 01 (một) tháng kể từ ngày ký ban hành", None, "2025-10-15"),
            ("trong vòng 10 ngày kể từ ngày nhận được hồ sơ", None, None),
            ("trong vòng 10 ngày kể từ ngày ký hợp đồng", None, None),
            ("trước 30 ngày làm việc của các đợt trao tặng", None, None),
            # A year of two figures.
            ("trước ngày 30-9-25", "2025-09-30", "2025-09-30"),
            ("trước ngày 30/9/25", "2025-09-30", "2025-09-30"),
            ("xong trước 05/01/26", "2026-01-05", "2026-01-05"),
            # Hours and weekdays.
            ("trước 17h00 ngày 22/9/2025", "2025-09-22", "2025-09-22"),
            ("trước 17 giờ 00 phút, ngày 22 tháng 9 năm 2025", "2025-09-22", "2025-09-22"),
            ("chậm nhất 16:30 ngày 25/9/2025", "2025-09-25", "2025-09-25"),
            ("trước 10 giờ ngày 22/9/2025", "2025-09-22", "2025-09-22"),
            ("trước thứ Sáu, ngày 19/9/2025", "2025-09-19", "2025-09-19"),
            ("trước 17h00 thứ Hai, ngày 22/9/2025", "2025-09-22", "2025-09-22"),
            ("trước ngày 19/9/2025 (thứ Sáu)", "2025-09-19", "2025-09-19"),
            # `trước` the end of a period leaves all of it.
            ("trước cuối năm 2026", "2026", "2026-12-31"),
            ("trước cuối quý IV/2025", "2025-12-31", "2025-12-31"),
            ("vào trung tuần tháng 4/2026", "2026-04-30", "2026-04-30"),
            # Lists and spans end with their last member; a year said once holds for all.
            ("trong quý I, quý II năm 2026", "2026-06-30", "2026-06-30"),
            ("trong quý I và II/2026", "2026-06-30", "2026-06-30"),
            ("trong tháng 10, 11/2025", "2025-11-30", "2025-11-30"),
            ("vào các ngày 10, 11/12/2025", "2025-12-11", "2025-12-11"),
            ("trước ngày 30/10 và ngày 30/11/2025", "2025-11-30", "2025-11-30"),
            ("từ ngày 15/10/2025 - 15/11/2025", "2025-11-15", "2025-11-15"),
            ("từ ngày 15/10 đến ngày 15/11/2025", "2025-11-15", "2025-11-15"),
            ("từ 01-30/11/2025", "2025-11-30", "2025-11-30"),
            ("từ ngày 01 đến 30/11/2025", "2025-11-30", "2025-11-30"),
            ("từ tháng 12/2025 đến quý I/2026", "2026-03-31", "2026-03-31"),
            ("từ tháng 12/2025 đến tháng 3", "2026-03-31", "2026-03-31"),
            ("trong các năm 2025, 2026", "2026", "2026-12-31"),
            ("trong năm 2025 - 2026", "2026", "2026-12-31"),
            # Parts of a year.
            ("trong 6 tháng đầu năm 2026", "2026-06-30", "2026-06-30"),
            ("trong sáu tháng cuối năm 2026", "2026-12-31", "2026-12-31"),
            ("trong nửa đầu năm 2026", "2026-06-30", "2026-06-30"),
            ("trong 9 tháng đầu năm 2026", "2026-09-30", "2026-09-30"),
            # Years that lie by that of the document.
            ("trước ngày 15/01 năm sau", None, "2026-01-15"),
            ("trước ngày 31/3 của năm kế tiếp", None, "2026-03-31"),
            ("trong năm sau", None, "2026-12-31"),
            ("trong quý IV năm nay", None, "2025-12-31"),
            # What no solar calendar tells has words alone.
            ("trước ngày 15 tháng 9 âm lịch", None, None),
            ("trước ngày 23 tháng Chạp", None, None),
            ("trước ngày rằm tháng 7 âm lịch", None, None),
            ("trong dịp Quốc khánh 02/9", None, None),
            ("trong tháng này", None, None),
            ("trước Tết Nguyên đán Bính Ngọ 2026", None, None),
            ("trước kỳ họp cuối năm của Hội đồng nhân dân tỉnh", None, None),
            ("ngay sau khi Kế hoạch được ban hành", None, None),
            ("trước ngày 31/11/2025", None, None),
            ("vào ngày 15 của tháng trước đó", None, None),
        ],
    )
    def test_the_last_day_that_the_words_leave(
        self, words: str, deadline: str | None, due: str | None
    ) -> None:
        found = task(f"Sở Nội vụ rà soát, hoàn thành {words}.")
        assert (found.deadline, found.due) == (deadline, due)
        assert found.deadline_start is not None

    @pytest.mark.parametrize(
        "words",
        [
            "khi hết nhiệm kỳ",
            "số vụ việc phát sinh trong tháng 8 năm 2025",
            "các quy định mới ban hành trong năm 2025",
            "Quy hoạch tỉnh Lam Hà thời kỳ 2021 - 2030, tầm nhìn đến năm 2050",
            "Chương trình chuyển đổi số đến năm 2030",
            "Đề án phát triển du lịch, dịch vụ biển và hải đảo đến năm 2030",
            "nội dung về phát triển bền vững kinh tế biển đến năm 2030, tầm nhìn đến năm 2045",
            "các chương trình, đề án về dân số đến năm 2030",
            "việc thực hiện cam kết của Việt Nam tại COP26 về mức phát thải ròng bằng 0 vào năm 2050",
            "từ ngày 01/7/2025",
            "kết quả Hội nghị lần thứ sáu và hội nghị hiệp thương lần thứ ba",
            "5/10 chỉ tiêu đã hoàn thành",
            "“Phong trào học tập suốt đời đến năm 2020”",
            "tháng 10 vừa qua",
            "giải pháp trong 02 tháng cuối năm 2025 và những tháng đầu năm 2026",
            "nhiệm vụ trong giai đoạn mới",
            "thường xuyên",
            "từ tháng 6",
            "trong 05 năm đầu kể từ ngày ký",
        ],
    )
    def test_no_deadline(self, words: str) -> None:
        found = task(f"Sở Nội vụ rà soát {words}.")
        assert (found.deadline, found.due, found.deadline_start) == (None, None, None)

    def test_a_document_without_a_date_gives_no_day_to_relative_words(self) -> None:
        (found,) = dv.parse("KẾ HOẠCH\n\n1. Sở Nội vụ báo cáo chậm nhất 30 ngày kể từ ngày ban hành.").tasks
        assert found.due is None
        assert found.deadline_start is not None

    def test_an_end_of_month_that_the_next_month_does_not_have(self) -> None:
        words = "trong vòng 1 tháng kể từ ngày ký"
        (time,) = find_times(words, 0, len(words))
        assert due_of(time, date(2025, 1, 31)) == date(2025, 2, 28)

    def test_the_deadline_of_the_deed_goes_before_that_of_its_matter(self) -> None:
        duty = (
            "Về số vốn không giải ngân hết trong năm 2025: Sở Tài chính báo cáo UBND tỉnh trong quý I/2026."
        )
        assert task(duty).deadline == "2026-03-31"

    @pytest.mark.parametrize(
        ("duty", "deadline"),
        [
            ("điều chỉnh Quy hoạch tỉnh đến năm 2030 trình phê duyệt trong quý IV năm 2026.", "2026-12-31"),
            ("xây dựng đề án chính quyền số đến năm 2030.", "2030"),
            ("xây dựng đề án chính quyền số đến năm 2030, trình trước ngày 30/9/2026.", "2026-09-30"),
            ("xây dựng chương trình đến năm 2030 và định hướng đến năm 2045.", "2030"),
            ("cập nhật tủ sách pháp luật trong năm 2025.", "2025"),
            ("thực hiện Chương trình OCOP, đến năm 2030 có 50 sản phẩm.", "2030"),
            ("bàn giao trong năm 2025, báo cáo trước ngày 31/12/2025.", "2025-12-31"),
        ],
    )
    def test_a_year_in_the_name_of_a_plan_is_none_of_the_deed(self, duty: str, deadline: str) -> None:
        assert task(f"Sở Nội vụ {duty}").deadline == deadline

    def test_a_stretch_that_is_over_is_what_the_duty_tells_of(self) -> None:
        for words, deadline in (
            ("năm 2024", None),
            ("năm 2025", "2025"),
            ("tháng 8/2025", None),
            ("quý IV/2025", "2025-12-31"),
        ):
            found = task(f"Sở Nội vụ đánh giá kết quả thực hiện trong {words}.")
            assert (found.deadline, found.deadline_text) == (deadline, f"trong {words}")
        assert task("Sở Nội vụ hoàn thành trước ngày 30/6/2025.").deadline == "2025-06-30"

    def test_what_is_reported_has_its_own_time(self) -> None:
        assert task("Sở Nội vụ tổng hợp tình hình trong quý IV năm 2025.").deadline is None
        assert task("Sở Nội vụ cập nhật số liệu đến hết năm 2030.").deadline == "2030"

    def test_the_words_are_kept_whatever_they_mean(self) -> None:
        for words in ("trước 17h00 ngày 22/9/2025", "trước Tết Nguyên đán", "trước ngày 31/11/2025"):
            found = task(f"Sở Nội vụ rà soát {words}.")
            assert found.deadline_text == words

    def test_a_day_that_no_calendar_has_is_reported(self) -> None:
        text = "KẾ HOẠCH\n\n1. Sở Nội vụ báo cáo trước ngày 31/11/2025, theo Chỉ thị số 18-CT/TW ngày 26/13/2022."
        assert [warning for warning in dv.parse(text).warnings if warning.startswith("impossible-date")] == [
            f'impossible-date: "31/11/2025" at {text.index("31/11")}: there is no such day',
            f'impossible-date: "26/13/2022" at {text.index("26/13")}: there is no such day',
        ]
        assert not dv.parse("KẾ HOẠCH\n\n1. Sở Nội vụ báo cáo trước ngày 30/11/2025.").warnings

    def test_a_label_is_none_of_the_words(self) -> None:
        text = "KẾ HOẠCH\n\n1. Rà soát văn bản\n\n- Thời gian hoàn thành: Quý I/2026.\n\n- Đơn vị chủ trì: Sở Tư pháp."
        (found,) = dv.parse(text).tasks
        assert text[found.deadline_start : found.deadline_end] == "Quý I/2026"
        assert found.due == "2026-03-31"


class TestRecurrence:
    @pytest.mark.parametrize(
        ("words", "rule"),
        [
            ("hằng năm", "FREQ=YEARLY"),
            ("hàng quý", "FREQ=MONTHLY;INTERVAL=3"),
            ("hằng tháng", "FREQ=MONTHLY"),
            ("hằng tuần", "FREQ=WEEKLY"),
            ("mỗi năm", "FREQ=YEARLY"),
            ("mỗi năm hai lần", "FREQ=MONTHLY;INTERVAL=6"),
            ("mỗi tháng một lần", "FREQ=MONTHLY"),
            ("6 tháng một lần", "FREQ=MONTHLY;INTERVAL=6"),
            ("trước ngày 15/12 hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
            ("trước ngày 20 tháng 12 hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"),
            ("tháng 12 hằng năm", "FREQ=YEARLY;BYMONTH=12"),
            ("trước ngày 15/6 và 15/12 hằng năm", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
            ("ngày 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"),
            ("hằng tháng về Văn phòng Tỉnh ủy trước ngày 25", "FREQ=MONTHLY;BYMONTHDAY=25"),
            ("trước ngày 25 tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
            ("trước 15 giờ ngày thứ 4 hằng tuần", "FREQ=WEEKLY;BYDAY=WE"),
            ("6 tháng/lần", "FREQ=MONTHLY;INTERVAL=6"),
            ("định kỳ 6 tháng", "FREQ=MONTHLY;INTERVAL=6"),
            ("hằng tháng, quý, năm", "FREQ=MONTHLY"),
            ("ít nhất 01 lần/năm", "FREQ=YEARLY"),
            ("02 lần/năm", "FREQ=MONTHLY;INTERVAL=6"),
            ("01 lần/nhiệm kỳ", "FREQ=YEARLY;INTERVAL=5"),
            ("10 mô hình/năm", "FREQ=YEARLY"),
            ("5 lần/năm", None),
            ("mỗi quý 01 lần", "FREQ=MONTHLY;INTERVAL=3"),
            ("mỗi năm 02 lần", "FREQ=MONTHLY;INTERVAL=6"),
            ("hai cuộc một năm", "FREQ=MONTHLY;INTERVAL=6"),
            ("hai lần trong nhiệm kỳ", "FREQ=MONTHLY;INTERVAL=30"),
            ("định kỳ sáu tháng", "FREQ=MONTHLY;INTERVAL=6"),
            ("định kỳ quý", "FREQ=MONTHLY;INTERVAL=3"),
            ("MỖI NĂM MỘT LẦN", "FREQ=YEARLY"),
            ("ĐỊNH KỲ 6 THÁNG", "FREQ=MONTHLY;INTERVAL=6"),
            ("một năm hai lần", "FREQ=MONTHLY;INTERVAL=6"),
            ("06 tháng trước ngày 15/6, năm trước ngày 15/12", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
            (
                "sơ kết 6 tháng, tổng kết năm trước ngày 20/6 và 20/12",
                "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=20",
            ),
            ("vào thứ Hai hằng tuần", "FREQ=WEEKLY;BYDAY=MO"),
            ("chiều thứ 6 hằng tuần", "FREQ=WEEKLY;BYDAY=FR"),
            ("vào thứ Ba và thứ Năm hằng tuần", "FREQ=WEEKLY;BYDAY=TU,TH"),
            ("trước ngày làm việc cuối cùng của tháng hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("định kỳ hằng năm (trước ngày 10/12)", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"),
            ("định kỳ trước ngày 15/12", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
            (
                "06 tháng (trước ngày 10/6) và năm (trước ngày 10/12)",
                "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10",
            ),
            (
                "trước ngày 10/6 và 15/12 hằng năm",
                "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10\nFREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
            ),
            ("định kỳ", None),
        ],
    )
    def test_the_words_as_a_rule(self, words: str, rule: str | None) -> None:
        found = schedule_of(f"báo cáo {words}.", 0, len(words) + 9)
        assert found.frequency is not None
        assert found.recurrence == rule
        assert found.deadline is None
        for line in (rule or "").splitlines():
            assert rrulestr(line, dtstart=date(2025, 1, 1)) is not None

    def test_a_frequency_with_its_day_is_no_deadline(self) -> None:
        found = task("Hằng năm, Sở Nội vụ báo cáo kết quả trước ngày 15/12.")
        assert (found.frequency, found.recurrence) == ("Hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15")
        assert (found.deadline, found.due) == (None, None)
        assert (found.deadline_text, found.next_due) == ("trước ngày 15/12", "2025-12-15")

    def test_a_lead_in_passes_its_frequency_on_with_its_place(self) -> None:
        text = (
            "KẾ HOẠCH\n\n5. Ban Dân vận Tỉnh ủy\n\n"
            "- Hằng quý tham mưu cho Thường trực Tỉnh ủy:\n\n+ Tổ chức giao ban.\n"
        )
        (found,) = dv.parse(text).tasks
        assert text[found.frequency_start : found.frequency_end] == found.frequency == "Hằng quý"
        assert found.recurrence == "FREQ=MONTHLY;INTERVAL=3"

    def test_what_is_yearly_may_be_the_thing(self) -> None:
        assert task("Sở Nội vụ phổ biến tại buổi sinh hoạt đảng định kỳ.").frequency is None
        assert task("Sở Nội vụ đưa nội dung vào sinh hoạt hằng quý.").frequency == "hằng quý"
        assert task("Sở Tài chính bố trí kinh phí từ ngân sách hằng năm.").frequency is None

    def test_every_unit_and_weekday_of_the_grammar_gives_a_rule(self) -> None:
        rules = table("times")["recurrence"]
        assert all(recurrence(f"hằng {unit}") for unit in rules["units"])
        for day, code in rules["weekdays"].items():
            assert recurrence("hằng tuần", day) == f"FREQ=WEEKLY;BYDAY={code}"


class TestNextDue:
    @pytest.mark.parametrize(
        ("words", "day"),
        [
            ("trước ngày 15/12 hằng năm", "2025-12-15"),
            ("trước ngày 10/6 và 15/12 hằng năm", "2025-12-15"),
            ("trước ngày 15/6 hằng năm", "2026-06-15"),
            ("trước ngày 25 hằng tháng", "2025-09-25"),
            ("trước ngày 10 hằng tháng", "2025-10-10"),
            ("ngày 15 hằng tháng", "2025-09-15"),
            ("trước ngày 25 tháng cuối quý", "2025-09-25"),
            ("vào thứ Tư hằng tuần", "2025-09-17"),
            ("6 tháng/lần", "2025-12-31"),
            ("hằng quý", "2025-09-30"),
            ("01 lần/nhiệm kỳ", None),
            ("định kỳ", None),
            ("trước ngày 30/9/2025", "2025-09-30"),
            ("trước ngày 30/6/2025", None),
        ],
    )
    def test_the_first_day_from_the_date_of_the_document_on(self, words: str, day: str | None) -> None:
        assert task(f"Sở Nội vụ báo cáo {words}.").next_due == day

    @pytest.mark.parametrize(
        "rules",
        [
            "FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=WEEKLY;BYDAY=MO",
            "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY",
            "FREQ=MONTHLY;BYMONTHDAY=31",
        ],
    )  # fmt: skip
    @given(since=dates(date(2000, 1, 1), date(2090, 12, 31)))
    def test_as_another_reader_of_rules_has_it(self, rules: str, since: date) -> None:
        full = ";".join(f"{name}={value}" for name, value in with_days(rules).items())
        december = datetime(since.year - 1, 12, 1)
        if "DAILY" in rules:
            december = datetime(since.year, 1, 1)
        expected = rrulestr(full, dtstart=december).after(datetime.combine(since, time()), inc=True)
        assert next_day(rules, since) == expected.date()


class TestApart:
    """Times that stand on a line of their own, in a sentence behind the duty, in the heading above."""

    @pytest.mark.parametrize(
        "line",
        [
            "* Thời gian thực hiện: Trong khoảng thời gian từ ngày 17/4/2026 đến ngày 30/4/2026.",
            "- Thời gian hoàn thành: Trước ngày 30/4/2026.",
            "Thời gian hoàn thành trước ngày 30/4/2026.",
            "- Thời hạn: 30/4/2026",
            "- Tiến độ thực hiện: Tháng 4/2026;",
            "- Thời gian hoàn thành: Dự kiến tháng 4/2026 (sau khi có hướng dẫn).",
            "- Thời gian thực hiện: Từ tháng 12/2025 đến tháng 4/2026.",
            "- Đợt 1: Từ ngày 01/4/2026 đến ngày 30/4/2026.",
            "- Thời gian thực hiện: Đợt 1: Tháng 4/2026.",
            "- Đợt 1: Tháng 3/2026.\n- Đợt 2: Tháng 4/2026.",
            "Thời gian bắt đầu từ ngày 01/4/2026 và kết thúc ngày 30/4/2026.",
        ],
    )
    def test_a_line_below(self, line: str) -> None:
        text = (
            f"KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n1. Sở Y tế kiểm tra các chợ.\n\n{line}\n\n2. Sở Nội vụ theo dõi.\n"
        )
        assert [found.due for found in dv.parse(text).tasks] == ["2026-04-30", None]

    def test_a_stage_that_says_what_to_do_is_no_line_of_time(self) -> None:
        text = "KẾ HOẠCH\n\n1. Sở Y tế kiểm tra chợ.\n\n- Đợt 1: Sở Nội vụ tập huấn trong tháng 4/2026.\n"
        assert [found.deadline for found in dv.parse(text).tasks] == [None, "2026-04-30"]

    def test_words_in_brackets_keep_their_brackets(self) -> None:
        found = task("Định kỳ 6 tháng (trước ngày 20/6), hằng năm (trước ngày 20/12), Sở Nội vụ báo cáo.")
        assert found.deadline_text == "(trước ngày 20/6), hằng năm (trước ngày 20/12)"

    def test_a_line_holds_for_the_items_since_the_one_before(self) -> None:
        text = (
            "KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n1. Sở Y tế kiểm tra.\n\n- Thời gian: Quý I/2026.\n\n2. Sở Nội vụ theo dõi.\n\n"
            "3. Sở Tư pháp tập huấn.\n\n- Thời gian: Hằng năm.\n"
        )
        found = dv.parse(text).tasks
        assert [each.due for each in found] == ["2026-03-31", None, None]
        assert [each.frequency for each in found] == [None, "Hằng năm", "Hằng năm"]

    def test_a_line_that_names_no_time_is_kept_in_its_words(self) -> None:
        text = "KẾ HOẠCH\n\n1. Sở Y tế kiểm tra chợ.\n\n- Thời gian thực hiện: Theo tiến độ chung của tỉnh.\n"
        (found,) = dv.parse(text).tasks
        assert (found.deadline, found.deadline_text) == (None, "Theo tiến độ chung của tỉnh")

    def test_a_line_that_only_tells_the_beginning_is_kept_in_its_words(self) -> None:
        text = "KẾ HOẠCH\n\n1. Sở Y tế kiểm tra.\n\n- Thời gian thực hiện: Từ tháng 10/2025 đến khi kết thúc Đại hội.\n"
        (found,) = dv.parse(text).tasks
        assert (found.deadline, found.deadline_text) == (None, "Từ tháng 10/2025 đến khi kết thúc Đại hội")

    def test_a_day_that_closes_a_sentence_holds_for_all_its_duties(self) -> None:
        text = "KẾ HOẠCH\n\n1. Sở Tài chính thẩm định, Sở Nội vụ tổng hợp, hoàn thành trước ngày 30/6/2026.\n"
        assert {found.deadline for found in dv.parse(text).tasks} == {"2026-06-30"}
        text = text.replace("2026.", "2026; Sở Y tế theo dõi.")
        assert [found.deadline for found in dv.parse(text).tasks] == ["2026-06-30", "2026-06-30", None]

    def test_a_later_sentence_of_the_duty_says_when(self) -> None:
        text = (
            "KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n1. Sở Tài nguyên phục hồi rừng ngập mặn, định kỳ cập nhật kịch bản. "
            "Đến năm 2030, hệ thống quan trắc được hoàn thiện.\n"
        )
        (found,) = dv.parse(text).tasks
        assert (found.deadline, found.frequency) == ("2030", "định kỳ")

    def test_a_duty_keeps_its_own_time(self) -> None:
        text = (
            "KẾ HOẠCH\n\n1. Sở Y tế kiểm tra trước ngày 15/3/2026.\n\n- Thời gian thực hiện: Quý II/2026.\n"
        )
        assert [found.deadline for found in dv.parse(text).tasks] == ["2026-03-15"]

    def test_a_heading_that_names_a_time(self) -> None:
        text = (
            "KẾ HOẠCH\n\nI. Đợt 1: Trong tháng 12/2025\n\n- Sở Y tế kiểm tra chợ.\n\n"
            "II. THỰC HIỆN KẾ HOẠCH NĂM 2026\n\n- Sở Nội vụ theo dõi.\n"
        )
        assert [found.due for found in dv.parse(text).tasks] == ["2025-12-31", None]


class TestProduct:
    @pytest.mark.parametrize(
        ("duty", "product"),
        [
            (
                "xây dựng kế hoạch thực hiện Chương trình trong quý II/2025.",
                "kế hoạch thực hiện Chương trình",
            ),
            ("tham mưu Tỉnh ủy ban hành nghị quyết về dân vận để thực hiện.", "nghị quyết về dân vận"),
            ("ban hành Quy chế phối hợp giữa hai cơ quan; kiểm tra.", "Quy chế phối hợp giữa hai cơ quan"),
            ("rà soát, sửa đổi, bổ sung các quy định về dân chủ.", "các quy định về dân chủ"),
            (
                "xây dựng và tổ chức thực hiện chương trình, kế hoạch hành động.",
                "chương trình, kế hoạch hành động",
            ),
            ("xây dựng Đề án “Học tập, làm theo” gửi Sở Tài chính.", "Đề án “Học tập, làm theo”"),
            ("tổng hợp, báo cáo kết quả thực hiện về Ban Thường vụ Tỉnh ủy.", None),
            ("báo cáo Thường trực Tỉnh ủy trước ngày 15/12/2025.", None),
            ("xây dựng kế hoạch; báo cáo Tỉnh ủy.", "kế hoạch"),
            ("đôn đốc việc xây dựng kế hoạch của cơ sở.", None),
            ("triển khai thực hiện Kế hoạch này.", None),
            ("căn cứ Kế hoạch số 12-KH/TU đã ban hành tuyên truyền sâu rộng.", None),
            ("nghe báo cáo kết quả giám sát.", None),
            ("theo quy trình báo cáo của ngành.", None),
        ],
    )
    def test_the_document_that_a_duty_leaves(self, duty: str, product: str | None) -> None:
        place = find_product(duty, 0, len(duty))
        assert (place and duty[place[0] : place[1]]) == product

    def test_it_stands_in_the_task(self) -> None:
        assert task("Sở Nội vụ xây dựng kế hoạch kiểm tra, báo cáo Tỉnh ủy.").product == "kế hoạch kiểm tra"

    def test_a_label_says_it_outright(self) -> None:
        text = "KẾ HOẠCH\n\n1. Rà soát văn bản\n\n- Đơn vị chủ trì: Sở Tư pháp.\n\n- Sản phẩm: Danh mục văn bản.\n"
        (found,) = dv.parse(text).tasks
        assert found.product == "Danh mục văn bản"
        assert text[found.product_start : found.product_end] == found.product


@pytest.mark.parametrize(
    "piece",
    [
        "trong vòng 15 ngày kể từ ",
        "trước ngày 15/12, ",
        "từ ngày 15/12 đến ",
        "quý I, ",
        "Kế hoạch đến năm 2030 ",
        "trước 17h00 thứ Hai, ",
        "hằng năm, ",
        "xây dựng, ban hành ",
        "kế hoạch, ",
        "xây dựng kế hoạch ",
        "“",
        "báo cáo ",
    ],
)
def test_work_grows_with_the_text_alone(piece: str) -> None:
    def calls(count: int) -> int:
        text = piece * count
        return work(lambda: (schedule_of(text, 0, len(text)), find_product(text, 0, len(text))))

    assert calls(1000) <= 5 * calls(250) + 100
