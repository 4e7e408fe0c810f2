"""Instruments cited by number, form by form; a line of the tables is one way to write one."""

from __future__ import annotations

import pytest

import danvan_docs as dv
from danvan_docs.models import Citation


def cite(text: str) -> list[Citation]:
    citations = dv.find_citations(text)
    for citation in citations:
        assert text[citation.start : citation.end].strip() == text[citation.start : citation.end]
    return citations


def symbols(text: str) -> list[str]:
    return [citation.symbol for citation in cite(text)]


# --- one symbol, however it is written


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("theo Kết luận số 202- KL/TW của Bộ Chính trị", "202-KL/TW"),
        ("theo Quy định số 196 - QĐ/TW", "196-QĐ/TW"),
        ("theo Thông báo số 16 – TB/TW", "16-TB/TW"),
        ("theo Chỉ thị số 05—CT/TW", "05-CT/TW"),
        ("theo Nghị quyết số 25‑NQ/TW", "25-NQ/TW"),
        ("theo Quyết định số 67 - QĐ / TW", "67-QĐ/TW"),
        ("theo Kết luận 43 - KL / TW", "43-KL/TW"),
        ("theo 29-NQ/ TW về giáo dục", "29-NQ/TW"),
        ("theo 27/NQ- TW ngày 09/11/2022", "27/NQ-TW"),
        ("theo 43/CT/TW về an ninh", "43/CT/TW"),
        ("theo 68-NQ-TW về kinh tế", "68-NQ-TW"),
        ("theo Nghị quyết số 57.NQ/TW", "57.NQ/TW"),
        ("theo Chỉ thị số 43 //CT-TTg", "43/CT-TTg"),
        ("theo Quy định (Bổ sung) số 216-QĐ/TW", "216-QĐ/TW"),
        ("theo Quy định số: 90-QĐ/TW", "90-QĐ/TW"),
        ("theo Quy định số hiệu 90-QĐ/TW", "90-QĐ/TW"),
        ("theo Nghị định của Chính phủ số 127/2007/NĐ-CP", "127/2007/NĐ-CP"),
        ("theo Quy định 11-QĐi/TW", "11-QĐi/TW"),
        ("theo Quyết định số 355/QĐNS/TW", "355/QĐNS/TW"),
        ("theo Kế hoạch số 459-KHHĐ/TU", "459-KHHĐ/TU"),
        ("theo Hướng dẫn 06-HD/BTCTW-BTGTW", "06-HD/BTCTW-BTGTW"),
        (
            "theo Nghị quyết liên tịch số 102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTT",
            "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTT",
        ),
        ("theo Kế hoạch số 130/KH-BCĐTKNQ18", "130/KH-BCĐTKNQ18"),
        ("theo Kế hoạch 3260-KH/ĐĐQH15", "3260-KH/ĐĐQH15"),
        ("theo Thông tri số 02-TT/TU", "02-TT/TU"),
        ("theo Chỉ thị so 41-CT/TW", "41-CT/TW"),
        ("theo Nghị quyết ố 51-NQ/TW", "51-NQ/TW"),
        ("theo Kế hoạch Sô 07 -KH/BTC", "07-KH/BTC"),
        ("theo Quyết định số 336- QD/BCSCLTW", "336-QD/BCSCLTW"),
        ("theo Chỉ thị số 05-CT/T.Ư", "05-CT/T.Ư"),
        ("theo Nghị quyết số 30c/NQ-CP", "30c/NQ-CP"),
        ("theo Công văn số 8935/BNV-CTTN&BĐG", "8935/BNV-CTTN&BĐG"),
        ("theo Công điện 1063/CĐ-TTg", "1063/CĐ-TTg"),
        ("theo Tờ trình số 45/TTr-SNV", "45/TTr-SNV"),
        ("theo Báo cáo số 12-BC/BDVTU", "12-BC/BDVTU"),
        ("theo Luật số 10/2022/QH15", "10/2022/QH15"),
        ("theo Nghị quyết số 1211/2016/UBTVQH13", "1211/2016/UBTVQH13"),
        ("theo Thông tư liên tịch số 01/2012/TTLT-BNV-BQP", "01/2012/TTLT-BNV-BQP"),
        ("theo Hướng dẫn số 01/HDLB-TC-DV", "01/HDLB-TC-DV"),
        ("theo Quyết định số 31/TTg", "31/TTg"),
        ("theo Nghị định số 25/CP", "25/CP"),
        ("theo Nghị định số 43-CP", "43-CP"),
        ("theo Nghị định 299/HĐBT", "299/HĐBT"),
        ("theo Thông tư liên bộ số 12-TT/LB", "12-TT/LB"),
        ("theo Quyết định số 1141-TC/QĐ/CĐKT", "1141-TC/QĐ/CĐKT"),
        ("theo Quyết định số 123 TC/CĐKT", "123TC/CĐKT"),
        ("theo Sắc lệnh số 97-SL", "97-SL"),
        ("theo Quyết định số 150 CP", "150CP"),
        ("theo Quyết định số 143 TCTK/PPCĐ", "143TCTK/PPCĐ"),
        ("theo Thông tư số 18/013/TT-BGTVT", "18/013/TT-BGTVT"),
        ("theo Nghị định 30/2020 về văn thư", "30/2020"),
        ("theo Quyết định của Bộ Chính trị số31-QĐ/TW", "31-QĐ/TW"),
        ("theo Nghị quyết25-NQ/TW", "25-NQ/TW"),
        ("theo NGHỊ QUYẾT SỐ25-NQ/TW", "25-NQ/TW"),
        ("theo Nghị quyết số 25-NQ/TWngày 03/6/2013", "25-NQ/TW"),
        ("theo Kế hoạch số 12/KH-UBNDvề chợ", "12/KH-UBND"),
        ("theo Chỉ thị số 33/CT-TTgcủa Thủ tướng", "33/CT-TTg"),
        ("theo Quyết định số 03-QĐ/TW03/6/2013", "03-QĐ/TW"),
        ("theo Kết luận số 43-KL/\xad" + "TW", "43-KL/TW"),
        ("theo Quyết định số 217-\xadQĐ/TW", "217-QĐ/TW"),
        ("theo Nghị quyết số 25\xadNQ/TW", "25-NQ/TW"),
        ("theo Nghị quyết số 25-NQ/\u0422W", "25-NQ/TW"),
        ("theo \u0421hỉ thị số 05-\u0421\u0422/\u0422W", "05-CT/TW"),
        ("theo Nghị quyết số l8-NQ/TW", "18-NQ/TW"),
        ("theo Chỉ thị I8-CT/TW", "18-CT/TW"),
        ("theo Quy định số O5-QĐ/TW", "05-QĐ/TW"),
        ("theo Nghị quyết số 2O-NQ/TW", "20-NQ/TW"),
        ("theo Nghị quyết số 66.12/2026/NQ-CP", "66.12/2026/NQ-CP"),
        ("theo Công văn số 427/BCA-C04", "427/BCA-C04"),
        ("theo Kế hoạch số 15/KH-PC06", "15/KH-PC06"),
        ("theo Công văn số 99/A05-P4", "99/A05-P4"),
        ("theo Kết luận số 4\u0417-KL/TW", "43-KL/TW"),
        ("theo Văn bản số 43-CV/TU", "43-CV/TU"),
        ("theo HD 31 của Ban", "31"),
    ],
)
def test_a_symbol_is_read_in_every_form(written: str, symbol: str) -> None:
    (citation,) = cite(written)
    assert citation.symbol == symbol
    assert citation.issues == []


