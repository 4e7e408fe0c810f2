"""Two documents side by side: goals, duties, versions; the page and the commands that show them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from conftest import CORPORA, read_exactly
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.comparing.bodies import can_bind, same_work
from danvan_docs.comparing.pairing import pair_up
from danvan_docs.comparing.results import Aspect, DutyVerdict, Kind, TargetVerdict, Weakness
from danvan_docs.comparing.words import word_difference
from danvan_docs.errors import ExportError
from danvan_docs.grammar import table
from danvan_docs.outputs.comparison_files import write_comparison

FEW = settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
TEXTS = [read_exactly(path) for path in sorted(CORPORA.rglob("*.txt"))]
ABOVE = """BAN CHẤP HÀNH TRUNG ƯƠNG
*
Số 91-NQ/TW

NGHỊ QUYẾT
về chăm lo đời sống đồng bào vùng cao

I. MỤC TIÊU

1. Đến năm 2030

{goals}

II. TỔ CHỨC THỰC HIỆN

{duties}
"""
BELOW = """TỈNH ỦY LAM HÀ
*
Số 14-CTr/TU

Lam Hà, ngày 20 tháng 3 năm 2026

CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết số 91-NQ/TW của Ban Chấp hành Trung ương về chăm lo đời sống đồng bào vùng cao

I. MỤC TIÊU

1. Đến năm {year}

{goals}

II. TỔ CHỨC THỰC HIỆN

