"""Words that point into an instrument, and back to one."""

from __future__ import annotations

import pytest

import danvan_docs as dv

# --- into an instrument


@pytest.mark.parametrize(
    ("written", "pinpoint"),
    [
        ("theo Điều 5 Luật số 10/2022/QH15", "Điều 5"),
        ("theo điểm a khoản 2 Điều 5 của Luật số 10/2022/QH15", "điểm a khoản 2 Điều 5"),
        ("theo khoản 1–3 Điều 5 Luật số 10/2022/QH15", "khoản 1–3 Điều 5"),
        ("theo khoản 1, 2 và 4 Điều 9 Luật số 10/2022/QH15", "khoản 1, 2 và 4 Điều 9"),
        ("từ khoản 1 đến khoản 3 Điều 5 Luật số 10/2022/QH15", "từ khoản 1 đến khoản 3 Điều 5"),
        ("từ Điều 21 đến Điều 28 của Luật số 10/2022/QH15", "từ Điều 21 đến Điều 28"),
        (
            "theo các điểm a, b và các khoản 2, 3 Điều 7 Luật số 10/2022/QH15",
            "điểm a, b và các khoản 2, 3 Điều 7",
        ),
        ("theo Điều 12b Luật số 10/2022/QH15", "Điều 12b"),
        ("theo khoản 2a Điều 5a Luật số 10/2022/QH15", "khoản 2a Điều 5a"),
        ("theo Phần B, Mục III, điểm 2 Luật số 10/2022/QH15", "Phần B, Mục III, điểm 2"),
        ("theo Mục II.3 Luật số 10/2022/QH15", "Mục II.3"),
        ("theo mục B.II.3.a Luật số 10/2022/QH15", "mục B.II.3.a"),
        ("theo khoản 1÷3 Điều 5 Luật số 10/2022/QH15", "khoản 1÷3 Điều 5"),
        ("theo điểm a) khoản 2) Điều 5 Luật số 10/2022/QH15", "điểm a) khoản 2) Điều 5"),
        ("theo tiết b điểm 2 khoản 1 Điều 4 Luật số 10/2022/QH15", "tiết b điểm 2 khoản 1 Điều 4"),
        ("theo Phụ lục số 2 ban hành kèm theo Luật số 10/2022/QH15", "Phụ lục số 2"),
        ("theo Phụ lục II ban hành kèm theo Luật số 10/2022/QH15", "Phụ lục II"),
        ("theo Luật số 10/2022/QH15 (khoản 2 Điều 5)", "khoản 2 Điều 5"),
        ("theo Luật số 10/2022/QH15 (sửa đổi năm 2024)", None),
        ("tổ chức 5 lớp về Luật số 10/2022/QH15", None),
        ("nêu ý kiến về Luật số 10/2022/QH15", None),
    ],
)
def test_the_part_pointed_at(written: str, pinpoint: str | None) -> None:
    (citation,) = dv.find_citations(f"1. Các đơn vị làm {written}.")
    assert citation.pinpoint == pinpoint


# --- back to one


def back(text: str) -> list[tuple[str, list[str]]]:
    directive = dv.parse(f"KẾ HOẠCH\nvề dân vận\n\n1. {text}")
    return [(directive.quote(found), found.antecedents) for found in directive.references]


@pytest.mark.parametrize(
    ("text", "words", "antecedents"),
    [
        ("Thực hiện Chỉ thị số 33/CT-TTg. Chỉ thị trên được phổ biến.", "Chỉ thị trên", ["33/CT-TTg"]),
        (
            "Chỉ thị số 33/CT-TTg (thực hiện Chỉ thị số 18-CT/TW) đã có. Chỉ thị nói trên còn hiệu lực.",
            "Chỉ thị nói trên",
            ["33/CT-TTg"],
        ),
        (
            "Đảng ủy báo cáo (Báo cáo số 9-BC/ĐU). Báo cáo nêu trên được ghi nhận.",
            "Báo cáo nêu trên",
            ["9-BC/ĐU"],
        ),
        (
            "Theo Nghị quyết số 25-NQ/TW. Quán triệt Nghị quyết 25. Nghị quyết trên được học.",
            "Nghị quyết trên",
            ["25-NQ/TW"],
        ),
        (
            "Theo Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW, hai quyết định trên được học.",
            "hai quyết định trên",
            ["217-QĐ/TW", "218-QĐ/TW"],
        ),
        (
            "Theo Kết luận số 1-KL/TW, Kết luận số 2-KL/TW và Kết luận số 3-KL/TW; hai kết luận nêu trên còn hiệu lực.",
            "hai kết luận nêu trên",
            ["2-KL/TW", "3-KL/TW"],
        ),
        (
            "Theo Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW. Các quyết định nêu trên còn hiệu lực.",
            "Các quyết định nêu trên",
            ["217-QĐ/TW", "218-QĐ/TW"],
        ),
        (
            "Theo Kế hoạch số 5-KH/TU, các đơn vị làm theo kế hoạch nêu trên.",
            "kế hoạch nêu trên",
            ["5-KH/TU"],
        ),
    ],
)
def test_what_a_back_reference_means(text: str, words: str, antecedents: list[str]) -> None:
    assert (words, antecedents) in back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quán triệt các nghị quyết, chỉ thị của Đảng trên địa bàn.",
        "Tổ chức các hội nghị trên toàn tỉnh.",
        "Việc lập kế hoạch nêu trên được giao.",
    ],
)
def test_small_words_without_antecedent_point_nowhere(text: str) -> None:
    assert back(text) == []
