"""Who must do what, with whom, by when: the phenomena of the annotation guidelines, one by one."""

from __future__ import annotations

import pytest

import danvan_docs as dv

Actors = list[tuple[str, str]]


def tasks(body: str) -> list[dv.Task]:
    text = f"KẾ HOẠCH\n\nvề công tác dân vận\n\nIV. TỔ CHỨC THỰC HIỆN\n\n{body}"
    found = dv.find_tasks(text)
    for task in found:
        assert task.start < task.end
        for actor in task.actors:
            assert " ".join(text[actor.start : actor.end].split()) == actor.text
    return found


def actors(body: str) -> list[Actors]:
    return [[(a.text, a.role) for a in task.actors] for task in tasks(body) if task.actors]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "1. Ban Dân vận Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ theo dõi việc thực hiện kế hoạch.",
            [("Ban Dân vận Tỉnh ủy", "lead"), ("Sở Nội vụ", "coordinate")],
            id="lead and partner",
        ),
        pytest.param(
            "1. Giao Sở Tài chính bố trí kinh phí.",
            [("Sở Tài chính", "lead")],
            id="giao",
        ),
        pytest.param(
            "1. Các huyện ủy, thành ủy, các ban đảng xây dựng kế hoạch thực hiện.",
            [("Các huyện ủy", "lead"), ("thành ủy", "lead"), ("các ban đảng", "lead")],
            id="a list of bodies",
        ),
        pytest.param(
            "1. Ban cán sự đảng UBND tỉnh chỉ đạo UBND tỉnh ban hành kế hoạch.",
            [("Ban cán sự đảng UBND tỉnh", "lead"), ("UBND tỉnh", "directed")],
            id="one that directs another",
        ),
        pytest.param(
            "1. Văn phòng Tỉnh ủy tổng hợp, báo cáo Ban Thường vụ Tỉnh ủy.",
            [("Văn phòng Tỉnh ủy", "lead"), ("Ban Thường vụ Tỉnh ủy", "report_to")],
            id="report",
        ),
        pytest.param(
            "1. Ban Dân vận Tỉnh ủy tham mưu cho Thường trực Tỉnh ủy tổ chức hội nghị.",
            [("Ban Dân vận Tỉnh ủy", "lead"), ("Thường trực Tỉnh ủy", "advise")],
            id="advice",
        ),
        pytest.param(
            "1. Hằng năm, Ủy ban Kiểm tra Tỉnh ủy xây dựng kế hoạch kiểm tra.",
            [("Ủy ban Kiểm tra Tỉnh ủy", "lead")],
            id="time before the subject",
        ),
    ],
)
def test_roles(body: str, expected: Actors) -> None:
    assert actors(body) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("1. Đổi mới, nâng cao chất lượng công tác tuyên truyền.", id="nobody named"),
        pytest.param("1. Các huyện ủy đã tích cực tổ chức đối thoại với Nhân dân.", id="done already"),
        pytest.param("1. 100% cơ quan hoàn thành việc rà soát.", id="an outcome"),
        pytest.param(
            "1. Phối hợp với Mặt trận Tổ quốc tuyên truyền trong Nhân dân.", id="a partner without a lead"
        ),
    ],
)
def test_no_duty(body: str) -> None:
    assert actors(body) == []


def test_a_heading_gives_its_body_to_each_bullet() -> None:
    body = "5. Ban Dân vận Tỉnh ủy\n\n- Theo dõi, đôn đốc việc thực hiện.\n\n- Hằng quý tổng hợp kết quả."
    first, second = tasks(body)
    assert [a.text for a in first.actors] == ["Ban Dân vận Tỉnh ủy"]
    assert first.actors[0].start == second.actors[0].start < first.start
    assert second.frequency == "Hằng quý"
    assert first.section == second.section == "IV/5"