def test_the_span_runs_from_the_type_to_the_end_of_the_symbol() -> None:
    text = "căn cứ Quy định (Bổ sung) số 216 - QĐ / TW, ngày 01/01/2024 của Bộ Chính trị"
    (citation,) = cite(text)
    assert text[citation.start : citation.end] == "Quy định (Bổ sung) số 216 - QĐ / TW"
    assert (citation.date_start, citation.date_end) == (text.index("01/01"), text.index(" của"))


# --- type


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("theo 46-CT/TW về bầu cử", "Chỉ thị"),
        ("theo 33/CT-TTg về dân vận", "Chỉ thị"),
        ("theo NQ 25-NQ/TW (7/2008)", "Nghị quyết"),
        ("theo KL 01-KL/TW", "Kết luận"),
        ("theo Thông tri số 02-TT/TU", "Thông tri"),
        ("theo Thông tư số 02/2021/TT-BNV", "Thông tư"),
        ("theo Thông báo kết luận số 12-TB/TU", "Thông báo kết luận"),
        ("theo Quy định 11-QĐ/TW", "Quy định"),
        ("theo Luật Lưu trữ số 33/2024/QH15", "Luật"),
        ("theo CHỈ THỊ SỐ 49-CT/TW về gia đình", "Chỉ thị"),
        ("theo Chi thi số 49-CT/TW", "Chỉ thị"),
        ("theo Chi thj số 49-CT/TW", "Chỉ thị"),
        ("theo Kế hoach hoạch 12-KH/TU", "Kế hoạch"),
        ("theo Kết luât số 43-KL/TW", "Kết luận"),
        ("theo Văn bản số 43-CV/TU", "Văn bản"),
        ("theo HD 31", "Hướng dẫn"),
    ],
)
def test_the_type_is_told_by_the_word_before_the_number_or_by_the_code(written: str, name: str) -> None:
    (citation,) = cite(written)
    assert citation.type == name


