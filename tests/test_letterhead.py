"""Letterheads of many bodies and layouts: who issues, what is above, number, date, type, drafts."""

from __future__ import annotations

import pytest

import danvan_docs as dv
from danvan_docs.models import Header

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM\n"
TEXT = "\nKẾ HOẠCH\nvề vườn ươm\n\n1. Giao Văn phòng theo dõi.\n"


def header(
    organs: str, number: str = "Số: 15/KH-UBND", date: str = "Lạc Sơn, ngày 05 tháng 3 năm 2026"
) -> Header:
    return dv.parse(f"{organs}\n{number}\n{STATE}{date}\n{TEXT}").header


@pytest.mark.parametrize(
    ("organs", "issuer", "name", "superior"),
    [
        (
            "ỦY BAN NHÂN DÂN\nTỈNH LẠC SƠN",
            "ỦY BAN NHÂN DÂN TỈNH LẠC SƠN",
            "Ủy ban nhân dân tỉnh Lạc Sơn",
            None,
        ),
        ("ỦY BAN\nNHÂN DÂN\nXÃ KHE MÂY", "ỦY BAN NHÂN DÂN XÃ KHE MÂY", "Ủy ban nhân dân xã Khe Mây", None),
        ("BỘ KHOA HỌC VÀ\nCÔNG NGHỆ", "BỘ KHOA HỌC VÀ CÔNG NGHỆ", "Bộ Khoa học và Công nghệ", None),
        ("BỘ\nTÀI CHÍNH\nCỤC THUẾ", "CỤC THUẾ", "Cục Thuế", "BỘ TÀI CHÍNH"),
        (
            "UBND TỈNH LẠC SƠN\nSỞ GIÁO DỤC VÀ\nĐÀO TẠO",
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
            "Sở Giáo dục và Đào tạo",
            "UBND TỈNH LẠC SƠN",
        ),
        (
            "SỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH",
            "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
            "Sở Văn hóa, Thể thao và Du lịch",
            None,
        ),
        ("THỦ TƯỚNG\nCHÍNH PHỦ", "THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ", None),
        ("VĂN PHÒNG\nCHÍNH PHỦ", "VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ", None),
        (
            "ĐẢNG BỘ TỈNH TÂN GIANG\nHUYỆN ỦY THẠCH LUÔNG",
            "HUYỆN ỦY THẠCH LUÔNG",
            "Huyện ủy Thạch Luông",
            "ĐẢNG BỘ TỈNH TÂN GIANG",
        ),
        ("TỈNH ỦY LAM HÀ\nBAN TỔ CHỨC", "BAN TỔ CHỨC", "Ban Tổ chức Tỉnh ủy Lam Hà", "TỈNH ỦY LAM HÀ"),
        (
            "BAN CHẤP HÀNH\nTRUNG ƯƠNG\nBAN TỔ CHỨC",
            "BAN TỔ CHỨC",
            "Ban Tổ chức Trung ương",
            "BAN CHẤP HÀNH TRUNG ƯƠNG",
        ),
        (
            "TỈNH ỦY LAM HÀ\nVĂN PHÒNG",
            "TỈNH ỦY LAM HÀ VĂN PHÒNG",
            "Văn phòng Tỉnh ủy Lam Hà",
            "TỈNH ỦY LAM HÀ",
        ),
        (
            "UBND THÀNH PHỐ HÀ\nNỘI\nTRUNG TÂM PHỤC VỤ\nHÀNH CHÍNH CÔNG",
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            "Trung tâm Phục vụ hành chính công",
            "UBND THÀNH PHỐ HÀ NỘI",
        ),
        (
            "ỦY BAN MTTQ VIỆT NAM\nXÃ KHE MÂY\nBAN THƯỜNG TRỰC",
            "ỦY BAN MTTQ VIỆT NAM XÃ KHE MÂY BAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban MTTQ Việt Nam xã Khe Mây",
            "ỦY BAN MTTQ VIỆT NAM XÃ KHE MÂY",
        ),
        ("BỘ NỘI VỤ\nBỘ TÀI CHÍNH", "BỘ NỘI VỤ - BỘ TÀI CHÍNH", "Bộ Nội vụ - Bộ Tài chính", None),
        ("HỎA TỐC\nSỞ Y TẾ", "SỞ Y TẾ", "Sở Y tế", None),
        ("CÔNG AN TỈNH LẠC SƠN\nPHÒNG HẬU CẦN", "PHÒNG HẬU CẦN", "Phòng Hậu cần", "CÔNG AN TỈNH LẠC SƠN"),
    ],
)
def test_who_issues(organs: str, issuer: str, name: str, superior: str | None) -> None:
    found = header(organs)
    assert (found.issuer, found.issuer_name, found.superior) == (issuer, name, superior)
    assert found.origins["issuer"].part == "letterhead"