def test_a_lead_in_passes_its_advisee_and_frequency_on() -> None:
    body = (
        "5. Ban Dân vận Tỉnh ủy\n\n- Hằng năm tham mưu cho Thường trực Tỉnh ủy:\n\n+ Tổ chức giao ban khối.\n\n"
        "+ Ban hành chương trình công tác."
    )
    found = tasks(body)
    assert [t.frequency for t in found] == ["Hằng năm", "Hằng năm"]
    assert [[(a.text, a.role) for a in t.actors] for t in found] == [
        [("Ban Dân vận Tỉnh ủy", "lead"), ("Thường trực Tỉnh ủy", "advise")]
    ] * 2


def test_two_clauses_with_two_leads_are_two_duties_with_one_span() -> None:
    body = "1. Sở Nội vụ tổng hợp kết quả; Sở Tài chính bố trí kinh phí thực hiện."
    first, second = tasks(body)
    assert (first.start, first.end) == (second.start, second.end)
    assert [t.actors[0].text for t in (first, second)] == ["Sở Nội vụ", "Sở Tài chính"]


def test_the_span_has_neither_bullet_nor_label_and_keeps_its_full_stop() -> None:
    text = "KẾ HOẠCH\n\nI. THỰC HIỆN\n\n- Ban Dân vận theo dõi.\n\n2. Sở Nội vụ tổng hợp./."
    assert [text[t.start : t.end] for t in dv.find_tasks(text)] == [
        "Ban Dân vận theo dõi.",
        "Sở Nội vụ tổng hợp./.",
    ]


@pytest.mark.parametrize(
    ("time", "deadline", "frequency"),
    [
        ("trước ngày 15/12/2025", "2025-12-15", None),
        ("xong trước ngày 30 tháng 6 năm 2026", "2026-06-30", None),
        ("trong quý II/2026", "2026-06-30", None),
        ("trong tháng 2/2024", "2024-02-29", None),
        ("đến hết năm 2030", "2030", None),
        ("hằng năm", None, "hằng năm"),
        ("định kỳ 6 tháng", None, "định kỳ 6 tháng"),
        ("trước ngày 25/12 hằng năm", None, "trước ngày 25/12 hằng năm"),
        ("thường xuyên", None, None),
        ("ngày 31/02/2025", None, None),
    ],
)
def test_times(time: str, deadline: str | None, frequency: str | None) -> None:
    (task,) = tasks(f"1. Sở Nội vụ báo cáo kết quả {time}.")
    assert (task.deadline, task.frequency) == (deadline, frequency)


def test_what_a_duty_stands_on_is_listed() -> None:
    (task,) = tasks("1. Sở Nội vụ thực hiện Chỉ thị số 33/CT-TTg và Luật Thanh niên.")
    assert task.basis == ["33/CT-TTg", "Luật Thanh niên"]


def test_principles_and_reports_are_no_duties() -> None:
    text = (
        "ĐỀ ÁN\n\nvề dân vận\n\nI. QUAN ĐIỂM\n\n1. Các cấp ủy lãnh đạo toàn diện công tác dân vận.\n\n"
        "II. TÌNH HÌNH\n\n1. Ban Dân vận tham mưu nhiều văn bản.\n\nIII. NHIỆM VỤ\n\n1. Ban Dân vận theo dõi."
    )
    (task,) = dv.find_tasks(text)
    assert task.section == "III/1"


def test_a_heading_beside_names_of_bodies_is_one_too() -> None:
    body = (
        "1. Sở Nội vụ\n\nTheo dõi, tổng hợp.\n\n2. Sở Tài chính\n\nBố trí kinh phí.\n\n"
        "3. Báo và Phát thanh, Truyền hình tỉnh\n\nTuyên truyền kế hoạch.\n\n"
        "4. Chế độ thông tin, báo cáo\n\nThực hiện theo quy định."
    )
    assert actors(body) == [
        [("Sở Nội vụ", "lead")],
        [("Sở Tài chính", "lead")],
        [("Báo và Phát thanh, Truyền hình tỉnh", "lead")],
    ]