def test_a_law_is_cited_from_its_first_word() -> None:
    text = "thi hành Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15, ngày 10/11/2022 của Quốc hội"
    (citation,) = cite(text)
    assert text[citation.start : citation.end] == "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"
    assert (citation.date, citation.issuer) == ("2022-11-10", "Quốc hội")


# --- date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        (", ngày 03/6/2013", "2013-06-03"),
        (" ngày 03-6-2013", "2013-06-03"),
        (", 03.6.2013", "2013-06-03"),
        (" (ngày 03/6/2013)", "2013-06-03"),
        (" (03/6/2013)", "2013-06-03"),
        (" ngày 03 / 6 / 2013", "2013-06-03"),
        (" ngày 3 tháng 6 năm 2013", "2013-06-03"),
        (" NGÀY 03 THÁNG 6 NĂM 2013", "2013-06-03"),
        (" ngày 03tháng 6năm2013", "2013-06-03"),
        (" ngày 03 thảng 6 nám 2013", "2013-06-03"),
        (" ngày 03 ngày 6 năm 2013", "2013-06-03"),
        (" (A11) ngày 03/6/2013", "2013-06-03"),
        (" ký ngày 03/6/2013", "2013-06-03"),
        (", ngay 03/6/2013", "2013-06-03"),
        (" khóa XI, ngày 03/6/2013", "2013-06-03"),
        (" ngày 03/\xad6/2013", "2013-06-03"),
        ("ngày 03/6/2013", "2013-06-03"),
        (" của Ban Bí thư ngày 03/6/2013", "2013-06-03"),
        (" của Ban Bí thư (khóa XI), ngày 03/6/2013", "2013-06-03"),
        (" ngày 31/6/2013", None),
        (" (6/2013)", None),
        (" năm 2013", None),
        ("; họp ngày 03/6/2013", None),
    ],
)
def test_the_date_is_read_behind_the_symbol(written: str, iso: str | None) -> None:
    text = f"theo Nghị quyết số 25-NQ/TW{written} về dân vận"
    (citation,) = cite(text)
    assert citation.date == iso
    assert (citation.date_start is None) == (iso is None)


# --- issuer


