"""Authority files of a user's own, honoured by every stage."""

from pathlib import Path

import pytest

import danvan_docs as dv

BODIES = """canonical,level,class,collective,source,confidence
Tổ hợp Sáng tạo Trẻ Lam Hà,province,đơn vị sự nghiệp,yes,directive,high
"""
TYPES = """name,code,system,source,confidence
Phiếu giao việc,PGV,party,directive,high
"""
PLAN = """TỈNH ỦY LAM HÀ
*
Số 12-KH/TU
Lam Hà, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
về công tác dân vận

Căn cứ Phiếu giao việc số 07-PGV/TU, ngày 01/3/2026 của Ban Thường vụ Tỉnh ủy.

II. TỔ CHỨC THỰC HIỆN

1. Tổ hợp Sáng tạo Trẻ Lam Hà chủ trì rà soát quy chế trước ngày 30/6/2026.
"""


@pytest.fixture
def own(tmp_path: Path) -> dv.Registry:
    files = {"bodies.csv": BODIES, "types.csv": TYPES}
    for name, rows in files.items():
        (tmp_path / name).write_text(rows, encoding="utf-8")
    return dv.Registry.load([tmp_path / name for name in files])


def test_a_body_of_ones_own_has_duties(own: dv.Registry) -> None:
    [actor] = dv.parse(PLAN, registry=own).tasks[0].actors
    assert (actor.text, actor.body, actor.level) == (
        "Tổ hợp Sáng tạo Trẻ Lam Hà",
        "Tổ hợp Sáng tạo Trẻ Lam Hà",
        "province",
    )
    assert not [a for task in dv.parse(PLAN).tasks for a in task.actors if a.body]


def test_a_type_of_ones_own_is_read(own: dv.Registry) -> None:
    assert [each.type for each in dv.find_citations(PLAN, registry=own)] == ["Phiếu giao việc"]
    assert [each.type for each in dv.find_citations(PLAN)] == [None]