@pytest.mark.parametrize(
    "page",
    [
        "UBND TỈNH LẠC SƠN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\t                          "
        "Độc lập - Tự do - Hạnh phúc\n\nSố: 15/KH-SYT               Lạc Sơn, ngày 05 tháng 3 năm 2026\n",
        "UBND TỈNH LẠC SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 15/KH-SYT\tLạc Sơn, ngày 05 tháng 3 năm 2026\n",
        "| UBND TỈNH LẠC SƠN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n| SỞ Y TẾ | Độc lập - Tự do - Hạnh phúc |\n"
        "| Số: 15/KH-SYT | Lạc Sơn, ngày 05 tháng 3 năm 2026 |\n",
        "|\n**UBND TỈNH LẠC SƠN**\n**SỞ Y TẾ**\n-------\n|\n**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**\nĐộc lập - Tự do - "
        "Hạnh phúc\n---------------\n|\n|\nSố: 15/KH-SYT\n|\n*Lạc Sơn, ngày 05\ntháng 3 năm 2026*\n|\n",
        f"{STATE}Lạc Sơn, ngày 05 tháng 3 năm 2026\nUBND TỈNH LẠC SƠN\nSỞ Y TẾ\nSố: 15/KH-SYT\n",
    ],
)
def test_a_letterhead_in_two_columns(page: str) -> None:
    found = dv.parse(page + TEXT).header
    assert (found.issuer, found.superior) == ("SỞ Y TẾ", "UBND TỈNH LẠC SƠN")
    assert (found.symbol, found.date, found.place) == ("15/KH-SYT", "2026-03-05", "Lạc Sơn")
    assert (found.type, found.title) == ("KẾ HOẠCH", "về vườn ươm")


@pytest.mark.parametrize(
    ("number", "symbol"),
    [
        ("Số: 15/KH-UBND", "15/KH-UBND"),
        ("Số 15 - KH/HU", "15-KH/HU"),
        ("Sô: 427/BCA-C04", "427/BCA-C04"),
        ("Số: 66.12/2026/NQ-CP", "66.12/2026/NQ-CP"),
        ("Số 131CV/ĐU", "131CV/ĐU"),
        ("Luật số: 147/2025/QH15", "147/2025/QH15"),
        ("Nghị quyết số: 202/2025/QH15", "202/2025/QH15"),
    ],
)
def test_the_number_is_the_documents_own_and_no_citation(number: str, symbol: str) -> None:
    found = dv.parse(f"SỞ Y TẾ\n{number}\n{STATE}Lạc Sơn, ngày 05 tháng 3 năm 2026\n{TEXT}")
    assert found.header.symbol == symbol
    assert found.citations == []
    origin = found.header.origins["symbol"]
    assert found.text[origin.start : origin.end].replace(" ", "") == symbol


@pytest.mark.parametrize(
    ("date", "place", "iso", "draft"),
    [
        ("TP. Hồ Chí Minh, ngày 5 tháng 3 năm 2026", "TP. Hồ Chí Minh", "2026-03-05", False),
        ("Thành phố Hồ Chí Minh, ngày 05 tháng 3 năm 2026", "Hồ Chí Minh", "2026-03-05", False),
        ("TP.HCM, ngày 05/3/2026", "TP.HCM", "2026-03-05", False),
        ("Phường 5, ngày 05 tháng 3 năm 2026", "Phường 5", "2026-03-05", False),
        ("Lạc Sơn, 05/3/2026", "Lạc Sơn", "2026-03-05", False),
        ("Lạc Sơn, ngày      tháng 12 năm 2025", "Lạc Sơn", "2025-12", True),
        ("Lạc Sơn, ngày ... tháng 12 năm 2025", "Lạc Sơn", "2025-12", True),
        ("Lạc Sơn, ngày …… tháng …… năm 2025", "Lạc Sơn", "2025", True),
        ("Lạc Sơn, ngày     /12/2025", "Lạc Sơn", "2025-12", True),
        ("Lạc Sơn, ngày 05 tháng     năm 2025", "Lạc Sơn", "2025", True),
    ],
)  # fmt: skip
def test_place_and_date_blanks_kept_as_what_is_there(date: str, place: str, iso: str, draft: bool) -> None:
    found = header("SỞ Y TẾ", date=date)
    assert (found.place, found.date, found.draft) == (place, iso, draft)


@pytest.mark.parametrize("number", ["Số:      /KH-SYT", "Số      -KH/HU", "Số: …/KH-SYT", "Số: ....."])
def test_a_blank_number_is_a_draft(number: str) -> None:
    found = header("SỞ Y TẾ", number)
    assert (found.symbol, found.draft, found.issuer) == (None, True, "SỞ Y TẾ")


