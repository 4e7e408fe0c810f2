"""Recipients and signature at the foot of a page: under each other, in columns, in cells, with remarks and stamps."""

from __future__ import annotations

import pytest

import danvan_docs as dv
from danvan_docs.models import Header

BODY = "KẾ HOẠCH\nvề vườn ươm\n\n1. Giao Sở Nội vụ theo dõi, đôn đốc.\n\n"


def header(foot: str) -> Header:
    return dv.parse(BODY + foot).header


@pytest.mark.parametrize(
    "foot",
    [
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, KT.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Mơ\n",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, KT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Văn Mơ\n",
        "__Nơi nhận__:\n- Như trên;\n- Lưu: VT, KT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n[daky]\nLê Văn Mơ\n",
        "Nơi nhận :\n- Như trên;\n- Lưu: VT, KT.\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn\nMơ\n",
        "Nơi nhận:\tKT. CHỦ TỊCH\n- Như trên;\tPHÓ CHỦ TỊCH\n- Lưu: VT, KT.\n\tLê Văn Mơ\n",
        "Nơi nhận:                      KT. CHỦ TỊCH\n- Như trên;                  PHÓ CHỦ TỊCH\n"
        "- Lưu: VT, KT.                   Lê Văn Mơ\n",
        "Nơi nhận: KT. CHỦ TỊCH\n- Như trên; PHÓ CHỦ TỊCH\n- Lưu: VT, KT.\nLê Văn Mơ\n",
        "|\nNơi nhận:\n- Như trên;\n- Lưu: VT, KT.\n|\n**KT. CHỦ TỊCH**\nPHÓ CHỦ TỊCH\n**Lê Văn Mơ**\n|\n",
        "| Nơi nhận: | KT. CHỦ TỊCH |\n| - Như trên; | PHÓ CHỦ TỊCH |\n| - Lưu: VT, KT. | Lê Văn Mơ |\n",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Mơ\n\nNơi nhận:\n- Như trên;\n- Lưu: VT, KT.\n",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, KT.\nTM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nThS. Lê Văn Mơ\n",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, KT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Mơ\nPHỤ LỤC\nDANH MỤC\n",
    ],
)
def test_recipients_and_signature_however_they_are_laid_out(foot: str) -> None:
    found = header(foot)
    assert (found.signer, found.signer_title) == ("Lê Văn Mơ", "PHÓ CHỦ TỊCH")
    assert found.recipients == ["Như trên;", "Lưu: VT, KT."]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "CHÁNH VĂN PHÒNG"),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ", "GIÁM ĐỐC SỞ NỘI VỤ"),
        ("K/T CHÁNH\nVĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"),
        ("TL. CỤC TRƯỞNG\nKT. TRƯỞNG BAN CHÍNH SÁCH,\nTHUẾ QUỐC TẾ\nPHÓ TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        ("TL.\nCỤC TRƯỞNG\nTRƯỞNG BAN GIÁM SÁT", "TRƯỞNG BAN GIÁM SÁT"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nTHƯỜNG TRỰC", "PHÓ BÍ THƯ THƯỜNG TRỰC"),
        ("Q. CHÁNH VĂN PHÒNG", "Q. CHÁNH VĂN PHÒNG"),
        ("T/M BAN BÍ THƯ", None),
        ("HIỆU TRƯỞNG", "HIỆU TRƯỞNG"),
        ("CHỈ HUY TRƯỞNG", "CHỈ HUY TRƯỞNG"),
    ],
)
def test_the_last_office_is_the_signers_own(lines: str, title: str | None) -> None:
    found = header(f"Nơi nhận:\n- Lưu VT.\n\n{lines}\n\nVũ Văn Tràm\n")
    assert (found.signer, found.signer_title) == ("Vũ Văn Tràm", title)
    assert found.recipients == ["Lưu VT."]


