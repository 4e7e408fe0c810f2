"""Duties spelled out in labelled bullets, as provincial and communal plans of work write them."""

import danvan_docs as dv

PLAN = """KẾ HOẠCH

1. Ban hành hướng dẫn về hòa giải ở cơ sở

- Thời gian hoàn thành: Tháng 11/2025 (sau khi có hướng dẫn của tỉnh);

- Đơn vị chủ trì: Ban Dân vận Đảng ủy xã

- Đơn vị phối hợp: Hội Nông dân xã, các chi bộ.

2. Tổ chức hội nghị

- Nội dung: Gặp mặt người có uy tín.

- Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với Công an tỉnh.

- Thời gian thực hiện: Từ tháng 12/2025 đến quý I/2026.
"""


def assigned(text: str) -> list[dv.Task]:
    return [task for task in dv.find_tasks(text) if task.actors]


def _roles(task: dv.Task) -> list[tuple[str, str]]:
    return [(actor.text, actor.role) for actor in task.actors]


def test_labels_of_one_item_make_one_duty() -> None:
    first, _ = assigned(PLAN)
    assert _roles(first) == [
        ("Ban Dân vận Đảng ủy xã", "lead"), ("Hội Nông dân xã", "coordinate"), ("các chi bộ", "coordinate"),
    ]  # fmt: skip
    assert first.deadline == "2025-11-30"


def test_time_may_follow_the_lead_and_the_lead_may_be_a_clause() -> None:
    _, second = assigned(PLAN)
    assert _roles(second) == [("Sở Nội vụ", "lead"), ("Công an tỉnh", "coordinate")]
    assert second.deadline == "2026-03-31"


def test_a_helper_without_lead_charges_nobody() -> None:
    (task,) = dv.find_tasks("KẾ HOẠCH\n\n1. Hội nghị\n\n- Đơn vị phối hợp: Hội Nông dân xã.")
    assert task.actors == []
    assert [each.body for each in task.suggested] == ["Hội Nông dân xã"]


def test_the_checklist_says_what_is_to_be_done_not_the_label() -> None:
    first, second = (row for row in dv.checklist(dv.parse(PLAN)) if row.lead)
    assert first.what == "Ban hành hướng dẫn về hòa giải ở cơ sở"
    assert second.what == "2. Tổ chức hội nghị - Nội dung: Gặp mặt người có uy tín."


def test_a_name_ends_before_a_deed_even_with_a_capital_letter() -> None:
    (task,) = dv.find_tasks("KẾ HOẠCH\n\n- MTTQ Phối hợp với UBND xã tổ chức hội nghị.")
    assert _roles(task) == [("MTTQ", "lead"), ("UBND xã", "coordinate")]


def test_a_board_keeps_its_field_of_work() -> None:
    (task,) = dv.find_tasks("KẾ HOẠCH\n\n- Ban Chỉ đạo Chuyển đổi số tỉnh xây dựng kế hoạch năm.")
    assert _roles(task) == [("Ban Chỉ đạo Chuyển đổi số tỉnh", "lead")]


def test_a_list_of_guests_is_no_duty() -> None:
    assert dv.find_tasks("KẾ HOẠCH\n\n- Các sở, ban, ngành; Đảng ủy khối các cơ quan tỉnh; Báo Lam Hà.") == []


def test_a_ministry_keeps_its_last_syllable() -> None:
    (task,) = dv.find_tasks("KẾ HOẠCH\n\n- Sở Thông tin và Truyền thông chủ trì thực hiện.")
    assert _roles(task) == [("Sở Thông tin và Truyền thông", "lead")]


def test_a_demand_that_is_only_reported_is_no_duty() -> None:
    text = "KẾ HOẠCH\n\nNgày 22/12/2024 có Nghị quyết 57-NQ/TW, theo đó Bộ Chính trị giao Đảng đoàn Quốc hội lãnh đạo."
    assert assigned(text + "\n\n1. Quán triệt nghị quyết.") == []