{duties}
"""


def lines(*items: str) -> str:
    return "\n\n".join(items)


def bullets(*items: str) -> str:
    return lines(*(f"- {item}" for item in items))


def above(goals: str = "", duties: str = "") -> dv.Directive:
    return dv.parse(ABOVE.format(goals=goals, duties=duties))


def below(goals: str = "", duties: str = "", year: int = 2030) -> dv.Directive:
    return dv.parse(BELOW.format(goals=goals, duties=duties, year=year))


def only_goal(central: str, provincial: str, year: int = 2030) -> dv.TargetPair:
    upper, lower = above(bullets(central)), below(bullets(provincial), year=year)
    pairs = dv.compare_targets(upper, lower)
    assert len(pairs) == 1, [(pair.verdict, pair.likeness) for pair in pairs]
    return pairs[0]


def only_duty(central: str, provincial: str) -> dv.DutyPair:
    pairs = dv.compare_directives(above(duties=f"1. {central}"), below(duties=f"1. {provincial}")).tasks
    assert len(pairs) == 1, [(pair.verdict, pair.likeness) for pair in pairs]
    return pairs[0]


class TestGoals:
    @pytest.mark.parametrize(
        ("central", "provincial", "verdict"),
        [
            # level, comparator, range
            ("Trên 90% hộ dân dùng nước sạch.", "Trên 90% hộ dân dùng nước sạch.", "equal"),
            ("Từ 90% trở lên hộ dân dùng nước sạch.", "Phấn đấu 95% hộ dân dùng nước sạch.", "higher"),
            ("Tỷ lệ hộ dân dùng nước sạch đạt 90%.", "Tỉ lệ hộ dân dùng nước sạch đạt ít nhất 85%.", "lower"),
            ("Trên 90% hộ dân dùng nước sạch.", "90% hộ dân dùng nước sạch.", "lower"),
            ("90% hộ dân dùng nước sạch.", "Ít nhất 90% hộ dân dùng nước sạch.", "equal"),
            ("Có từ 20 đến 25 trường dân tộc nội trú.", "Có từ 22 đến 24 trường dân tộc nội trú.", "higher"),
            # what shall fall, and an upper bound: less asks for more
            (
                "Phấn đấu tỷ lệ hộ nghèo giảm còn dưới 3%.",
                "Phấn đấu tỷ lệ hộ nghèo giảm còn dưới 4%.",
                "lower",
            ),
            (
                "Phấn đấu tỷ lệ hộ nghèo giảm còn dưới 3%.",
                "Phấn đấu tỷ lệ hộ nghèo giảm còn dưới 2%.",
                "higher",
            ),
            ("Phấn đấu tỷ lệ hộ nghèo giảm còn 3%.", "Phấn đấu tỷ lệ hộ nghèo giảm còn 4%.", "lower"),
            ("Không quá 2% khối dân vận xếp loại yếu.", "Không quá 5% khối dân vận xếp loại yếu.", "lower"),
            # by how much: more asks for more
            ("Phấn đấu giảm 50% số vụ tảo hôn.", "Phấn đấu giảm 40% số vụ tảo hôn.", "lower"),
            (
                "Phấn đấu giảm ít nhất 50% số vụ tảo hôn.",
                "Phấn đấu giảm ít nhất 60% số vụ tảo hôn.",
                "higher",
            ),
            # a share as a fraction
            ("100% thôn, bản vùng cao có đường ô tô.", "Có 45/90 thôn, bản vùng cao có đường ô tô.", "lower"),
            # how often
            (
                "Đối thoại với già làng ít nhất 02 lần/năm.",
                "Đối thoại với già làng ít nhất 01 lần/quý.",
                "higher",
            ),
            # a place in an order: the first is the best
            (
                "Thuộc nhóm 10 tỉnh dẫn đầu về giảm nghèo.",
                "Thuộc nhóm 5 tỉnh dẫn đầu về giảm nghèo.",
                "higher",
            ),
        ],
    )
    def test_which_asks_for_more(self, central: str, provincial: str, verdict: str) -> None:
        assert only_goal(central, provincial).verdict == verdict

    @pytest.mark.parametrize(
        ("central", "provincial"),
        [
            ("Bố trí 20 tỷ đồng làm đường vùng cao.", "Bố trí làm 20 km đường vùng cao."),
            ("Phấn đấu tỷ lệ hộ nghèo giảm còn 3%.", "Phấn đấu tỷ lệ hộ nghèo giảm 3%."),
            ("Mỗi năm xây 05 trường dân tộc nội trú.", "Xây 20 trường dân tộc nội trú."),
        ],
    )
    def test_what_cannot_be_compared_is_said_so(self, central: str, provincial: str) -> None:
        assert only_goal(central, provincial).verdict == "not_comparable"

    @pytest.mark.parametrize(
        ("year", "provincial", "verdict", "deadline"),
        [
            (2030, "Trên 90% hộ dân dùng nước sạch.", "equal", "same"),
            (2028, "Trên 90% hộ dân dùng nước sạch.", "equal", "earlier"),
            (2032, "Trên 80% hộ dân dùng nước sạch.", "lower", "later"),
            # a step on the way, and a trade of time for amount, are neither more nor less
            (2027, "Trên 80% hộ dân dùng nước sạch.", "not_comparable", "earlier"),
            (2035, "Trên 95% hộ dân dùng nước sạch.", "not_comparable", "later"),
        ],
    )
    def test_time(self, year: int, provincial: str, verdict: str, deadline: str) -> None:
        pair = only_goal("Trên 90% hộ dân dùng nước sạch.", provincial, year)
        assert (pair.verdict, pair.deadline) == (verdict, deadline)

    def test_striving_is_less_than_setting(self) -> None:
        pair = only_goal("100% hộ dân dùng nước sạch.", "Phấn đấu 100% hộ dân dùng nước sạch.")
        assert pair.verdict == "equal"
        assert "phấn đấu" in pair.reason

    def test_missing_and_added(self) -> None:
        upper = above(bullets("Trên 90% hộ dân dùng nước sạch.", "Đào tạo 300 cán bộ người dân tộc."))
        lower = below(bullets("Tối thiểu 70% chủ rừng ký cam kết.", "Trên 90% hộ dân dùng nước sạch."))
        pairs = dv.compare_targets(upper, lower)
        assert [pair.verdict for pair in pairs] == ["equal", "missing", "added"]
        missing, added = pairs[1:]
        assert missing.provincial is None
        assert added.central is None
        assert "300 cán bộ" in missing.central.quote
        assert "70% chủ rừng" in added.provincial.quote

    def test_goals_of_one_list_find_their_own(self) -> None:
        goals = [
            "Tỷ lệ trẻ em vùng cao được tiêm chủng đạt 98%",
            "tỷ lệ trẻ em vùng cao được học bán trú đạt 60%",
            "tỷ lệ hộ vùng cao có nhà kiên cố đạt 75%",
        ]
        upper, lower = above(bullets("; ".join(goals) + ".")), below(bullets("; ".join(goals[::-1]) + "."))
        pairs = dv.compare_targets(upper, lower)
        assert [pair.verdict for pair in pairs] == ["equal"] * 3
        assert all(pair.central.target.value == pair.provincial.target.value for pair in pairs)

    def test_two_that_fit_alike_are_unclear(self) -> None:
        upper = above(bullets("90% thôn có nhà văn hóa."))
        lower = below(bullets("95% thôn có nhà văn hóa.", "85% thôn có nhà văn hóa."))
        pairs = dv.compare_targets(upper, lower)
        assert [pair.verdict for pair in pairs] == ["unclear", "added"]

    def test_a_goal_said_again_counts_once(self) -> None:
        goal = "90% hộ dân dùng nước sạch."
        pairs = dv.compare_targets(above(bullets(goal)), below(bullets(goal, goal)))
        assert [pair.verdict for pair in pairs] == ["equal"]

    def test_statistics_are_left_out(self) -> None:
        report = "I. THỰC TRẠNG\n\nĐến nay, đã có 61% hộ dân dùng nước sạch, còn 14 bản chưa có điện."
        lower = dv.parse(BELOW.format(goals=f"{report}\n\n1. Mục tiêu", duties="", year=2030))
        assert {target.kind for target in lower.targets} == {"statistic"}
        upper = above(bullets("Trên 90% hộ dân dùng nước sạch."))
        assert [pair.verdict for pair in dv.compare_targets(upper, lower)] == ["missing"]


class TestDuties:
    def test_kept(self) -> None:
        pair = only_duty(
            "Các cấp ủy rà soát, bố trí đất ở cho hộ nghèo vùng cao trước ngày 30/6/2027.",
            "Đảng ủy các xã, phường rà soát, bố trí đất ở cho hộ nghèo vùng cao trước ngày 30/4/2027.",
        )
        assert (pair.verdict, pair.weaknesses) == ("kept", [])

    @pytest.mark.parametrize(
        ("provincial", "weakness"),
        [
            (
                "Các cấp ủy rà soát, bố trí đất ở cho hộ nghèo vùng cao trước ngày 31/12/2027.",
                "deadline_later",
            ),
            ("Các cấp ủy rà soát, bố trí đất ở cho hộ nghèo vùng cao.", "deadline_gone"),
            (
                "Các cấp ủy khuyến khích rà soát, bố trí đất ở cho hộ nghèo vùng cao trước ngày 30/6/2027.",
                "softened",
            ),
        ],
    )
    def test_weakened(self, provincial: str, weakness: str) -> None:
        central = "Các cấp ủy phải rà soát, bố trí đất ở cho hộ nghèo vùng cao trước ngày 30/6/2027."
        pair = only_duty(central, provincial)
        assert (pair.verdict, pair.weaknesses) == ("weakened", [weakness])

    @pytest.mark.parametrize(
        ("often", "weaknesses"),
        [("Hằng tháng, ", []), ("Hằng năm, ", ["frequency_rarer"]), ("", ["frequency_gone"])],
    )
    def test_how_often(self, often: str, weaknesses: list[str]) -> None:
        duty = "các cấp ủy đối thoại với già làng, trưởng bản người dân tộc."
        pair = only_duty(f"Hằng quý, {duty}", (often + duty)[0].upper() + (often + duty)[1:])
        assert pair.weaknesses == weaknesses

    def test_fewer(self) -> None:
        duty = "Các cấp ủy mở {} lớp dạy chữ Thái cho cán bộ vùng cao."
        pair = only_duty(duty.format("ít nhất 10"), duty.format("ít nhất 04"))
        assert (pair.verdict, pair.weaknesses) == ("weakened", ["quantity_lower"])
        pair = only_duty(duty.format("ít nhất 10"), duty.format("các"))
        assert pair.weaknesses == ["quantity_gone"]

    def test_nobody_is_charged_any_more(self) -> None:
        what = "sửa chữa trạm bơm, kênh dẫn nước vùng cao trước ngày 30/6/2027."
        upper = above(duties=f"1. Ủy ban nhân dân các xã {what}")
        lower = below(bullets(what.capitalize()))
        (pair,) = [pair for pair in dv.compare_directives(upper, lower).tasks if pair.central]
        assert (pair.verdict, pair.weaknesses) == ("weakened", ["lead_gone"])

    def test_missing_added_and_not_binding(self) -> None:
        upper = above(
            duties=lines(
                "1. Các tỉnh ủy, thành ủy phân công cán bộ bám bản, nắm tình hình đồng bào.",
                "2. Bộ Y tế trình Chính phủ sửa đổi chế độ với y tế thôn bản.",
            )
        )
        lower = below(duties="1. Sở Xây dựng lập quy hoạch các điểm dân cư ven sông.")
        pairs = dv.compare_directives(upper, lower).tasks
        assert [pair.verdict for pair in pairs] == ["missing", "not_binding", "added"]

    def test_another_body_of_the_same_work(self) -> None:
        pair = only_duty(
            "Ban Dân vận Trung ương chủ trì theo dõi, đôn đốc việc thực hiện Nghị quyết, tổng hợp vướng mắc.",
            "Ban Tuyên giáo và Dân vận Tỉnh ủy chủ trì theo dõi, đôn đốc, tổng hợp vướng mắc.",
        )
        assert pair.verdict == "kept"

    def test_the_document_itself_is_what_was_asked_for(self) -> None:
        duty = "1. Các tỉnh ủy, thành ủy xây dựng chương trình hành động, hoàn thành trước ngày {}."
        verdicts = {}
        for day in ("30/6/2026", "31/01/2026"):
            (pair,) = dv.compare_directives(above(duties=duty.format(day)), below()).tasks
            verdicts[day] = pair.verdict, pair.weaknesses
            assert pair.provincial.quote.startswith("CHƯƠNG TRÌNH HÀNH ĐỘNG")
        assert verdicts == {"30/6/2026": ("kept", []), "31/01/2026": ("weakened", ["deadline_later"])}

    def test_pairs_of_the_corpora(self) -> None:
        """The plan of Hòn Sếu and the programme that it carries out, as a careful reader pairs them."""
        folder = CORPORA / "tan-giang"
        found = dv.compare_directives(
            dv.read(folder / "ctr-02-tu-2025.txt"), dv.read(folder / "kh-40-du-hon-seu-2026.txt")
        )
        kept = [pair for pair in found.tasks if pair.verdict == "kept"]
        assert [pair.central.section for pair in kept] == ["IV/5"]
        equal = [pair for pair in found.targets if pair.verdict == "equal"]
        assert ["Sổ tay đảng viên" in pair.central.quote for pair in equal] == [True]
        assert not [pair for pair in found.targets if pair.verdict in ("higher", "lower")]


class TestBodies:
    @pytest.mark.parametrize(
        ("above", "below"),
        [
            ("Ban Dân vận Trung ương", "Ban Dân vận Tỉnh ủy"),
            ("Ban Dân vận Trung ương", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
            ("Văn phòng Trung ương Đảng", "Văn phòng Tỉnh uỷ"),
            ("Ủy ban Kiểm tra Trung ương", "UBKT Tỉnh ủy"),
            ("Bộ Tài chính", "Sở Tài chính"),
            ("Bộ Công an", "Công an tỉnh"),
            ("Ban cán sự đảng Chính phủ", "Đảng ủy Ủy ban nhân dân tỉnh"),
            ("Mặt trận Tổ quốc Việt Nam", "UBMTTQ tỉnh"),
            ("Các cấp ủy", "Đảng ủy các xã, phường, đặc khu"),
        ],
    )
    def test_same_work(self, above: str, below: str) -> None:
        assert same_work([above], [below], dv.registry())

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Bộ Y tế", "Sở Tài chính"),
            ("Ban Dân vận Trung ương", "Ban Tổ chức Tỉnh ủy"),
            ("Các cấp ủy", "Đảng ủy Ủy ban nhân dân tỉnh"),
            ("Văn phòng Trung ương Đảng", "Văn phòng UBND tỉnh"),
        ],
    )
    def test_other_work(self, one: str, other: str) -> None:
        assert not same_work([one], [other], dv.registry())

    @pytest.mark.parametrize(
        ("name", "levels"),
        [
            ("Bộ Nội vụ", {"central"}),
            ("Đảng đoàn Quốc hội", {"central"}),
            ("Sở Nội vụ", {"central", "province"}),
            ("Bộ Chỉ huy Quân sự tỉnh", {"central", "province"}),
            ("các tổ chức chính trị - xã hội tỉnh", {"central", "province"}),
            ("Đảng ủy xã Nậm Vang", {"central", "province", "district", "commune"}),
            ("Các cấp ủy", {"central", "province", "district", "commune"}),
        ],
    )
    def test_whom_a_duty_binds(self, name: str, levels: set[str]) -> None:
        assert {
            level
            for level in ("central", "province", "district", "commune")
            if can_bind(name, level, dv.registry())
        } == levels


PLAN = """HUYỆN ỦY SUỐI ĐÁ
*
Số 21-KH/HU

