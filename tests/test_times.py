"""When a duty is due, how often, and what it leaves: each with its place, its day, its rule."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import work
from dateutil.rrule import rrulestr

import danvan_docs as dv
from danvan_docs.grammar import table
from danvan_docs.parsing.duties.products import find_product
from danvan_docs.parsing.times.loose import loose_due
from danvan_docs.parsing.times.recurrences import recurrence
from danvan_docs.parsing.times.schedule import schedule_of

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
            "ngày 31/02/2025",
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
        assert loose_due("trong vòng 1 tháng kể từ ngày ký", date(2025, 1, 31)) == date(2025, 2, 28)

    def test_the_deadline_of_the_deed_goes_before_that_of_its_matter(self) -> None:
        duty = (
            "Về số vốn không giải ngân hết trong năm 2025: Sở Tài chính báo cáo UBND tỉnh trong quý I/2026."
        )
        assert task(duty).deadline == "2026-03-31"

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
            ("định kỳ", None),
        ],
    )
    def test_the_words_as_a_rule(self, words: str, rule: str | None) -> None:
        found = schedule_of(f"báo cáo {words}.", 0, len(words) + 9)
        assert found.frequency is not None
        assert found.recurrence == rule
        assert found.deadline is None
        if rule:
            assert rrulestr(rule, dtstart=date(2025, 1, 1)) is not None

    def test_a_frequency_with_its_day_is_no_deadline(self) -> None:
        found = task("Hằng năm, Sở Nội vụ báo cáo kết quả trước ngày 15/12.")
        assert (found.frequency, found.recurrence) == ("Hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15")
        assert (found.deadline, found.due, found.deadline_start) == (None, None, None)

    def test_a_lead_in_passes_its_frequency_on_with_its_place(self) -> None:
        text = (
            "KẾ HOẠCH\n\n5. Ban Dân vận Tỉnh ủy\n\n"
            "- Hằng quý tham mưu cho Thường trực Tỉnh ủy:\n\n+ Tổ chức giao ban.\n"
        )
        (found,) = dv.parse(text).tasks
        assert text[found.frequency_start : found.frequency_end] == found.frequency == "Hằng quý"
        assert found.recurrence == "FREQ=MONTHLY;INTERVAL=3"

    def test_what_is_yearly_may_be_the_thing(self) -> None:
        assert task("Sở Tài chính bố trí kinh phí từ ngân sách hằng năm.").frequency is None

    def test_every_unit_and_weekday_of_the_grammar_gives_a_rule(self) -> None:
        rules = table("times")["recurrence"]
        assert all(recurrence(f"hằng {unit}") for unit in rules["units"])
        for day, code in rules["weekdays"].items():
            assert recurrence("hằng tuần", day) == f"FREQ=WEEKLY;BYDAY={code}"


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
            ("tổng hợp, báo cáo kết quả thực hiện về Ban Thường vụ Tỉnh ủy.", "báo cáo kết quả thực hiện"),
            ("báo cáo Thường trực Tỉnh ủy trước ngày 15/12/2025.", "báo cáo"),
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