@pytest.mark.parametrize(
    ("written", "issuer"),
    [
        (
            "Nghị quyết số 25-NQ/TW của Ban Chấp hành Trung ương khóa XI về dân vận",
            "Ban Chấp hành Trung ương",
        ),
        ("Nghị quyết số 25-NQ/TW của Ban Chấp hành Trung ương (khoá XI)", "Ban Chấp hành Trung ương"),
        ("Kết luận số 43-KL/TW, ngày 07/01/2019 của Ban Bí thư về tiếp tục", "Ban Bí thư"),
        ("Chỉ thị số 33/CT-TTg, ngày 26/11/2021 của Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        ("Kế hoạch số 5-KH/TU do Ban Thường vụ Tỉnh ủy ban hành", "Ban Thường vụ Tỉnh ủy"),
        ("Thông báo số 60-TB/TW ngày 15/01/2020 Bộ Chính trị về dân vận", "Bộ Chính trị"),
        ("Nghị quyết số 18-NQ/TW của Hội nghị Trung ương 6 khóa XII về bộ máy", "Hội nghị Trung ương 6"),
        ("Nghị quyết số 18-NQ/TW của Trung ương 25/10/2017", "Trung ương"),
        ("Nghị định của Chính phủ số 127/2007/NĐ-CP", "Chính phủ"),
        ("Ban Bí thư ban hành Chỉ thị số 49-CT/TW", "Ban Bí thư"),
        ("Bộ Chính trị đã ban hành Quy định số 131-QĐ/TW", "Bộ Chính trị"),
        ("NGHỊ QUYẾT SỐ 25-NQ/TW CỦA BAN CHẤP HÀNH TRUNG ƯƠNG VỀ DÂN VẬN", "BAN CHẤP HÀNH TRUNG ƯƠNG"),
        ("Quy định số 131-QĐ/TW được ban hành", None),
        ("theo đề nghị của Sở Nội vụ tại Tờ trình số 45/TTr-SNV", "Sở Nội vụ"),
        ("chỉ đạo của Ban Thường vụ Tỉnh ủy tại Văn bản số 43-CV/TU", "Ban Thường vụ Tỉnh ủy"),
        ("UBND tỉnh thực hiện ý kiến của Bộ Nội vụ tại Công văn số 12/BNV-TL", "Bộ Nội vụ"),
        ("Sở Tài chính đã tổng hợp và đề nghị tại Công văn số 97/STC-NS", "Sở Tài chính"),
        ("Sở Y tế đã có Tờ trình số 12/TTr-SYT", "Sở Y tế"),
        (
            "Báo cáo của Đảng ủy Chính phủ về bộ máy (Báo cáo số 21-BC/ĐU, ngày 15/5/2025)",
            "Đảng ủy Chính phủ",
        ),
        (
            "Nghị quyết 36-NQ/TW ngày 22/10/2018, Hội nghị lần thứ 8 của Ban Chấp hành Trung ương",
            "Ban Chấp hành Trung ương",
        ),
        ("Quyết định số 12/QĐ-BNV của bộ trưởng bộ nội vụ về", "bộ trưởng bộ nội vụ"),
        ("Chỉ thị số 12-CT/TU của ban thường vụ tỉnh ủy", "ban thường vụ tỉnh ủy"),
        ("Kế hoạch số 12-KH/TU của tỉnh", None),
        ("họp tại Hội trường; Kế hoạch số 12-KH/TU", None),
    ],
)
def test_the_issuer_is_the_body_that_the_sentence_names(written: str, issuer: str | None) -> None:
    (citation,) = cite(f"Cấp ủy căn cứ vào đó; {written}")
    assert citation.issuer == issuer


# --- lists

Row = tuple[str, str | None, str | None, str | None]
BTV, BCT = "Ban Thường vụ Tỉnh ủy", "Bộ Chính trị"


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        (
            "Kết luận số 187, 188- KL/TW ngày 29/8/2025",
            [("187-KL/TW", "Kết luận", "2025-08-29", None), ("188-KL/TW", "Kết luận", "2025-08-29", None)],
        ),
        ("Chỉ thị 11, 26-CT/TU", [("11-CT/TU", "Chỉ thị", None, None), ("26-CT/TU", "Chỉ thị", None, None)]),
        (
            "Quyết định 217, 218 -QĐ/TW",
            [("217-QĐ/TW", "Quyết định", None, None), ("218-QĐ/TW", "Quyết định", None, None)],
        ),
        (
            "NQ 24, 25-NQ/TW",
            [("24-NQ/TW", "Nghị quyết", None, None), ("25-NQ/TW", "Nghị quyết", None, None)],
        ),
        (
            "Nghị quyết số 18 và 19-NQ/TW ngày 25/10/2017",
            [("18-NQ/TW", "Nghị quyết", "2017-10-25", None), ("19-NQ/TW", "Nghị quyết", "2017-10-25", None)],
        ),
        (
            "NGHỊ QUYẾT SỐ 18 VÀ 19-NQ/TW",
            [("18-NQ/TW", "Nghị quyết", None, None), ("19-NQ/TW", "Nghị quyết", None, None)],
        ),
        (
            "Nghị quyết số 24, 25, 26-NQ/TW khóa XI, ngày 03/6/2013 của Bộ Chính trị",
            [(f"{n}-NQ/TW", "Nghị quyết", "2013-06-03", BCT) for n in (24, 25, 26)],
        ),
        (
            "Thông báo số 01-TB/BCĐTW ngày 22/1/2025 và số 03-TB/BCĐTW ngày 6/3/2025",
            [
                ("01-TB/BCĐTW", "Thông báo", "2025-01-22", None),
                ("03-TB/BCĐTW", "Thông báo", "2025-03-06", None),
            ],
        ),
        (
            "Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị",
            [(f"{n}-QĐ/TW", "Quyết định", "2013-12-12", BCT) for n in (217, 218)],
        ),
        (
            "QUYẾT ĐỊNH SỐ 217-QĐ/TW VÀ QUYẾT ĐỊNH SỐ 218-QĐ/TW, NGÀY 12/12/2013",
            [(f"{n}-QĐ/TW", "Quyết định", "2013-12-12", None) for n in (217, 218)],
        ),
        (
            "Quyết định số 217-QĐ/TW, số 218-QĐ/TW (ngày 12/12/2013)",
            [(f"{n}-QĐ/TW", "Quyết định", "2013-12-12", None) for n in (217, 218)],
        ),
        (
            "các Quy định: số 18-QĐ/TW, số 19-QĐ/TW ngày 25/10/2017; số 20-QĐ/TW",
            [
                ("18-QĐ/TW", "Quy định", "2017-10-25", None),
                ("19-QĐ/TW", "Quy định", "2017-10-25", None),
                ("20-QĐ/TW", "Quy định", None, None),
            ],
        ),
        (
            "Quy định 08-QĐi/TW và 205-QĐ/TW",
            [("08-QĐi/TW", "Quy định", None, None), ("205-QĐ/TW", "Quy định", None, None)],
        ),
        (
            "văn bản số 12/UBND-NC, 13/UBND-NC ngày 03/4/2022 của UBND tỉnh",
            [
                ("12/UBND-NC", None, "2022-04-03", "UBND tỉnh"),
                ("13/UBND-NC", None, "2022-04-03", "UBND tỉnh"),
            ],
        ),
        (
            "Nghị quyết số 71/NQ-CP (01/4/2025) và Nghị quyết 71-NQ/TW (22/8/2025)",
            [("71/NQ-CP", "Nghị quyết", "2025-04-01", None), ("71-NQ/TW", "Nghị quyết", "2025-08-22", None)],
        ),
        (
            "Chỉ thị số 49-CT/TW của Ban Bí thư và Kế hoạch số 5-KH/TU của Ban Thường vụ Tỉnh ủy",
            [("49-CT/TW", "Chỉ thị", None, "Ban Bí thư"), ("5-KH/TU", "Kế hoạch", None, BTV)],
        ),
        (
            "Nghị quyết 71, 57, Đề án 06",
            [("71", "Nghị quyết", None, None), ("57", "Nghị quyết", None, None), ("06", "Đề án", None, None)],
        ),
        ("Nghị quyết 18, 5 xã điểm", [("18", "Nghị quyết", None, None)]),
        ("Nghị định số 24 ngày 03/4/2020", [("24", "Nghị định", "2020-04-03", None)]),
        (
            "Kế hoạch số 12,13,14/KH-UBND ngày 05/4/2023",
            [(f"{n}/KH-UBND", "Kế hoạch", "2023-04-05", None) for n in (12, 13, 14)],
        ),
        (
            "Công văn số 5,6,7/UBND-VX ngày 02/3/2024",
            [(f"{n}/UBND-VX", "Công văn", "2024-03-02", None) for n in (5, 6, 7)],
        ),
        ("Thông báo số 8,9-TB/TU", [(f"{n}-TB/TU", "Thông báo", None, None) for n in (8, 9)]),
        ("Thông tư số 01 và 02/2024/TT-BNV", [(f"0{n}/2024/TT-BNV", "Thông tư", None, None) for n in (1, 2)]),
        (
            "Nghị định 59/2022, 60/2023/NĐ-CP",
            [("59/2022/NĐ-CP", "Nghị định", None, None), ("60/2023/NĐ-CP", "Nghị định", None, None)],
        ),
        (
            "Quyết định số 217 và số 218-QĐ/TW ngày 12/12/2013",
            [(f"{n}-QĐ/TW", "Quyết định", "2013-12-12", None) for n in (217, 218)],
        ),
        (
            "các Quyết định của Thủ tướng Chính phủ: số 12/2020/QĐ-TTg ngày 02/3/2020 về chợ; số 15/2021/QĐ-TTg về cầu",
            [
                ("12/2020/QĐ-TTg", "Quyết định", "2020-03-02", "Thủ tướng Chính phủ"),
                ("15/2021/QĐ-TTg", "Quyết định", None, "Thủ tướng Chính phủ"),
            ],
        ),
        (
            "các Quy định của Bộ Chính trị: số 37-QĐ/TW; Kế hoạch số 12-KH/TU; số 13-KH/TU",
            [
                ("37-QĐ/TW", "Quy định", None, BCT),
                ("12-KH/TU", "Kế hoạch", None, None),
                ("13-KH/TU", "Kế hoạch", None, None),
            ],
        ),
    ],
)
def test_a_list_shares_what_stands_once(written: str, rows: list[Row]) -> None:
    found = [(c.symbol, c.type, c.date, c.issuer) for c in cite(f"Các cấp ủy thực hiện {written}")]
    assert found == rows


