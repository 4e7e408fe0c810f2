"""Quantities with their meaning: the phenomena of the annotation guidelines, one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import work

import danvan_docs as dv
from danvan_docs.corpus.store import Store

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


def only(sentence: str, **options: str) -> dv.Target:
    (target,) = targets(sentence, **options)
    return target


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Trên 90% đoàn viên, hội viên tham gia các phong trào.", "đoàn viên, hội viên"),
        ("100% cán bộ và công chức được bồi dưỡng.", "cán bộ và công chức"),
        ("100% số xã đạt chuẩn.", "xã"),
        ("Phấn đấu năm 2030 đạt 60% dân số được tiếp cận thông tin.", "dân số"),
        ("Tỷ lệ hộ nghèo giảm còn dưới 2%.", "hộ nghèo"),
        ("Tỷ lệ người dân được định danh số đạt trên 95% vào năm 2030.", "người dân được định danh số"),
        ("Đến năm 2030, tỷ lệ nam, nữ thanh niên được tư vấn đạt 90%.", "nam, nữ thanh niên được tư vấn"),
        ("Kinh tế số chiếm 45% GRDP của tỉnh.", "Kinh tế số"),
        ("Hằng năm, giảm từ 3 đến 4% hộ nghèo ở vùng biên giới.", "hộ nghèo ở vùng biên giới"),
        ("Thời gian xử lý trung bình giảm ít nhất 20%.", "Thời gian xử lý trung bình"),
        ("Xây dựng ít nhất 03 mô hình “Dân vận khéo” trong năm.", "mô hình “Dân vận khéo”"),
        ("Hiện nay còn 04 xã chưa có đường.", "xã"),
        ("Số thành viên có trình độ đại học là 82 người.", "thành viên có trình độ đại học"),
        ("Thu ngân sách trên 1,2 nghìn tỷ đồng.", "Thu ngân sách"),
        ("Bố trí 420 tỷ đồng vốn đầu tư công cho hạ tầng.", "vốn đầu tư công"),
        ("Trồng mới 1.250 ha rừng.", "rừng"),
        ("Tổ chức kiểm tra, bố trí 350 triệu đồng.", None),
        ("Các tỷ lệ tương ứng là 80%.", None),
    ],
)
def test_what_is_counted(sentence: str, subject: str | None) -> None:
    text = f"KẾ HOẠCH\n\nvề công tác dân vận\n\nII. MỤC TIÊU\n\n1. {sentence}"
    (target,) = dv.find_targets(text)
    assert target.subject == subject
    if subject:
        assert text[target.subject_start : target.subject_end] == subject


def test_each_number_of_a_list_has_its_own_subject() -> None:
    sentence = "Tỷ lệ hộ nghèo còn 2%; giảm 50% số cặp tảo hôn, giảm 60% số vụ vi phạm, tăng 8,2%."
    assert [t.subject for t in targets(sentence)] == ["hộ nghèo", "cặp tảo hôn", "vụ vi phạm", None]


def test_a_series_of_goals_has_one_subject() -> None:
    sentence = "Kinh phí chi cho khoa học đạt 1,5% GDP vào năm 2025, trên 2% GDP vào năm 2030."
    assert [(t.subject, t.deadline) for t in targets(sentence)] == [
        ("Kinh phí chi cho khoa học", "2025"),
        ("Kinh phí chi cho khoa học", "2030"),
    ]


def test_a_subject_that_a_line_break_cuts_is_given_whole() -> None:
    text = "KẾ HOẠCH\n\nII. MỤC TIÊU\n\n- Tỷ lệ người dân có Sổ sức khỏe\nđiện tử đạt 95%."
    (target,) = dv.find_targets(text)
    assert target.subject == "người dân có Sổ sức khỏe điện tử"
    assert text[target.subject_start : target.subject_end] == "người dân có Sổ sức khỏe\nđiện tử"


@pytest.mark.parametrize(
    ("sentence", "baseline", "year"),
    [
        ("Tăng tỷ lệ hài lòng từ 60% lên 80%.", 60.0, None),
        ("Tăng tỷ lệ hài lòng từ 60% năm 2024 lên trên 80% năm 2030.", 60.0, "2024"),
        ("Tỷ suất sinh giảm từ 23 ca sinh/1.000 phụ nữ xuống 18 ca sinh/1.000 phụ nữ.", 23.0, None),
        ("Tăng số cấp phó từ 2 lên 3 phó trưởng phòng.", 2.0, None),
        ("Phấn đấu đến năm 2030 đạt 80% (năm 2024: 60%).", 60.0, "2024"),
        ("Phấn đấu giảm 50% số vụ vi phạm so với năm 2024.", None, "2024"),
        ("Phấn đấu giảm 50% số vụ vi phạm.", None, None),
    ],
)
def test_what_a_goal_is_measured_from(sentence: str, baseline: float | None, year: str | None) -> None:
    goal = next(t for t in targets(sentence) if t.kind == "target")
    assert (goal.baseline, goal.baseline_year) == (baseline, year)


def test_the_start_of_a_rise_is_a_statistic_that_compares_nothing() -> None:
    assert written("Tăng tỷ lệ hài lòng từ 60% lên 80%.") == ["60%", "80%"]
    start, goal = targets("Tăng tỷ lệ hài lòng từ 60% lên 80%.")
    assert (start.op, start.kind, start.subject) == ("=", "statistic", "hài lòng")
    assert (goal.op, goal.kind, goal.subject) == ("=", "target", "hài lòng")


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Có trên 50% khu dân cư tiêu biểu, trong đó có trên 30% kiểu mẫu.", [None, 0]),
        ("Xây dựng 120 mô hình, trong đó 30 mô hình cấp tỉnh, 20 mô hình cấp huyện; 15 tập thể.", [None, 0, 0, None]),
        ("Mở 09 lớp, trong đó: 04 lớp cấp tỉnh; 05 lớp cấp xã.", [None, 0, 0]),
        ("Mở 09 lớp. Trong đó, 04 lớp cấp tỉnh.", [None, 0]),
        ("Vận động 912 hộ bàn giao đất cho 58 dự án, trong đó trên 90% số hộ sớm.", [None, None, 0]),
        ("Có 50% khu dân cư tiêu biểu, trong đó 30% kiểu mẫu, góp phần đưa 100% xã về đích.", [None, 0, None]),
        ("Trong đó, 04 lớp cấp tỉnh.", [None]),
    ],
)  # fmt: skip
def test_a_quantity_knows_what_it_is_part_of(sentence: str, parts: list[int | None]) -> None:
    assert [t.part_of for t in targets(sentence)] == parts


@pytest.mark.parametrize(
    ("sentence", "rank"),
    [
        ("Việt Nam thuộc nhóm 3 nước dẫn đầu Đông Nam Á.", (3.0, "nước", "Việt Nam")),
        ("Tỉnh đứng trong top 10 cả nước.", (10.0, "", "Tỉnh")),
        ("Chỉ số cải cách hành chính xếp thứ 5 cả nước.", (5.0, "", "Chỉ số cải cách hành chính")),
        ("Tỉnh xếp hạng 15/63 tỉnh, thành phố.", ((15.0, 63.0), "tỉnh", "Tỉnh")),
    ],
)
def test_a_place_in_an_order_is_marked(sentence: str, rank: tuple[Value, str, str]) -> None:
    target = only(f"Phấn đấu đến năm 2030, {sentence}".replace("Tỉnh", "tỉnh"))
    assert target.rank
    assert (target.value, target.unit, target.subject) == (rank[0], rank[1], rank[2].replace("Tỉnh", "tỉnh"))


@pytest.mark.parametrize(
    "sentence", ["Kiểm tra 3 xã.", "Có 3 xã dẫn đầu phong trào.", "Khóa thứ 5 học 2 lớp."]
)
def test_other_numbers_are_no_ranks(sentence: str) -> None:
    assert not any(target.rank for target in targets(sentence))


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Thu hút 5 tỷ USD vốn đầu tư.", 5e9, "USD"),
        ("Thu hút 2 tỷ đô la Mỹ.", 2e9, "đô la Mỹ"),
        ("Bố trí 20 tỷ, còn lại xã hội hóa.", 20e9, "đồng"),
        ("Quy mô đạt 1,2 triệu tỷ đồng.", 1.2e15, "đồng"),
        ("Cử 50 đồng chí tham gia.", 50.0, "đồng chí"),
        ("Hỗ trợ 200 đồng bào.", 200.0, "đồng bào"),
        ("Hiến 41.200 m2 đất.", 41200.0, "m2"),
        ("Tốc độ 01 Gb/s.", 1.0, "Gb/s"),
        ("Chỉ số phát triển con người duy trì trên 0,7.", 0.7, ""),
        ("Toàn tỉnh có 108 Khối Dân vận cơ sở.", 108.0, "Khối"),
        ("Thanh tra không được quá 01 lần trong năm.", 1.0, "lần"),
        ("Bố trí bình quân 20 ha/khu công nghiệp.", 20.0, "ha"),
    ],
)
def test_units(sentence: str, value: float, unit: str) -> None:
    target = only(sentence)
    assert (target.value, target.unit) == (value, unit)


@pytest.mark.parametrize(
    "sentence",
    ["Ít nhất một cuộc đối thoại.", "Đạt hai phần ba số phiếu.", "Còn ít nhất 02 nhiệm kỳ công tác.",
     "Cán bộ là đối tượng 1 quy hoạch."],
)  # fmt: skip
def test_words_terms_and_classes_are_no_quantities(sentence: str) -> None:
    assert written(sentence) == []


def test_how_things_stand_inside_a_goal_is_a_statistic() -> None:
    goal, now = targets("Đến năm 2030, 21/21 xã đạt chuẩn; hiện nay còn 04 xã chưa có đường.")
    assert (goal.kind, goal.deadline, now.kind, now.deadline) == ("target", "2030", "statistic", None)
    now, goal = targets("Hiện nay mới đạt 50% hộ, phấn đấu đến năm 2030 đạt 80%.")
    assert (now.kind, goal.kind) == ("statistic", "target")


def test_a_year_that_is_over_in_brackets_reports() -> None:
    text = (
        "UBND XÃ A\nSố: 1/KH-UBND\nXã A, ngày 01 tháng 10 năm 2025\n\nKẾ HOẠCH\nvề công tác dân vận\n\n"
        "I. NHIỆM VỤ\n\n1. Phấn đấu giảm 50% số vụ so với năm 2024 (năm 2024 có 142 vụ)."
    )
    assert [(t.kind, t.baseline_year) for t in dv.find_targets(text)] == [
        ("target", "2024"),
        ("statistic", None),
    ]


def test_a_day_for_all_that_stands_before_it() -> None:
    sentence = "Tổ chức 01 hội nghị cấp tỉnh và ít nhất 03 lớp tập huấn, hoàn thành trước ngày 31/12/2026."
    assert [t.deadline for t in targets(sentence)] == ["2026-12-31", "2026-12-31"]


def test_a_yearly_rate_a_head_keeps_the_year_of_its_goal() -> None:
    target = only("Đến năm 2030, thu nhập bình quân đạt 85 triệu đồng/người/năm.")
    assert (target.deadline, target.frequency) == ("2030", "/năm")
    target = only("Đến năm 2030, mỗi xã tổ chức 02 cuộc/năm.")
    assert (target.deadline, target.frequency) == (None, "/năm")


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "corpora").rglob("*.txt")), ids=lambda p: p.stem
)
def test_in_whole_documents_subjects_stand_where_they_say_and_parts_behind_their_wholes(path: Path) -> None:
    directive = dv.read(path)
    for index, target in enumerate(directive.targets):
        if target.subject is not None:
            written = directive.text[target.subject_start : target.subject_end]
            assert " ".join(written.split()) == target.subject
            assert "\n\n" not in written
        assert target.part_of is None or target.part_of < index


def test_the_store_knows_what_a_quantity_is_part_of(tmp_path: Path) -> None:
    text = "KẾ HOẠCH\n\nII. MỤC TIÊU\n\n1. Phấn đấu mở 09 lớp, trong đó 04 lớp cấp tỉnh."
    with Store.create(tmp_path) as store:
        store.write(dv.parse(text, source="a.txt"), sha256="", rules="")
        sql = "SELECT p.text, w.text AS whole, p.subject FROM targets p JOIN targets w ON w.id = p.part_of"
        assert [tuple(row) for row in store.query(sql)] == [("04 lớp", "09 lớp", "lớp cấp tỉnh")]


@pytest.mark.parametrize(
    "piece",
    [
        "tỷ lệ từ 60% ",
        "trong đó 5 xã, ",
        "đạt 5% (năm 2024: ",
        "chỉ số là từ ",
        "(hiện nay 5 xã ",
        "5 xã và ",
    ],
)
def test_long_sentences_cost_no_more_a_character(piece: str) -> None:
    def calls(times: int) -> int:
        text = f"KẾ HOẠCH\n\nII. MỤC TIÊU\n\n1. {piece * times}."
        return work(lambda: dv.find_targets(text))

    assert calls(1000) <= 5 * calls(250) + 100


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A blank or, of things counted, a comma parts thousands; a comma before a percentage does not.
        ("Thu nhập đạt 940 000 đồng/người.", [("=", 940000.0, "đồng")]),
        ("Trồng 1 250 000 cây xanh.", [("=", 1250000.0, "cây xanh")]),
        ("Hỗ trợ 1,500 hộ nghèo.", [("=", 1500.0, "hộ nghèo")]),
        ("Giảm 1,525% hộ nghèo.", [("=", 1.525, "%")]),
        ("Chi 1,500,000 đồng.", [("=", 1500000.0, "đồng")]),
        ("Giai đoạn 2026 đạt 816 tấn.", [("=", 816.0, "tấn")]),
        # Ranges.
        ("Đạt 85÷90% số hộ.", [("range", (85.0, 90.0), "%")]),
        ("Đạt 85~90% số hộ.", [("range", (85.0, 90.0), "%")]),
        ("Đạt 85 đến dưới 90% số hộ.", [("range", (85.0, 90.0), "%")]),
        ("Xây dựng 10 - 15 mô hình.", [("range", (10.0, 15.0), "mô hình")]),
        # Per cent in words, numbers said again.
        ("Đạt 100 phần trăm chi bộ.", [("=", 100.0, "%")]),
        ("Đạt 90 (chín mươi) phần trăm số hộ.", [("=", 90.0, "%")]),
        ("Bố trí ít nhất 02 (hai) cán bộ.", [(">=", 2.0, "cán bộ")]),
        ("Xây dựng 03 (ba) mô hình.", [("=", 3.0, "mô hình")]),
        ("Chia thành 02 phần.", [("=", 2.0, "phần")]),
        # Comparators in ASCII, negated, with a verb between.
        ("Đạt >= 95% số hộ.", [(">=", 95.0, "%")]),
        ("Tỷ lệ hộ nghèo <= 3%.", [("<=", 3.0, "%")]),
        ("Mỗi cán bộ không giữ quá 2 chức danh.", [("<=", 2.0, "chức danh")]),
        ("Mỗi xã không thành lập quá 3 tổ.", [("<=", 3.0, "tổ")]),
        ("Bố trí không hơn 5 người.", [("<=", 5.0, "người")]),
        ("Phải có không dưới 3 xã.", [(">=", 3.0, "xã")]),
        ("Không để tỷ lệ dưới 90%.", [("<", 90.0, "%")]),
        ("Mỗi xã trồng quá 300 cây.", [(">", 300.0, "cây")]),
        # Money, composed and in other currencies.
        ("Huy động 2 nghìn tỉ đồng.", [("=", 2e12, "đồng")]),
        ("Huy động trên 3 ngàn tỉ đồng.", [(">", 3e12, "đồng")]),
        ("Huy động 2 tỷ 300 triệu đồng.", [("=", 2.3e9, "đồng")]),
        ("Huy động 2 tỷ rưỡi đồng.", [("=", 2.5e9, "đồng")]),
        ("Vận động 1 triệu 200 nghìn người tham gia.", [("=", 1.2e6, "người")]),
        ("Thu hút 300 triệu yên Nhật.", [("=", 3e8, "yên Nhật")]),
        ("Vay 5 triệu euro và 20 triệu USD.", [("=", 5e6, "euro"), ("=", 2e7, "USD")]),
        # Minus.
        ("Tăng trưởng -2,5% so với năm trước.", [("=", -2.5, "%")]),
        ("Tăng trưởng âm 3%.", [("=", -3.0, "%")]),
        # Ages, thirds, places.
        (
            "Quan tâm trẻ em dưới 15 tuổi và người từ 65 tuổi trở lên.",
            [("<", 15.0, "tuổi"), (">=", 65.0, "tuổi")],
        ),
        ("Có ít nhất 2/3 số đại biểu tán thành.", [("fraction", (2.0, 3.0), "đại biểu")]),
        ("Xếp thứ 5 cả nước.", [("=", 5.0, "")]),
        # Nouns of two syllables stay whole.
        ("Đạt 8/10 tiêu chí.", [("fraction", (8.0, 10.0), "tiêu chí")]),
        ("Xây dựng 02 phần mềm.", [("=", 2.0, "phần mềm")]),
        # What goes from one number to another counts one thing.
        (
            "Tăng từ 2 lên 3 phó trưởng phòng.",
            [("=", 2.0, "phó trưởng phòng"), ("=", 3.0, "phó trưởng phòng")],
        ),
        ("Đưa mức phát thải ròng về 0 vào năm 2050.", [("=", 0.0, "")]),
        # `trên` may say on what.
        (
            "Đổi mới trên 4 ngành công nghiệp chính: cảng, hậu cần, công nghệ, tài chính.",
            [("=", 4.0, "ngành")],
        ),
        ("Đổi mới trên 4 ngành công nghiệp.", [(">", 4.0, "ngành")]),
        # Slogans, formulas and names of places measure nothing.
        ("Xây dựng gia đình 5 không, 3 sạch.", []),
        ("Hưởng ứng phong trào 3 nhất.", []),
        ("Tỷ lệ bằng (2) × 100%.", []),
    ],
)
def test_ways_of_writing_a_quantity(sentence: str, expected: list[tuple[str, object, str]]) -> None:
    assert [(t.op, t.value, t.unit) for t in targets(sentence)] == expected


def test_what_is_named_one_by_one_is_a_fact() -> None:
    found = targets("Phối hợp với Ủy ban nhân dân 04 xã: Suối Đá, Tân Điền, Gò Công; xây dựng 02 mô hình.")
    assert [t.kind for t in found] == ["statistic", "target"]


def test_what_only_describes_a_body_is_a_fact() -> None:
    for words in (
        "các đơn vị hưởng 100% lương",
        "doanh nghiệp 100% vốn nhà nước",
        "đơn vị tự bảo đảm 100% chi phí",
    ):
        assert [t.kind for t in targets(f"Rà soát {words}, bảo đảm 90% hoàn thành.")] == [
            "statistic",
            "target",
        ]


def test_a_day_that_closes_a_sentence_holds_for_its_numbers() -> None:
    (found,) = targets(
        "Phủ sóng 19 thôn, bản vùng cao, đường truyền yếu, hoàn thành trong tháng 12 năm 2026."
    )
    assert found.deadline == "2026-12-31"
