"""Pages of portals and news sites: what stands around a document is furniture, and fills no more than gaps."""

from __future__ import annotations

import pytest

import danvan_docs as dv

BLOCK = """Trang chủ
Bản quyền thuộc về trang tin.
Đang tải văn bản...
**Số hiệu:**
|
45/KH-UBND
|
|
**Loại văn bản:**
|
Kế hoạch
|
**Nơi ban hành:**
|
Tỉnh Tân Giang
|
**Người ký:**
|
Vũ Văn Tràm
|
**Ngày ban hành:**
|
12/01/2026
|
**Ngày hiệu lực:**
|
Đã biết
|
**Tình trạng:**
|
Đã biết
|
"""
ROWS = """| Số ký hiệu | 45/KH-UBND | Ngày ban hành | 12/01/2026 |
| Loại văn bản | Kế hoạch | Người ký | Vũ Văn Tràm |
| Tình trạng | Còn hiệu lực | Lĩnh vực | Nông nghiệp |
"""
LETTERHEAD = """|
**ỦY BAN NHÂN DÂN**
TỈNH TÂN GIANG
-------
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA
VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
Số: 45/KH-UBND
|
Tân Giang, ngày 12 tháng 01 năm 2026
|
"""
TEXT = """**KẾ HOẠCH**
TRỒNG CÂY ĐẦU XUÂN

1. Giao Sở Nội vụ theo dõi Nghị định số 30/2020/NĐ-CP.

|
Nơi nhận:
- Lưu: VT.
|
**CHỦ TỊCH**
Vũ Văn Tràm
|
"""
TAIL = """Kế hoạch 45/KH-UBND năm 2026 trồng cây đầu xuân do tỉnh Tân Giang ban hành
Văn bản này chưa cập nhật nội dung Tiếng Anh
## Văn bản liên quan
Nghị quyết số 12/NQ-HĐND ngày 12/12/2025
Ban hành:
18/11/2025

THÔNG BÁO
về lưu trữ thông tin khách hàng

1. Giao bạn đọc thực hiện Nghị định số 13/2023/NĐ-CP.
"""


PAGES = [
    BLOCK + LETTERHEAD + TEXT,
    BLOCK + LETTERHEAD + TEXT + TAIL,
    ROWS + LETTERHEAD + TEXT + TAIL,
    LETTERHEAD + TEXT + TAIL,
    LETTERHEAD + TEXT + "Thuộc tính văn bản\n" + BLOCK,
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_its_letterhead_says(page: str) -> None:
    found = dv.parse(page)
    header = found.header
    assert (header.type, header.symbol, header.date) == ("KẾ HOẠCH", "45/KH-UBND", "2026-01-12")
    assert (header.issuer, header.title) == ("ỦY BAN NHÂN DÂN TỈNH TÂN GIANG", "TRỒNG CÂY ĐẦU XUÂN")
    assert (header.signer, header.signer_title, header.recipients) == (
        "Vũ Văn Tràm",
        "CHỦ TỊCH",
        ["Lưu: VT."],
    )
    assert [c.symbol for c in found.citations] == ["30/2020/NĐ-CP"]
    assert [section.path for section in found.sections] == ["1"]
    assert len(found.tasks) == 1


def test_a_table_of_fields_in_the_text_is_no_block_of_a_portal() -> None:
    table = "Số hiệu\nString\nLoại văn bản\nString\nNgày ban hành\nDate\nTrích yếu\nString\n\n"
    found = dv.parse(TEXT.replace("1. Giao", f"{table}1. Giao"))
    assert (found.header.type, len(found.tasks)) == ("KẾ HOẠCH", 1)


def test_a_heading_about_other_papers_ends_no_document_that_is_still_in_its_letterhead() -> None:
    page = "Văn bản liên quan\nTải về\n" + LETTERHEAD + TEXT
    assert dv.parse(page).header.symbol == "45/KH-UBND"


def test_a_comparator_is_no_path_to_a_page() -> None:
    found = dv.parse("KẾ HOẠCH\nvề vườn ươm\n\n1. Đến năm 2030, Sở Nội vụ phấn đấu đạt > 95% hộ gia đình.\n")
    assert [section.path for section in found.sections] == ["1"]
    assert found.blocks[-1].kind == "item"


def test_a_line_of_a_site_below_the_annex_is_furniture() -> None:
    found = dv.parse(
        LETTERHEAD + TEXT + "\nPHỤ LỤC\n\n1. Sở Y tế rà soát.\n\nChia sẻ\nTin liên quan\nTin khác\n"
    )
    assert [block.kind for block in found.blocks[-3:]] == ["furniture"] * 3
    assert len(found.tasks) == 2