def test_spans_of_a_list_do_not_overlap() -> None:
    text = "theo Quyết định 217, 218 và 219 -QĐ/TW"
    assert [text[c.start : c.end] for c in cite(text)] == ["Quyết định 217", "218", "219 -QĐ/TW"]


# --- look-alikes


@pytest.mark.parametrize(
    "text",
    [
        "đạt tỷ lệ 45/63, trong giai đoạn 2021-2025",
        "480/480 xã, 02/108 xã, 226/431 (52,49%)",
        "năm 2025 - UBND tỉnh giao các sở",
        "nhiệm kỳ 2020-2025 - HĐND tỉnh bầu",
        "điện thoại 0123.456.789, số máy 024.3804/3456",
        "T/M BAN THƯỜNG VỤ, K/T BỘ TRƯỞNG",
        "phần mềm kế toán TC/CĐKT",
        "Bản chụp số 162–SL/ĐUHC",
        "xe biển số 29A-12345 và 51F-999.99",
        "Trang 3/12, - 4 -",
        "80-90% hộ, 3-5 mô hình/năm",
        "Quốc lộ 1A, đường số 5, tiêu chuẩn ISO 9001",
        "lễ 30/4, 2/9 và Quốc tế Phụ nữ 8/3",
        "hoạt động 24/7, tốc độ 5G/4G",
        "Số:       - HD/BTCTU",
        "Kế hoạch 5 năm, KẾ HOẠCH 05 NĂM, Chương trình 6 tháng",
        "Kế hoạch 5 ngày nghỉ",
        "tài khoản số 3713.0.1058784/KBNN",
        "1. KINH TẾ SỐ, 2. XÃ HỘI SỐ",
        "tại các Sở.\n2- BAN CÁN SỰ ĐẢNG lãnh đạo",
        "thưởng 5 triệu đồng/tập thể, 10.000 đ/người",
        "Nghị quyết này, các nghị quyết, chỉ thị của Đảng",
        "Một số31 đề nghị, chương trình I-NQ của đơn vị, mục l2 và O5",
        "hỗ trợ 12,5 tỷ đồng, diện tích 12.66 ha, mục 2.12/2026",
    ],
)
def test_look_alikes_are_refused(text: str) -> None:
    assert symbols(f"Các cấp ủy lưu ý: {text}") == []


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("theo Nghị quyết số 57-NQ/TW. UBND các xã thực hiện", "57-NQ/TW"),
        ("theo Kế hoạch số 12/KH-UBND - Sở Y tế chủ trì", "12/KH-UBND"),
        ("theo Kế hoạch số 12/KH-UBND, HĐND tỉnh giám sát", "12/KH-UBND"),
        ("3. QUYẾT ĐỊNH SỐ 23 – QĐ/TW VỀ DÂN VẬN CỦA HỆ THỐNG CHÍNH TRỊ.", "23-QĐ/TW"),
    ],
)
def test_a_symbol_ends_where_the_sentence_goes_on(text: str, symbol: str) -> None:
    assert symbols(f"Cấp ủy tổ chức thực hiện.\n\n{text}") == [symbol]