def test_a_heading_that_ends_in_a_colon_hands_down_leads_and_helpers() -> None:
    heading = "1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và Sở Y tế:"
    body = f"{heading}\n\n- Rà soát chính sách.\n\n- Hướng dẫn chi trả."
    expected = [("Sở Nội vụ", "lead"), ("Sở Tài chính", "coordinate"), ("Sở Y tế", "coordinate")]
    assert [sorted(found) for found in actors(body)] == [sorted(expected)] * 2


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("Các sở, địa phương, đơn vị được giao nhiệm vụ cần báo cáo đúng hạn.", 3),
        (
            "Giao Ban Tổ chức Tỉnh ủy; Ủy ban Kiểm tra Tỉnh ủy trong quá trình soạn quy chế, chủ động góp ý.",
            2,
        ),
        ("Giao các đoàn kiểm tra của Ban Thường vụ Tỉnh ủy theo dõi tiến độ.", 1),
        (
            "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, các cơ quan, đơn vị phản ánh về Sở Nội vụ.",
            2,
        ),
    ],
)
def test_words_between_the_body_and_what_it_must_do(sentence: str, leads: int) -> None:
    (found,) = actors(f"1. {sentence}")
    assert [role for _, role in found].count("lead") == leads


def test_to_whom_something_is_submitted_has_no_role() -> None:
    (found,) = actors(
        "1. Sở Nội vụ hoàn thiện đề án, trình Ban Thường vụ Tỉnh ủy trong quá trình chuẩn bị đại hội."
    )
    assert found == [("Sở Nội vụ", "lead")]


def test_a_later_sentence_with_its_own_subject_is_a_duty_of_its_own() -> None:
    found = actors("1. Sở Nội vụ hướng dẫn thực hiện. Sở Tài chính bố trí kinh phí.")
    assert found == [[("Sở Nội vụ", "lead")], [("Sở Tài chính", "lead")]]


def test_nothing_is_a_duty_after_the_closing_mark() -> None:
    found = actors(
        "1. Sở Nội vụ\n\na) Theo dõi, tổng hợp.\n\nb) Báo cáo kết quả./.\n\nTheo trang tin của tỉnh"
    )
    assert len(found) == 2


def test_an_item_without_a_full_stop_is_no_heading() -> None:
    items = (
        "a) Theo dõi, tổng hợp.\n\nb) Cung cấp, cập nhật dữ liệu thuộc phạm vi quản lý\n\nc) Báo cáo kết quả."
    )
    assert len(actors(f"1. Sở Nội vụ\n\n{items}")) == 3


def test_a_frequency_at_the_head_holds_for_every_clause() -> None:
    found = tasks("1. Hằng năm, Sở Nội vụ lập dự toán; Sở Tài chính thẩm định trình Ủy ban nhân dân tỉnh.")
    assert [task.frequency for task in found] == ["Hằng năm", "Hằng năm"]


def test_bullets_go_on_with_the_item_that_opens_with_its_body() -> None:
    item = "1. Sở Nội vụ xây dựng kế hoạch thi đua."
    found = actors(f"{item}\n\n- Giới thiệu điển hình tiên tiến.\n\n- Sở Tài chính bố trí kinh phí.")
    assert found == [[("Sở Nội vụ", "lead")], [("Sở Nội vụ", "lead")], [("Sở Tài chính", "lead")]]


def test_a_heading_before_those_that_name_bodies_is_none() -> None:
    body = (
        "1. Hậu cần\n\nChuẩn bị tài liệu.\n\n2. Sở Nội vụ\n\nTheo dõi.\n\n3. Sở Tài chính\n\nBố trí kinh phí."
    )
    assert actors(body) == [[("Sở Nội vụ", "lead")], [("Sở Tài chính", "lead")]]