KẾ HOẠCH
thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013

I. CHỈ TIÊU

- Đến năm 2025, trên 80% thôn có mô hình “Dân vận khéo”.

- Mỗi xã có ít nhất 02 tổ hòa giải.

II. PHÂN CÔNG

1. Ban Dân vận Huyện ủy chủ trì, phối hợp với Phòng Nội vụ hướng dẫn các xã trước ngày 15/6/2024.

2. Huyện đoàn tổ chức ngày hội thanh niên vùng cao theo Chỉ thị số 49-CT/TW.

3. Hội Nông dân huyện hằng quý báo cáo Ban Thường vụ Huyện ủy.
"""


def changed(*replacements: tuple[str, str]) -> list[tuple[str, str, list[str]]]:
    text = PLAN
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    found = dv.diff_directives(dv.parse(PLAN), dv.parse(text)).differences
    return [(each.part, each.kind, [change.aspect for change in each.changes]) for each in found]


class TestDiff:
    @pytest.mark.parametrize(
        ("replacement", "expected"),
        [
            (("15/6/2024", "30/9/2024"), [("task", "changed", ["wording", "deadline"])]),
            (("Phòng Nội vụ", "Phòng Tư pháp"), [("task", "changed", ["wording", "coordinate"])]),
            (("Huyện đoàn tổ chức", "Hội Phụ nữ huyện tổ chức"), [("task", "changed", ["wording", "lead"])]),
            (("hằng quý báo cáo", "hằng tháng báo cáo"), [("task", "changed", ["wording", "frequency"])]),
            (("trên 80%", "trên 85%"), [("target", "changed", ["number"])]),
            (("năm 2025", "năm 2026"), [("target", "changed", ["deadline"])]),
            (("ngày 03/6/2013", "ngày 06/3/2013"), [("citation", "changed", ["date"])]),
            (("- Mỗi xã có ít nhất 02 tổ hòa giải.\n\n", ""), [("target", "removed", [])]),
            (
                ("3. Hội", "3. Công an huyện bảo vệ an ninh biên giới.\n\n4. Hội"),
                [("task", "added", [])],
            ),
            (
                (" theo Chỉ thị số 49-CT/TW", ""),
                [("task", "changed", ["wording"]), ("citation", "removed", [])],
            ),
        ],
    )
    def test_what_changed(
        self, replacement: tuple[str, str], expected: list[tuple[str, str, list[str]]]
    ) -> None:
        assert changed(replacement) == expected

    def test_moving_wrapping_and_spelling_are_no_change(self) -> None:
        first, second = (PLAN.index(start) for start in ("1. Ban Dân vận", "2. Huyện đoàn"))
        third = PLAN.index("3. Hội Nông dân")
        moved = (
            PLAN[:first]
            + PLAN[second:third].replace("2. ", "1. ").replace("vùng cao", "vùng\ncao")
            + PLAN[first:second].replace("1. ", "2. ")
            + "III. BÁO CÁO\n\n"
            + PLAN[third:].replace("3. ", "1. ").replace("ủy", "uỷ")
        )
        diff = dv.diff_directives(dv.parse(PLAN), dv.parse(moved))
        assert diff.differences == []
        assert (diff.unchanged.tasks, diff.unchanged.targets, diff.unchanged.citations) == (3, 2, 2)

    def test_words_make_up_both_versions(self) -> None:
        diff = dv.diff_directives(dv.parse(PLAN), dv.parse(PLAN.replace("15/6/2024", "30/9/2024")))
        (each,) = diff.differences
        for gone, side in (("added", each.old), ("removed", each.new)):
            assert "".join(run.text for run in each.words if run.kind != gone) == side.quote
        assert [run.text.strip() for run in each.words if run.kind != "same"] == ["15/6/2024", "30/9/2024"]


texts = st.sampled_from(TEXTS)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text of the corpora and one in which some lines are gone, doubled, exchanged or have other numbers."""
    old = draw(texts)
    new = old.split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at, to = draw(st.integers(0, len(new) - 1)), draw(st.integers(0, len(new) - 1))
        match draw(st.sampled_from(("drop", "double", "swap", "number"))):
            case "drop":
                new[at] = ""
            case "double":
                new.insert(at, new[at])
            case "swap":
                new[at], new[to] = new[to], new[at]
            case _:
                new[at] = re.sub(r"\d", str(draw(st.integers(1, 9))), new[at], count=1)
    return old, "\n".join(new)