@pytest.mark.parametrize(
    "name", ["Lê A", "Đại tá Vũ Tràm", "NGUYỄN VĂN MƠ", "Y Biên Niê", "H’Kim Êban", "(Đã ký) Lê Mơ"]
)
def test_names_of_many_forms(name: str) -> None:
    found = header(f"Nơi nhận:\n- Lưu VT.\n\nTRƯỞNG BAN\n\n{name}\n")
    assert found.signer == name.removeprefix("Đại tá ").removeprefix("(Đã ký) ")


@pytest.mark.parametrize(
    ("foot", "recipients"),
    [
        ("Nơi nhận: Như trên; Sở Y tế; Lưu VT.\n", ["Như trên;", "Sở Y tế;", "Lưu VT."]),
        ("Nơi nhận:\n\nThường trực Tỉnh ủy;\n\nLưu VT.\n", ["Thường trực Tỉnh ủy;", "Lưu VT."]),
        ("Nơi nhận:\n- Các sở, ban,\nngành tỉnh;\n- Lưu VT.\n", ["Các sở, ban, ngành tỉnh;", "Lưu VT."]),
        ("NƠI NHẬN:\n+ Như Điều 3;\n+ Lưu VT.\n", ["Như Điều 3;", "Lưu VT."]),
    ],
)
def test_recipients_in_other_forms(foot: str, recipients: list[str]) -> None:
    found = header(f"{foot}\nCHỦ TỊCH\nLê Văn Mơ\n")
    assert (found.recipients, found.signer) == (recipients, "Lê Văn Mơ")


def test_a_place_where_papers_are_handed_in_is_no_foot() -> None:
    text = BODY + "Nơi nhận hồ sơ của công dân là Bộ phận Một cửa.\n\n2. Giao Sở Y tế kiểm tra.\n"
    found = dv.parse(text)
    assert found.header.recipients is None
    assert len(found.tasks) == 2


def test_an_annex_below_the_signature_is_read() -> None:
    foot = (
        "Nơi nhận:\n- Lưu VT.\nCHỦ TỊCH\nLê Văn Mơ\n\nPHỤ LỤC\nNhiệm vụ cụ thể\n\n1. Giao Sở Y tế kiểm tra.\n"
    )
    assert len(dv.parse(BODY + foot).tasks) == 2


@pytest.mark.parametrize(
    ("foot", "signers"),
    [
        ("TM.UBND XÃ\nK.T CHỦ TỊCH\nP.CHỦ TỊCH\n\nLò Văn Mừng\n", [("Lò Văn Mừng", "P.CHỦ TỊCH", "UBND XÃ")]),
        ("KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nY Hà Niê KĐăm\n", [("Y Hà Niê KĐăm", "PHÓ CHỦ TỊCH", None)]),
        ("GIÁM ĐỐC\nThượng tá, ThS. Lê Văn Mơ\n", [("Lê Văn Mơ", "GIÁM ĐỐC", None)]),
        (
            "NGƯỜI LẬP BIỂU\tKẾ TOÁN TRƯỞNG\tGIÁM ĐỐC\n\nLê Văn Mơ\tVũ Văn Tràm\tHồ Thị Na\n",
            [
                ("Lê Văn Mơ", "NGƯỜI LẬP BIỂU", None),
                ("Vũ Văn Tràm", "KẾ TOÁN TRƯỞNG", None),
                ("Hồ Thị Na", "GIÁM ĐỐC", None),
            ],
        ),
        (
            "Người ký: Ủy ban nhân dân\nEmail: vp@lacson.vn\nThời gian ký: 05/03/2026 10:10:00 +07:00\n"
            "CHỦ TỊCH\nVũ Văn Tràm\nTRƯỞNG BAN DÂN VẬN\n",
            [("Vũ Văn Tràm", "CHỦ TỊCH", None)],
        ),
    ],
)
def test_who_signs(foot: str, signers: list[tuple[str, str | None, str | None]]) -> None:
    found = header(f"Nơi nhận: - Như trên; - Lưu: VT.\n\n{foot}")
    assert [(each.name, each.title, each.on_behalf) for each in found.signers] == signers
    assert found.recipients == ["Như trên;", "Lưu: VT."]
