"""Quantities with their meaning: the phenomena of the annotation guidelines, one by one."""

from __future__ import annotations

import pytest

import danvan_docs as dv

Value = float | tuple[float, float]


def targets(sentence: str, heading: str = "II. MỤC TIÊU") -> list[dv.Target]:
    text = f"KẾ HOẠCH\n\nvề công tác dân vận\n\n{heading}\n\n1. {sentence}"
    found = dv.find_targets(text)
    for target in found:
        assert any(letter.isdigit() for letter in text[target.start : target.end])
    return found


def written(sentence: str) -> list[str]:
    text = f"KẾ HOẠCH\n\nvề công tác dân vận\n\nII. MỤC TIÊU\n\n1. {sentence}"
    return [text[t.start : t.end] for t in dv.find_targets(text)]


@pytest.mark.parametrize(
    ("phrase", "op", "value", "unit"),
    [
        ("từ 95% trở lên", ">=", 95.0, "%"),
        ("trên 90%", ">", 90.0, "%"),
        ("dưới 5%", "<", 5.0, "%"),
        ("tối thiểu 80%", ">=", 80.0, "%"),
        ("ít nhất 01 mô hình", ">=", 1.0, "mô hình"),
        ("không quá 03 cuộc", "<=", 3.0, "cuộc"),
        ("100%", "=", 100.0, "%"),
        ("khoảng 50 hộ", "=", 50.0, "hộ"),
        ("8,07%", "=", 8.07, "%"),
        ("1.265 thành viên", "=", 1265.0, "thành viên"),
        ("02/108 xã", "fraction", (2.0, 108.0), "xã"),
        ("80-90%", "range", (80.0, 90.0), "%"),
        ("từ 2 đến 3 mô hình", "range", (2.0, 3.0), "mô hình"),
        ("10 triệu đồng", "=", 10_000_000.0, "đồng"),
        ("1,5 tỷ đồng", "=", 1_500_000_000.0, "đồng"),
    ],
)
def test_comparator_value_and_unit(phrase: str, op: str, value: Value, unit: str) -> None:
    (target,) = targets(f"Phấn đấu đạt {phrase}.")
    assert (target.op, target.value, target.unit, target.kind) == (op, value, unit, "target")


@pytest.mark.parametrize(
    "phrase",
    [
        "từ 95% trở lên",
        "ít nhất 01 lần",
        "từ 1 đến 2 mô hình điển hình trở lên",
        "từ 10 triệu đồng trở lên/năm",
        "1.265 thành viên",
    ],
)
def test_the_span_is_comparator_number_and_unit(phrase: str) -> None:
    assert written(f"Phấn đấu có {phrase}.") == [phrase]


def test_a_range_without_an_upper_bound_is_open() -> None:
    (target,) = targets("Mỗi xã có từ 1 đến 2 mô hình trở lên.")
    assert (target.op, target.value, target.open) == ("range", (1.0, 2.0), True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013.",
        "Giai đoạn 2021 - 2025, nhiệm kỳ 2020-2025.",
        "Tổ chức định kỳ 6 tháng/lần trong 5 năm.",
        "Căn cứ khoản 2 Điều 5 và điểm 3 mục 1.",
        "Xây dựng chính quyền địa phương 02 cấp, phủ sóng 5G.",
        "Thực hiện Đề án 06 và Nghị quyết 57.",
    ],
)
def test_what_measures_nothing(sentence: str) -> None:
    assert written(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "heading", "kind"),
    [
        ("Phấn đấu trên 90% hội viên tham gia.", "II. MỤC TIÊU", "target"),
        ("Trên 90% hội viên tham gia.", "I. TÌNH HÌNH", "statistic"),
        ("Toàn tỉnh đã có 90% hội viên tham gia.", "II. MỤC TIÊU", "statistic"),
        ("Đã có 90% hội viên tham gia.", "II. MỤC TIÊU", "statistic"),
        ("Hiện nay có 120 mô hình dân vận khéo.", "III. NHIỆM VỤ", "statistic"),
        ("Mỗi chi bộ giúp đỡ ít nhất 02 hộ nghèo.", "III. NHIỆM VỤ", "target"),
    ],
)
def test_goals_and_statistics_are_told_apart(sentence: str, heading: str, kind: str) -> None:
    (target,) = targets(sentence, heading)
    assert target.kind == kind


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Đến năm 2025, trên 90% thôn đạt chuẩn.", [("2025", None)]),
        ("Hằng năm, trên 90% chi bộ hoàn thành tốt.", [(None, "Hằng năm")]),
        ("Tổ chức ít nhất 02 cuộc/năm.", [(None, "/năm")]),
        ("Đến năm 2025 đạt 80%; đến năm 2030 đạt 95%.", [("2025", None), ("2030", None)]),
        ("Trên 90% chi bộ hoàn thành tốt.", [(None, None)]),
    ],
)
def test_times(sentence: str, times: list[tuple[str | None, str | None]]) -> None:
    assert [(t.deadline, t.frequency) for t in targets(sentence)] == times


def test_a_period_in_the_heading_sets_the_year_and_a_frequency_beats_it() -> None:
    heading = "II. MỤC TIÊU GIAI ĐOẠN 2023 – 2025"
    (target,) = targets("Trên 90% thôn có mô hình.", heading)
    assert (target.deadline, target.section) == ("2025", "II/1")
    (target,) = targets("Hằng năm, trên 90% thôn có mô hình.", heading)
    assert (target.deadline, target.frequency) == (None, "Hằng năm")


def test_a_lead_in_sets_the_year_of_its_bullets() -> None:
    text = (
        "KẾ HOẠCH\n\nvề dân vận\n\nI. MỤC TIÊU\n\n1. Đến hết năm 2030:\n\n"
        "- Trên 90% thôn có mô hình.\n\n- 100% xã đạt chuẩn."
    )
    assert [t.deadline for t in dv.find_targets(text)] == ["2030", "2030"]


def test_a_nested_target_is_one_of_its_own() -> None:
    sentence = "Phấn đấu trên 50% khu dân cư, trong đó có trên 30% tiêu biểu."
    assert [(t.op, t.value) for t in targets(sentence)] == [(">", 50.0), (">", 30.0)]
