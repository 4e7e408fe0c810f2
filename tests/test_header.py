"""Letterhead, title, signature and recipients, in Party and state style, whole or damaged."""

from __future__ import annotations

import pytest

import danvan_docs as dv

PARTY = """TỈNH ỦY LAM HÀ
*
Số 12-NQ/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Lam Hà, ngày 05 tháng 3 năm 2022

NGHỊ QUYẾT
về tăng cường công tác dân vận trong tình hình mới
-----

I- TÌNH HÌNH

1- Các cấp ủy đã quán triệt.

Nơi nhận:
- Ban Dân vận Trung ương (để báo cáo),
- Các huyện ủy, thành ủy,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ THƯỜNG TRỰC

Hoàng Văn Mẫu
"""

STATE = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 15/KH-UBND
Tân Giang, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Thực hiện công tác dân vận chính quyền năm 2026

Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành kế hoạch.

I. MỤC ĐÍCH

1. Nâng cao nhận thức.

Nơi nhận:
- Thường trực Tỉnh ủy;
- Lưu: VT, NC.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Thị Mẫu
"""

DISPATCH = """- Kính gửi:
- Các huyện ủy, thành ủy,
- Các ban đảng Tỉnh ủy.

Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện tốt một số nội dung sau:

1. Quán triệt chỉ thị.

Công văn này được phổ biến đến chi bộ.