class TestProperties:
    @pytest.mark.parametrize("text", TEXTS)
    def test_a_document_does_not_differ_from_itself(self, text: str) -> None:
        directive = dv.parse(text)
        diff = dv.diff_directives(directive, directive)
        assert diff.differences == []
        assert (diff.unchanged.tasks, diff.unchanged.targets) == (
            len(directive.tasks),
            len(directive.targets),
        )

    @pytest.mark.parametrize("text", TEXTS)
    def test_a_document_keeps_what_it_asks_for(self, text: str) -> None:
        directive = dv.parse(text)
        found = dv.compare_directives(directive, directive)
        assert {pair.verdict for pair in found.tasks} <= {"kept", "unclear"}
        assert {pair.verdict for pair in found.targets} <= {"equal", "unclear"}

    @FEW
    @given(edited())
    def test_exchanged_versions_give_the_mirror_image(self, pair: tuple[str, str]) -> None:
        old, new = (dv.parse(text) for text in pair)
        forward, back = dv.diff_directives(old, new), dv.diff_directives(new, old)
        assert forward.unchanged == back.unchanged
        mirror = {"added": "removed", "removed": "added", "changed": "changed"}
        turned = [
            each.model_copy(update={"kind": mirror[each.kind], "old": each.new, "new": each.old})
            for each in back.differences
        ]
        assert set(map(_places, forward.differences)) == set(map(_places, turned))

    @FEW
    @given(texts, texts)
    def test_every_passage_stands_where_it_says_and_once(self, first: str, second: str) -> None:
        upper, lower = dv.parse(first), dv.parse(second)
        found = dv.compare_directives(upper, lower)
        for pair in [*found.tasks, *found.targets]:
            assert 0 <= pair.likeness <= 1
            assert pair.reason
            for side, directive in ((pair.central, upper), (pair.provincial, lower)):
                assert side is None or directive.text[side.start : side.end] == side.quote
        assert [pair.central.start for pair in found.tasks if pair.central] == [t.start for t in upper.tasks]

    @given(st.text("ab c,.", max_size=30), st.text("ab c,.", max_size=30))
    def test_words_are_kept(self, old: str, new: str) -> None:
        runs = word_difference(old, new)
        assert "".join(run.text for run in runs if run.kind != "added") == " ".join(old.split())
        assert "".join(run.text for run in runs if run.kind != "removed") == " ".join(new.split())

    @given(
        st.dictionaries(
            st.tuples(st.integers(0, 5), st.integers(0, 5)), st.sampled_from([0.4, 0.6, 0.62, 0.9, 1.0])
        )
    )
    def test_pairs_are_one_to_one_and_none_is_left_that_fits(
        self, alike: dict[tuple[int, int], float]
    ) -> None:
        pairs = pair_up(alike, cut=0.5)
        lefts, rights = [pair.left for pair in pairs], [pair.right for pair in pairs]
        assert len(set(lefts)) == len(lefts)
        assert len(set(rights)) == len(rights)
        assert not [
            (i, j)
            for i, j in product(range(6), repeat=2)
            if alike.get((i, j), 0) >= 0.5 and i not in lefts and j not in rights
        ]
        turned = pair_up({(j, i): value for (i, j), value in alike.items()}, cut=0.5)
        assert {(pair.right, pair.left) for pair in turned} == {(pair.left, pair.right) for pair in pairs}