@pytest.mark.parametrize(
    "mark", ["DỰ THẢO", "DỰ THẢO 2", "Dự thảo lần 3", "(Dự thảo)", "DỰ THẢO LẦN 2 NGÀY 05/3/2026"]
)
@pytest.mark.parametrize("above", [True, False])
def test_the_mark_of_a_draft_is_no_issuer(mark: str, above: bool) -> None:
    found = (
        header(f"{mark}\nSỞ Y TẾ")
        if above
        else header("SỞ Y TẾ", date=f"Lạc Sơn, ngày 05 tháng 3 năm 2026\n\n{mark}")
    )
    assert (found.issuer, found.draft, found.type) == ("SỞ Y TẾ", True, "KẾ HOẠCH")


@pytest.mark.parametrize(
    ("printed", "type_name"),
    [
        ("KÊ HOACH", "KẾ HOẠCH"), ("QUYẾTĐỊNH", "QUYẾT ĐỊNH"), ("NGHI QUYẾT", "NGHỊ QUYẾT"),
        ("THÔNG BẢO", "THÔNG BÁO"),
        ("KẾ HOẠC", "KẾ HOẠCH"), ("QUI ĐỊNH", "QUY ĐỊNH"), ("GIẤY MỜI HỌP", "GIẤY MỜI HỌP"),
        ("PHIẾU TRÌNH", "PHIẾU TRÌNH"),
    ],
)  # fmt: skip
def test_a_type_word_is_known_under_damage_and_its_words_are_kept(printed: str, type_name: str) -> None:
    page = f"SỞ Y TẾ\nSố: 15/KH-SYT\n{STATE}Lạc Sơn, ngày 05 tháng 3 năm 2026\n{TEXT.replace('KẾ HOẠCH', printed)}"
    found = dv.parse(page)
    assert (found.header.type, found.header.issuer) == (type_name, "SỞ Y TẾ")
    origin = found.header.origins["type"]
    assert found.text[origin.start : origin.end] == printed


def test_a_heading_that_only_resembles_a_type_is_none() -> None:
    page = "Công tác ở xã Khe Mây\n\nCÔNG DÂN\n\nCác hộ đã tham gia đầy đủ.\n"
    assert dv.parse(page).header.type is None


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("Chỉ thị số 21-CT/TU, ngày 14/4/2025 của Ban Thường vụ Tỉnh ủy Tân Giang về trồng cây\n\n"
         "Ban Thường vụ yêu cầu:",
         ("Chỉ thị", "21-CT/TU", "2025-04-14", "Ban Thường vụ Tỉnh ủy Tân Giang", "về trồng cây", None)),
        ("Toàn văn Chỉ thị số 15/CT-TTg của Thủ tướng Chính phủ về trồng cây\n\nNgày 05/3/2026, Thủ tướng Phạm Văn "
         "Mơ đã ký Chỉ thị số 15/CT-TTg về trồng cây.",
         ("Chỉ thị", "15/CT-TTg", "2026-03-05", "Thủ tướng Chính phủ", "về trồng cây", "Phạm Văn Mơ")),
        ("Chiều 05/3, đồng chí Vũ Văn Tràm, Bí thư Tỉnh ủy đã ký ban hành Kế hoạch số 21-KH/TU của Ban Thường vụ Tỉnh "
         "ủy về vườn ươm.\n\nKế hoạch nêu rõ yêu cầu.",
         ("Kế hoạch", "21-KH/TU", None, "Ban Thường vụ Tỉnh ủy", "về vườn ươm", "Vũ Văn Tràm")),
        ("PHỤ LỤC\nDanh mục\n(Kèm theo Công văn số 123/UBND-NC ngày 05/3/2026 của Ủy ban nhân dân tỉnh Lạc Sơn)",
         ("Công văn", "123/UBND-NC", "2026-03-05", "Ủy ban nhân dân tỉnh Lạc Sơn", None, None)),
        ("KẾ HOẠCH\nvề vườn ươm\n(Kèm theo Kế hoạch số 15/KH-SYT ngày 05/3/2026 của Sở Y tế)",
         ("KẾ HOẠCH", "15/KH-SYT", "2026-03-05", "Sở Y tế", "về vườn ươm", None)),
    ],
)  # fmt: skip
def test_a_copy_says_what_it_is_where_the_letterhead_is_lost(page: str, said: tuple[str | None, ...]) -> None:
    found = dv.parse(f"{page}\n\n1. Giao Sở Y tế chủ trì rà soát.\n").header
    assert (found.type, found.symbol, found.date, found.issuer, found.title, found.signer) == said