# --- what a clerk would query


@pytest.mark.parametrize(
    ("written", "issues"),
    [
        ("Kế hoạch số 10- CTr/TU ngày 13/8/2025", ["type_symbol_mismatch"]),
        ("Thông báo số 160-KL/TW ngày 15/01/2020", ["type_symbol_mismatch"]),
        ("Quyết định số 242-QĐ/TW, ngày 05/7/2012 của Ban Thường vụ Tỉnh ủy", ["issuer_symbol_mismatch"]),
        ("Chỉ thị số 15-CT/TU của Ban Bí thư", ["issuer_symbol_mismatch"]),
        ("Quyết định số 242-QĐ/TU của Ban Thường vụ Tỉnh ủy", []),
        ("Quy định số 11-QĐ/TW của Bộ Chính trị", []),
        ("Hướng dẫn số 01/HDLB-TC-DV của Ban Dân vận Trung ương", []),
    ],
)
def test_issues(written: str, issues: list[str]) -> None:
    (citation,) = cite(f"Cấp ủy thực hiện {written}")
    assert citation.issues == issues


# --- mixed texts


def test_party_and_state_style_stand_side_by_side() -> None:
    text = (
        "- Chỉ thị số 46-CT/TW, ngày 16/5/2025 của Bộ Chính trị;\n"
        "- Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ;\n"
        "- Nghị quyết số 25-NQ/TW của Ban Chấp hành Trung ương và 25/NQ-HĐND của HĐND tỉnh."
    )
    assert symbols(text) == ["46-CT/TW", "33/CT-TTg", "25-NQ/TW", "25/NQ-HĐND"]