Nơi nhận:
- Như trên,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Lê Văn Mẫu
"""


def test_a_party_paper() -> None:
    header = dv.parse(PARTY).header
    told = header.model_dump(exclude={"origins", "signers", "addressees"}, exclude_none=True)
    assert told == {
        "type": "NGHỊ QUYẾT",
        "symbol": "12-NQ/TU",
        "date": "2022-03-05",
        "place": "Lam Hà",
        "issuer": "TỈNH ỦY LAM HÀ",
        "issuer_name": "Tỉnh ủy Lam Hà",
        "draft": False,
        "title": "về tăng cường công tác dân vận trong tình hình mới",
        "signer": "Hoàng Văn Mẫu",
        "signer_title": "PHÓ BÍ THƯ THƯỜNG TRỰC",
        "recipients": [
            "Ban Dân vận Trung ương (để báo cáo),",
            "Các huyện ủy, thành ủy,",
            "Lưu Văn phòng Tỉnh ủy.",
        ],
    }


def test_a_state_paper() -> None:
    header = dv.parse(STATE).header
    assert (header.type, header.symbol, header.date) == ("KẾ HOẠCH", "15/KH-UBND", "2026-01-20")
    assert header.issuer == "ỦY BAN NHÂN DÂN TỈNH TÂN GIANG"
    assert header.title == "Thực hiện công tác dân vận chính quyền năm 2026"
    assert (header.signer, header.signer_title) == ("Trần Thị Mẫu", "PHÓ CHỦ TỊCH")
    assert header.recipients == ["Thường trực Tỉnh ủy;", "Lưu: VT, NC."]


def test_a_dispatch_that_lost_its_letterhead() -> None:
    header = dv.parse(DISPATCH).header
    assert header.type == "Công văn"
    assert header.issuer == "Ban Thường vụ Tỉnh ủy"
    assert (header.symbol, header.date, header.title) == (None, None, None)
    assert (header.signer, header.signer_title) == ("Lê Văn Mẫu", "PHÓ BÍ THƯ")
    assert header.recipients == ["Như trên,", "Lưu Văn phòng Tỉnh ủy."]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (PARTY, {"letterhead", "title", "furniture", "heading", "item", "recipients", "signature"}),
        (DISPATCH, {"letterhead", "body", "item", "recipients", "signature"}),
    ],
)
def test_the_parts_of_the_page_are_told_apart(text: str, kinds: set[str]) -> None:
    assert {block.kind for block in dv.parse(text).blocks} == kinds


def test_a_paper_whose_issuer_stands_under_the_type() -> None:
    text = "NGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\n\nvề công tác dân vận\n\nI. MỤC TIÊU\n\n1. Chung"
    header = dv.parse(text).header
    assert (header.type, header.issuer, header.title) == (
        "NGHỊ QUYẾT",
        "BAN THƯỜNG VỤ TỈNH ỦY",
        "về công tác dân vận",
    )


def test_a_paper_without_letterhead_has_the_organ_it_was_signed_for() -> None:
    text = (
        "CHỈ THỊ\n\nvề dân vận\n\n1. Các chi bộ thực hiện.\n\n"
        "Nơi nhận:\n- Như trên.\n\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nVũ Mẫu"
    )
    assert dv.parse(text).header.issuer == "BAN THƯỜNG VỤ"


def test_a_title_over_several_lines_is_one() -> None:
    text = "KẾ HOẠCH\nthực hiện Nghị quyết số 57-NQ/TW về đột phá\nphát triển khoa học, công nghệ\n-----\n\nI. MỤC TIÊU"
    directive = dv.parse(text)
    assert directive.header.title == (
        "thực hiện Nghị quyết số 57-NQ/TW về đột phá phát triển khoa học, công nghệ"
    )
    assert [c.symbol for c in directive.citations] == ["57-NQ/TW"]


def test_a_blank_left_for_the_number_is_no_number() -> None:
    text = (
        "BAN TỔ CHỨC\n*\nSố:       - HD/BTCTU\nLam Hà, ngày     tháng 8 năm 2025\n\n"
        "HƯỚNG DẪN\nvề kết nạp đảng viên\n\n1. Hồ sơ."
    )
    header = dv.parse(text).header
    assert (header.symbol, header.date, header.type) == (None, "2025-08", "HƯỚNG DẪN")
    assert (header.draft, header.day) == (True, None)


def test_an_article_has_a_title_and_no_type() -> None:
    text = "Lam Hà sơ kết công tác dân vận\n\nSáng 12/5, tỉnh Lam Hà tổ chức hội nghị. Các đại biểu đã thảo luận."
    header = dv.parse(text).header
    assert (header.type, header.title, header.recipients) == (None, "Lam Hà sơ kết công tác dân vận", None)


@pytest.mark.parametrize(
    "text", ["", " \n\n", "x", "Số", "***", "- Kính gửi:", "Nơi nhận:", "T/M BAN THƯỜNG VỤ"]
)
def test_what_the_text_does_not_give_stays_empty(text: str) -> None:
    header = dv.parse(text).header
    assert (header.symbol, header.date, header.signer) == (None, None, None)


def test_a_web_page_that_glues_type_issuer_and_title() -> None:
    page = (
        "TOÀN VĂN: KẾT LUẬN 155-KL/TW CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ VỀ SẮP XẾP TỔ CHỨC BỘ MÁY\n\n"
        "KẾT LUẬNCỦA BỘ CHÍNH TRỊ, BAN BÍ THƯvề một số nhiệm vụ trọng tâm\n\n"
        "Sau khi nghe báo cáo, Bộ Chính trị, Ban Bí thư kết luận như sau:\n\n"
        "1. Giao Văn phòng Trung ương Đảng chủ trì hướng dẫn."
    )
    result = dv.parse(page)
    header = result.header
    assert (header.type, header.symbol) == ("KẾT LUẬN", "155-KL/TW")
    assert (header.issuer, header.title) == (
        "BỘ CHÍNH TRỊ, BAN BÍ THƯ",
        "về một số nhiệm vụ trọng tâm",
    )
    assert result.citations == []


def test_a_headline_that_names_the_document_gives_its_number_and_what_the_page_says_of_it() -> None:
    page = (
        "Nghị quyết số 12-NQ/TU\n\nĐồng chí Bí thư đã ký ban hành Nghị quyết số 12-NQ/TU (ngày 15/8/2023) của Ban "
        "Thường vụ Tỉnh ủy về công tác dân vận.\n\nNghị quyết này được phổ biến đến chi bộ."
    )
    header = dv.parse(page).header
    assert (header.type, header.symbol, header.date, header.issuer) == (
        "Nghị quyết", "12-NQ/TU", "2023-08-15", "Ban Thường vụ Tỉnh ủy",
    )  # fmt: skip


def test_the_introduction_of_a_web_page_names_the_document_that_it_reprints() -> None:
    page = (
        "Sáng 03/3, Trưởng Ban vừa ký ban hành Kế hoạch số 21-KH/BCĐ (Kế hoạch số 21) của Ban Chỉ đạo về hòa giải ở "
        "khu dân cư.\n\nMục đích\n\nCác cơ quan thực hiện Kế hoạch này nghiêm túc."
    )
    header = dv.parse(page).header
    assert (header.type, header.symbol, header.issuer) == ("Kế hoạch", "21-KH/BCĐ", "Ban Chỉ đạo")


def test_an_article_about_an_instrument_is_not_that_instrument() -> None:
    page = "Tỉnh ủy đã ký ban hành Kế hoạch số 47-KH/TU về dân vận.\n\nCác địa phương đã tích cực hưởng ứng."
    assert dv.parse(page).header.symbol is None


def test_a_text_without_a_type_is_read_as_an_article_and_says_so() -> None:
    (warning,) = dv.parse(
        "Công tác dân vận ở xã An Trạm\n\nCác cấp ủy đã quan tâm công tác dân vận."
    ).warnings
    assert "article" in warning
    assert dv.parse(STATE).warnings == []


@pytest.mark.parametrize(
    "motto",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM",
        "CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM",
        "CỘNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NAM",
    ],
)
def test_a_state_motto_that_is_wrapped_or_damaged_is_no_issuer(motto: str) -> None:
    page = STATE.replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto)
    assert dv.parse(page).header.issuer == "ỦY BAN NHÂN DÂN TỈNH TÂN GIANG"


def test_who_announces_what_follows_issues_it() -> None:
    page = (
        "Nghe các ban trình bày, Bộ Chính trị, Ban Bí thư có ý kiến như sau:\n\n"
        "1. Các cấp ủy quán triệt.\n\n2. Kết luận này có hiệu lực từ ngày ký."
    )
    header = dv.parse(page).header
    assert (header.type, header.issuer) == ("Kết luận", "Bộ Chính trị, Ban Bí thư")