@pytest.mark.parametrize(
    "page",
    [
        "Lam Hà đẩy mạnh thực hiện Nghị quyết số 57-NQ/TW\n\nSáng 12/5, tỉnh Lam Hà tổ chức hội nghị.",
        "Nghị quyết số 57-NQ/TW của Bộ Chính trị đi vào cuộc sống\n\nSáng 12/5, tỉnh Lam Hà tổ chức hội nghị.",
        "Hội nghị quán triệt\n\nĐại biểu đã nghe giới thiệu Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.",
    ],
)
def test_an_article_about_an_instrument_takes_nothing_from_it(page: str) -> None:
    found = dv.parse(page).header
    assert (found.type, found.symbol, found.date, found.issuer) == (None, None, None, None)


def test_a_value_of_the_letterhead_goes_before_the_text_and_the_annex() -> None:
    page = (
        f"SỞ Y TẾ\nSố: 15/KH-SYT\n{STATE}Lạc Sơn, ngày 05 tháng 3 năm 2026\n{TEXT}\nPHỤ LỤC\n"
        "(Kèm theo Kế hoạch số 16/KH-SYT ngày 06/3/2026 của Bộ Y tế)\n"
    )
    found = dv.parse(page).header
    assert (found.symbol, found.date, found.issuer) == ("15/KH-SYT", "2026-03-05", "SỞ Y TẾ")
    assert {each.part for each in found.origins.values()} == {"letterhead", "title"}


def test_two_who_sign_side_by_side_and_one_after_the_other() -> None:
    first = "T/M BAN TỔ CHỨC\tT/M BAN DÂN VẬN\nTRƯỞNG BAN\tPHÓ TRƯỞNG BAN\nLê Văn Mơ\tVũ Văn Tràm\n"
    second = "T/M BAN TỔ CHỨC\nTRƯỞNG BAN\n\nLê Văn Mơ\n\nT/M BAN DÂN VẬN\nPHÓ TRƯỞNG BAN\n\nVũ Văn Tràm\n"
    for foot in (first, second):
        signers = dv.parse(f"{PARTY}{TEXT}\nNơi nhận:\n- Lưu VP.\n\n{foot}").header.signers
        assert [(each.name, each.title, each.on_behalf) for each in signers] == [
            ("Lê Văn Mơ", "TRƯỞNG BAN", "BAN TỔ CHỨC"), ("Vũ Văn Tràm", "PHÓ TRƯỞNG BAN", "BAN DÂN VẬN"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "issuer", "date"),
    [
        ("NGHỊ ĐỊNH\nVề trồng cây\n\nCăn cứ Luật A;\n\nChính phủ ban hành Nghị định về trồng cây.", "Chính phủ", None),
        ("LUẬT\nTRỒNG CÂY\n\nQUỐC HỘI\n\nĐiều 1. Phạm vi\n\nLuật này được Quốc hội nước Cộng hòa xã hội "
         "chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 9 thông qua ngày 17 tháng 5 năm 2025.", "QUỐC HỘI", "2025-05-17"),
        ("QUY ĐỊNH\nvề trồng cây\n\n- Căn cứ Điều lệ,\n\nBan Bí thư quy định việc trồng cây như sau:",
         "Ban Bí thư", None),
        ("QUYẾT ĐỊNH\nvề trồng cây\n\nThực hiện đề nghị, Bộ trưởng Bộ Y tế ban hành Thông tư về cây.", None, None),
    ],
)  # fmt: skip
def test_issuer_and_day_by_the_bodys_own_sentence(page: str, issuer: str | None, date: str | None) -> None:
    found = dv.parse(page).header
    assert (found.issuer, found.date) == (issuer, date)


@pytest.mark.parametrize(
    ("line", "type_name", "title"),
    [
        ("Chỉ thị về trồng cây đầu xuân", "Chỉ thị", "về trồng cây đầu xuân"),
        ("Chỉ_thị về trồng_cây đầu_xuân", "Chỉ thị", "về trồng_cây đầu_xuân"),
        ("Thông báo kết luận của Chủ tịch tại hội nghị", "Thông báo kết luận", "của Chủ tịch tại hội nghị"),
    ],
)
def test_a_headline_without_a_number_names_the_type(line: str, type_name: str, title: str) -> None:
    found = dv.parse(
        f"{line}\n\nĐể làm tốt việc này, Sở Y tế trồng cây.\n\n1. Sở Y tế chủ trì rà soát.\n"
    ).header
    assert (found.type, found.title) == (type_name, title)


def test_a_sentence_that_begins_with_a_type_word_is_no_headline() -> None:
    found = dv.parse(
        "Kế hoạch về trồng cây đã được thảo luận tại hội nghị.\n\nCác đại biểu đã góp ý.\n"
    ).header
    assert found.type is None


def test_a_place_that_a_narrow_column_broke() -> None:
    found = header("SỞ Y TẾ", date="Thành phố Hồ\nChí Minh, ngày 05 tháng 3 năm 2026")
    assert (found.place, found.date) == ("Thành phố Hồ Chí Minh", "2026-03-05")
