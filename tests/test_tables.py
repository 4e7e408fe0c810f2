"""Tables of tasks: with bars, one cell under another, merged cells, groups of rows."""

from __future__ import annotations

import pytest

import danvan_docs as dv

HEAD = "KẾ HOẠCH\nvề công tác dân vận năm 2026\n\nI. NỘI DUNG\n\n1. Nâng cao nhận thức.\n\n"
BARRED = (
    HEAD
    + """PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ

| STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm |
|-----|-------------------|-----------------|------------------|----------|----------|
| 1 | Xây dựng kế hoạch tuyên truyền | Sở Nội vụ | Sở Tài chính; UBND các xã, phường | Quý I/2026 | Kế hoạch |
| 2 | Tổ chức hội nghị đối thoại | 〃 | 〃 | Tháng 6/2026 | Báo cáo |
| 3 | Khảo sát ít nhất 05 mô hình | Hội Nông dân tỉnh | Hội Cựu chiến binh tỉnh | Hằng năm | |
"""
)
STACKED = (
    HEAD
    + """PHỤ LỤC
PHÂN CÔNG THỰC HIỆN CÁC CHỈ TIÊU

TT
Chỉ tiêu
Cơ quan
chủ trì
Thời hạn
I. Kinh tế
1
Tỷ lệ hộ dân dùng nước sạch
đạt 95%.
Sở Nông nghiệp và Môi trường
30/9/2026
2
Tỷ lệ xã có mô hình
dân vận khéo đạt 100%.
Ban Dân vận Tỉnh ủy
Năm 2026
II. Xã hội
1
Tỷ lệ người dân có thẻ bảo hiểm đạt 98%.
Bảo hiểm xã hội tỉnh
Quý IV/2026
"""
)


def rows(text: str) -> list[tuple[str, list[tuple[str, str]], str | None]]:
    directive = dv.parse(text)
    return [
        (
            " ".join(directive.quote(task).split()),
            [(actor.role, " ".join(actor.text.split())) for actor in task.actors],
            task.deadline,
        )
        for task in directive.tasks
        if task.actors
    ]


def test_each_row_of_a_table_with_bars_is_a_duty() -> None:
    first, second, third = rows(BARRED)
    assert first[0].startswith("Xây dựng kế hoạch tuyên truyền")
    assert first[1] == [
        ("lead", "Sở Nội vụ"), ("coordinate", "Sở Tài chính"), ("coordinate", "UBND các xã, phường"),
    ]  # fmt: skip
    assert (first[2], second[2], third[2]) == ("2026-03-31", "2026-06-30", None)


def test_a_merged_cell_holds_for_the_rows_below() -> None:
    _, second, third = rows(BARRED)
    assert second[1][0] == ("lead", "Sở Nội vụ")
    assert third[1] == [("lead", "Hội Nông dân tỉnh"), ("coordinate", "Hội Cựu chiến binh tỉnh")]


def test_product_and_frequency_come_from_their_columns() -> None:
    directive = dv.parse(BARRED)
    first, second, third = (task for task in directive.tasks if task.actors)
    assert (first.product, second.product) == ("Kế hoạch", "Báo cáo")
    assert (third.frequency, third.recurrence) == ("Hằng năm", "FREQ=YEARLY")


def test_cells_that_stand_one_under_another_make_rows_too() -> None:
    found = rows(STACKED)
    assert [row[1] for row in found] == [
        [("lead", "Sở Nông nghiệp và Môi trường")],
        [("lead", "Ban Dân vận Tỉnh ủy")],
        [("lead", "Bảo hiểm xã hội tỉnh")],
    ]
    assert [row[2] for row in found] == ["2026-09-30", "2026", "2026-12-31"]


def test_a_wrapped_cell_is_read_whole() -> None:
    assert rows(STACKED)[0][0].startswith("Tỷ lệ hộ dân dùng nước sạch đạt 95%.")


@pytest.mark.parametrize("text", [BARRED, STACKED])
def test_quantities_in_cells_are_found_once(text: str) -> None:
    directive = dv.parse(text)
    spans = [(target.start, target.end) for target in directive.targets]
    assert len(spans) == len(set(spans))
    assert {directive.quote(target) for target in directive.targets} <= {
        "ít nhất 05 mô hình", "95%", "100%", "98%",
    }  # fmt: skip
    assert spans


def test_a_row_with_two_leads_is_two_duties() -> None:
    text = BARRED.replace("| Sở Nội vụ |", "| Sở Nội vụ hướng dẫn; UBND cấp xã thực hiện |")
    assert [actors[0] for _, actors, _ in rows(text)[:2]] == [("lead", "Sở Nội vụ"), ("lead", "UBND cấp xã")]


def test_a_table_without_a_lead_gives_no_duty() -> None:
    text = HEAD + "PHỤ LỤC\n\n| TT | Nội dung | Ghi chú |\n|---|---|---|\n| 1 | Sở Nội vụ | Mới |\n"
    assert [task for task in dv.parse(text).tasks if task.actors] == []


def test_bars_in_running_text_make_no_table() -> None:
    text = HEAD + "2. Trang chủ | Tin tức | Liên hệ\n\n3. Giao Sở Nội vụ theo dõi."
    directive = dv.parse(text)
    assert not [block for block in directive.blocks if block.kind == "cell"]
    assert [actor.text for task in directive.tasks for actor in task.actors] == ["Sở Nội vụ"]
