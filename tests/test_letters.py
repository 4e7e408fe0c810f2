"""Letters in plain paragraphs: dispatch, telegram, invitation, proposal, notice; whom they address."""

from __future__ import annotations

import pytest

import danvan_docs as dv

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LẠC SƠN
Số: 12/UBND-NC
V/v triển khai trồng cây

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lạc Sơn, ngày 03 tháng 02 năm 2026

"""
BODY = """
Ủy ban nhân dân tỉnh nhận được Công văn số 427/BNV-TCBC ngày 02/02/2026 của Bộ Nội vụ.

Chủ tịch Ủy ban nhân dân tỉnh giao Sở Y tế chủ trì rà soát, hoàn thành trước ngày 28/02/2026./.

Nơi nhận:
- Như trên;
- Lưu: VT, NC.

TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG
Lê Văn Mơ
"""


@pytest.mark.parametrize(
    ("salutation", "addressees"),
    [
        ("Kính gửi: Sở Y tế.", ["Sở Y tế"]),
        ("Kính gửi: Sở Y tế, Công an tỉnh và UBND các xã, phường", ["Sở Y tế", "Công an tỉnh", "UBND các xã, phường"]),
        ("Kính gửi:\n- Các sở, ban, ngành tỉnh;\n- Ủy ban nhân dân các xã,\nphường.",
         ["Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường"]),
        ("Kính gửi: - Sở Y tế;\n- Công an tỉnh.", ["Sở Y tế", "Công an tỉnh"]),
        ("Kính gửi:\t- Sở Y tế;\n\t- Công an tỉnh.", ["Sở Y tế", "Công an tỉnh"]),
        ("**Kính gửi:**\n|\nSở Y tế;\nCông an tỉnh.\n|", ["Sở Y tế", "Công an tỉnh"]),
        ("| Kính gửi: | - Sở Y tế; |\n| | - Công an tỉnh. |", ["Sở Y tế", "Công an tỉnh"]),
        (" | Kính gửi: - Các Sở: Y tế, Tài chính; - UBND các phường: Khe Mây, Lạc Yên.",
         ["Các Sở: Y tế, Tài chính", "UBND các phường: Khe Mây, Lạc Yên"]),
        ("Kính gửi: Công ty TNHH Mơ Tràm.\n(Địa chỉ: thôn 3, xã Khe Mây)", ["Công ty TNHH Mơ Tràm"]),
        ("KÍNH GỬI: Các đồng chí Ủy viên Ban Thường vụ", ["Các đồng chí Ủy viên Ban Thường vụ"]),
    ],
)  # fmt: skip
def test_a_dispatch_in_plain_paragraphs(salutation: str, addressees: list[str]) -> None:
    found = dv.parse(f"{HEAD}{salutation}\n{BODY}")
    header = found.header
    assert [each.text.replace("\n", " ") for each in header.addressees] == addressees
    assert [" ".join(found.quote(each).split()) for each in header.addressees] == addressees
    assert (header.type, header.symbol, header.title) == (
        "Công văn",
        "12/UBND-NC",
        "V/v triển khai trồng cây",
    )
    assert (header.issuer, header.date) == ("ỦY BAN NHÂN DÂN TỈNH LẠC SƠN", "2026-02-03")
    assert (header.signer, header.signer_title) == ("Lê Văn Mơ", "CHÁNH VĂN PHÒNG")
    assert header.recipients == ["Như trên;", "Lưu: VT, NC."]
    assert [c.symbol for c in found.citations] == ["427/BNV-TCBC"]
    assert any(t.deadline == "2026-02-28" and t.actors[0].text == "Sở Y tế" for t in found.tasks if t.actors)
    assert found.warnings == []


@pytest.mark.parametrize(
    ("number", "line", "salutation", "addressee"),
    [
        ("Số: 3/GM-UBND", "GIẤY MỜI", "Kính mời: Ông Giám đốc Sở Y tế.", "Ông Giám đốc Sở Y tế"),
        ("Số: 3/GM-UBND", "GIẤY MỜI HỌP", "Kính gửi: Sở Y tế.", "Sở Y tế"),
        ("Số: 3/TTr-UBND", "TỜ TRÌNH", "Kính trình: Hội đồng nhân dân tỉnh.", "Hội đồng nhân dân tỉnh"),
        ("Số: 3/BC-UBND", "BÁO CÁO", "Kính gửi: Bộ Y tế.", "Bộ Y tế"),
        ("Số: 3/TB-UBND", "THÔNG BÁO", "Kính gửi: Sở Y tế.", "Sở Y tế"),
        ("Số: 3/CĐ-UBND", "CÔNG ĐIỆN", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n- Sở Y tế.", "Sở Y tế"),
    ],
)
def test_letters_that_say_their_type(number: str, line: str, salutation: str, addressee: str) -> None:
    head = HEAD.replace("Số: 12/UBND-NC\nV/v triển khai trồng cây", number)
    header = dv.parse(f"{head}{line}\nVề việc trồng cây\n\n{salutation}\n{BODY}").header
    assert (header.type, header.title) == (line, "Về việc trồng cây")
    assert [each.text for each in header.addressees] == [addressee]
    assert header.issuer == "ỦY BAN NHÂN DÂN TỈNH LẠC SƠN"


@pytest.mark.parametrize(
    ("number", "type_name"),
    [
        ("Số: 5665/CT-CS", "Công văn"), ("Số: 12-CV/TU", "Công văn"), ("Số: 15/TB-UBND", "Thông báo"),
        ("Số: 427/BCA-C04", "Công văn"),
    ],
)  # fmt: skip
def test_a_letter_without_a_type_word_has_that_of_its_number(number: str, type_name: str) -> None:
    head = HEAD.replace("Số: 12/UBND-NC", number)
    assert dv.parse(f"{head}Kính gửi: Sở Y tế.\n{BODY}").header.type == type_name


def test_a_letter_that_lost_letterhead_and_number_has_no_type_and_is_read_as_a_letter() -> None:
    found = dv.parse(f"Kính gửi: Sở Y tế.\n{BODY}")
    assert (found.header.type, found.header.issuer) == (None, "Ủy ban nhân dân tỉnh")
    assert len(found.warnings) == 1
    assert "letter" in found.warnings[0]
    assert found.tasks


def test_the_subject_goes_on_over_its_lines() -> None:
    lines = "V/v triển khai\n\nCông văn số 427/BNV-TCBC\n\ncủa Bộ Nội vụ"
    found = dv.parse(f"{HEAD.replace('V/v triển khai trồng cây', lines)}Kính gửi: Sở Y tế.\n{BODY}")
    assert found.header.title == "V/v triển khai Công văn số 427/BNV-TCBC của Bộ Nội vụ"


def test_addressees_have_their_level() -> None:
    header = dv.parse(f"{HEAD}Kính gửi:\n- Ban Dân vận Tỉnh uỷ;\n- UBND các xã.\n{BODY}").header
    assert [(each.body, each.level) for each in header.addressees] == [
        ("Ban Dân vận Tỉnh ủy", "province"), (None, "commune"),
    ]  # fmt: skip


def test_words_of_running_text_are_no_issuer() -> None:
    text = (
        "Kính gửi: Các trường đại học.\n\nThực hiện các nhiệm vụ mà Chính phủ, Quốc hội các quy định giao, Bộ đề nghị "
        "các trường trồng cây trong khuôn viên.\n\n1. Các trường báo cáo trước ngày 30/6/2025.\n"
    )
    assert dv.parse(text).header.issuer is None


def test_a_paper_without_a_salutation_has_no_addressees() -> None:
    assert dv.parse("KẾ HOẠCH\nvề vườn ươm\n\n- Sở Y tế;\n- Công an tỉnh.\n").header.addressees == []