def test_the_document_s_own_number_is_no_citation_but_a_mention_of_it_is() -> None:
    text = (
        "HUYỆN ỦY KHE LẬU\n*\nSố 22-CT/HU\n\nKhe Lậu, ngày 05 tháng 3 năm 2022\n\nCHỈ THỊ\n\nvề dân vận\n\n"
        "1. Các chi bộ thực hiện.\n\n2. Chỉ thị số 22-CT/HU được phổ biến đến chi bộ."
    )
    assert symbols(text) == ["22-CT/HU"]


def test_nothing_is_cited_in_an_empty_text() -> None:
    assert symbols("") == []


@pytest.mark.parametrize(
    ("text", "issuer", "date"),
    [
        ("Chỉ thị số 03-CT/TW (5/2011) của Bộ Chính trị về học tập", "Bộ Chính trị", None),
        ("Nghị quyết 25-NQ/TW năm 2013 của Ban Chấp hành Trung ương", "Ban Chấp hành Trung ương", None),
        ("Chỉ thị của Bộ Chính trị, số 05-CT/TW", "Bộ Chính trị", None),
        ("Quy định số 24-QĐ/TW cùng ngày 24/11/2023 của Bộ Chính trị", "Bộ Chính trị", "2023-11-24"),
        ("Quyết định số 204-\nQĐ/TW của Bộ Chính trị", "Bộ Chính trị", None),
    ],
)
def test_an_issuer_far_from_the_number(text: str, issuer: str, date: str | None) -> None:
    (cited,) = dv.find_citations(text)
    assert (cited.issuer, cited.date, cited.issues) == (issuer, date, [])


def test_the_number_of_a_form_is_none() -> None:
    assert dv.find_citations("Tờ khai theo Mẫu số 01/GTGT, Biểu số 007-DBTK, mẫu số 09A/PL-TNCN") == []


def test_the_office_of_a_chairman_is_no_type() -> None:
    (cited,) = dv.find_citations("Quyết định số 327-CT của Chủ tịch Hội đồng Bộ trưởng")
    assert cited.issues == []


def test_law_on_laws_begins_at_its_own_type() -> None:
    (cited,) = dv.find_citations("Luật Ban hành văn bản quy phạm pháp luật số 17/2008/QH12")
    assert cited.start == 0


def test_the_day_that_opens_the_sentence_is_the_day_of_what_is_promulgated() -> None:
    text = "Ngày 25/5/2025, thay mặt Bộ Chính trị, đồng chí Thường trực ký ban hành Kết luận số 157-KL/TW."
    (cited,) = dv.find_citations(text)
    assert (cited.date, cited.date_start) == ("2025-05-25", 5)
    (cited,) = dv.find_citations("Ngày 25/5/2025, hội nghị đã bàn về Kết luận số 157-KL/TW.")
    assert cited.date is None


def test_damage_stays_in_the_words_and_leaves_the_symbol() -> None:
    text = "theo Kế hoạh số l2-KH/TU"
    (cited,) = cite(text)
    assert (text[cited.start : cited.end], cited.symbol) == ("Kế hoạh số l2-KH/TU", "12-KH/TU")