def _places(difference: dv.Difference) -> tuple[object, ...]:
    sides = ((side.start, side.end) if side else None for side in (difference.old, difference.new))
    return difference.part, difference.kind, *sides, *(change.aspect for change in difference.changes)


class Page(HTMLParser):
    """What a page says, and what it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [name for name, _ in attrs if name in ("src", "href", "srcset", "action")]

    def handle_data(self, data: str) -> None:
        self.text += data


class TestOutputs:
    OLD = CORPORA / "lam-ha/kh-58-hu-2023.txt"
    UPPER = CORPORA / "lam-ha/nq-12-tu-2023.txt"

    @pytest.fixture
    def new(self, tmp_path: Path) -> Path:
        path = tmp_path / "new.txt"
        text = read_exactly(self.OLD).replace("350 triệu", "400 triệu").replace("15/12 hằng", "30/11 hằng")
        path.write_text(text, encoding="utf-8")
        return path

    def test_page_loads_nothing_and_says_all(self, new: Path, tmp_path: Path) -> None:
        out = tmp_path / "changes.html"
        diff = dv.diff_directives(dv.read(self.OLD), dv.read(new))
        write_comparison(diff, out)
        html = out.read_text(encoding="utf-8")
        page = Page(html)
        assert page.loads == []
        assert not {"script", "img", "link", "iframe"} & set(page.tags)
        assert not re.search(r"url\(|@import|https?:", html)
        assert page.tags.count("article") == len(diff.differences)
        for said in ("Sửa đổi", "350 triệu đồng → 400 triệu đồng", "Kế hoạch số 58-KH/HU", "Không đổi: 12"):
            assert said in page.text
        assert re.search(r"<del>15/12</del>", html)
        assert re.search(r"<ins>30/11</ins>", html)

    def test_page_escapes_the_words_of_documents(self, tmp_path: Path) -> None:
        wicked = dv.parse(PLAN.replace("vùng cao", "<script>alert('x')</script> & \x07 vùng cao"))
        out = tmp_path / "page.html"
        write_comparison(dv.diff_directives(dv.parse(PLAN), wicked), out)
        html = out.read_text(encoding="utf-8")
        assert "script" not in Page(html).tags
        assert "&lt;" in html
        assert "\x07" not in html

    def test_unknown_suffix_leaves_no_file(self, new: Path, tmp_path: Path) -> None:
        diff = dv.diff_directives(dv.read(self.OLD), dv.read(new))
        with pytest.raises(ExportError, match=r"\.pdf: unknown format; known: \.html \.json"):
            write_comparison(diff, tmp_path / "x.pdf")
        assert not (tmp_path / "x.pdf").exists()

    def test_commands_print_json(self, new: Path) -> None:
        found = CliRunner().invoke(app, ["compare", str(self.OLD), str(self.UPPER), "--format", "json"])
        comparison = json.loads(found.stdout)
        assert comparison["central"]["symbol"] == "12-NQ/TU"
        assert dv.Comparison.model_validate(comparison).tasks
        diff = CliRunner().invoke(app, ["diff", str(self.OLD), str(new), "--format", "json"])
        assert [each["part"] for each in json.loads(diff.stdout)["differences"]] == ["task", "task", "target"]

    def test_commands_print_tables(self, new: Path) -> None:
        diff = CliRunner().invoke(app, ["diff", str(self.OLD), str(new)])
        assert "[-350-]" in diff.stdout
        assert "{+400+}" in diff.stdout
        found = CliRunner().invoke(app, ["compare", str(self.OLD), str(self.UPPER)])
        assert "Còn thiếu" in found.stdout

    def test_a_file_that_is_not_there_is_one_line(self) -> None:
        found = CliRunner().invoke(app, ["diff", str(self.OLD), "nowhere.txt"])
        assert found.exit_code == 2
        assert found.stdout == ""
        assert found.stderr.count("\n") == 1

    def test_the_command_loads_no_comparison_before_one_is_asked_for(self) -> None:
        code = "import sys, danvan_docs.cli.app; print([m for m in sys.modules if 'comparing' in m])"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert loaded.stdout == "[]\n"


def test_every_verdict_and_reason_has_its_words() -> None:
    words = table("comparing")
    assert {*get_args(TargetVerdict), *get_args(DutyVerdict), *get_args(Kind)} == set(words["verdicts"])
    assert set(get_args(Aspect)) == set(words["aspects"])
    assert set(get_args(Weakness)) <= set(words["reasons"])
