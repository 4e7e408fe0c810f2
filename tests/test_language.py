"""The language layer: each word once, rules with lines that prove them, names that nobody listed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from unlisted import DEEDS, WITH_HEAD, WITHOUT_HEAD, measure

import danvan_docs as dv
from danvan_docs.errors import AuthorityError
from danvan_docs.knowledge import Knowledge
from danvan_docs.language import Lexicon, lexicon
from danvan_docs.language.lexicon import classes_of_words, packaged_words
from danvan_docs.language.rules import Match, Rule, compiled_rule, rules
from danvan_docs.language.units import Units, read_units
from danvan_docs.parsing.duties.headings import bodies_of

PLAN = "ỦY BAN NHÂN DÂN\nTỈNH LAM HÀ\nSố: 31/KH-UBND\n\nLam Hà, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\n"


class TestLexicon:
    def test_a_word_stands_once(self) -> None:
        counted = Counter(word for _, word, _ in packaged_words())
        assert [word for word, times in counted.items() if times > 1] == []

    def test_words_stand_in_small_letters_with_classes_that_exist(self) -> None:
        known = set(classes_of_words())
        for file, word, classes in packaged_words():
            assert word == word.lower(), (file, word)
            assert classes, (file, word)
            assert set(classes) <= known, (file, word)

    def test_what_charges_or_cues_is_a_deed_as_well(self) -> None:
        for _, word, classes in packaged_words():
            if any(each.startswith("cue.") for each in classes):
                assert "deed" in classes, word

    def test_an_unknown_class_is_refused(self) -> None:
        with pytest.raises(AuthorityError, match="ploughs"):
            Lexicon().add("cày", {"ploughs"})

    def test_a_file_of_another_form_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "words.toml"
        path.write_text("[words]\nlist = 'a'\n", encoding="utf-8")
        with pytest.raises(AuthorityError, match=r"words\.toml"):
            Knowledge.of(lexicon=path)


def units_of(line: str) -> Units:
    return read_units(line, 0, len(line), lexicon())


def found_by(kind: str, rule: Rule, units: Units) -> list[Match]:
    """Return what a rule finds in a line: as the best head, or anywhere."""
    if kind == "head":
        return [match for match in rules().heads(units)[:1] if match.rule is rule]
    if kind == "title":
        match = rules().titles(units)
        return [match] if match and match.rule is rule else []
    found = rules().furthers(units, 0) if kind == "further" else rules().roles(units, 0, len(units.units))
    return [match for match in found if match.rule is rule]


LINES = [
    pytest.param(kind, rule, line, holds, id=f"{rule.name}: {line}")
    for kind in ("head", "role", "further", "title")
    for rule in getattr(rules(), kind)
    for holds, lines in ((True, rule.yes), (False, rule.no))
    for line in lines
]


@pytest.mark.parametrize(("kind", "rule", "line", "holds"), LINES)
def test_each_line_beside_a_rule_holds(kind: str, rule: Rule, line: str, holds: bool) -> None:
    marked = re.search(r"\[([^\]]*)\]", line)
    text = line.replace("[", "").replace("]", "")
    units = units_of(text)
    found = found_by(kind, rule, units)
    assert bool(found) is holds, units.letters
    if marked and found:
        part = rule.role or "lead"
        name = units.units[found[0].units[part]].names[0]
        assert text[units.tokens.starts[name.start] : units.tokens.ends[name.end - 1]] == marked[1]


def test_a_rule_with_an_unknown_unit_is_refused() -> None:
    with pytest.raises(AuthorityError, match="PLOUGHS"):
        compiled_rule("lead=NAMES PLOUGHS", "ploughing")


class TestUnlisted:
    def test_none_of_them_is_in_the_lexicon(self) -> None:
        assert [name for name in (*WITH_HEAD, *WITHOUT_HEAD, *DEEDS) if lexicon().classes(name)] == []
        assert len(WITH_HEAD) + len(WITHOUT_HEAD) == len(DEEDS) == 40

    def test_most_come_out_whole(self) -> None:
        found = measure()
        assert found["bodies"][0] >= 126, found
        assert found["deeds"][0] >= 156, found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chi cục Quản lý thị trường", ["Chi cục Quản lý thị trường"]),
        ("Sở Văn hóa, Thể thao và Du lịch, Báo Lam Hà", ["Sở Văn hóa, Thể thao và Du lịch", "Báo Lam Hà"]),
        ("các sở, ban, ngành; UBND các xã, phường", ["các sở, ban, ngành", "UBND các xã, phường"]),
        ("Ban Dân vận các huyện, thị, Thành ủy", ["Ban Dân vận các huyện, thị, Thành ủy"]),
        ("Các huyện ủy, thành ủy, các ban đảng", ["Các huyện ủy", "thành ủy", "các ban đảng"]),
        ("Đảng ủy Bộ Ngoại giao", ["Đảng ủy Bộ Ngoại giao"]),
        ("Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND xã", ["Thủ trưởng các cơ quan, đơn vị", "Chủ tịch UBND xã"]),
        ("các cơ quan, đơn vị", ["các cơ quan", "đơn vị"]),
        ("Giám đốc các Sở, ngành và Chủ tịch UBND các xã", ["Giám đốc các Sở, ngành", "Chủ tịch UBND các xã"]),
    ],
)  # fmt: skip
def test_a_list_is_cut_where_a_name_ends(text: str, names: list[str]) -> None:
    assert [text[body.start : body.end] for body in bodies_of(text, 0, len(text), Knowledge.of())] == names


class TestOneLine:
    """One line of a lexicon of one's own makes a body, a deed or a cue known wherever it may stand."""

    BODY = "[[words]]\nclasses = ['organ']\nlist = 'lò gốm'\n"

    def tasks(self, tmp_path: Path, words: str, text: str) -> list[dv.Task]:
        path = tmp_path / "words.toml"
        path.write_text(words, encoding="utf-8")
        return dv.parse(PLAN + text, lexicon=path).tasks

    @pytest.mark.parametrize(
        ("text", "role"),
        [
            ("1. Lò gốm Bàu Trúc rà soát quy chế.", "lead"),
            ("1. Sở Y tế phối hợp với lò gốm Bàu Trúc rà soát quy chế.", "coordinate"),
            ("1. Sở Y tế báo cáo lò gốm Bàu Trúc trước ngày 30/6/2026.", "report_to"),
            ("1. Sở Y tế tham mưu lò gốm Bàu Trúc ban hành quy chế.", "advise"),
            ("1. Sở Y tế chỉ đạo lò gốm Bàu Trúc rà soát quy chế.", "directed"),
        ],
    )
    def test_a_body_in_each_role(self, tmp_path: Path, text: str, role: str) -> None:
        (task,) = self.tasks(tmp_path, self.BODY, text)
        assert role in [actor.role for actor in task.actors if actor.text.casefold() == "lò gốm bàu trúc"]

    def test_a_body_that_asks_does_not_lead(self, tmp_path: Path) -> None:
        (task,) = self.tasks(tmp_path, self.BODY, "1. Lò gốm Bàu Trúc yêu cầu Sở Y tế rà soát quy chế.")
        assert [(actor.text, actor.role) for actor in task.actors] == [("Sở Y tế", "lead")]

    def test_a_deed_and_a_cue(self, tmp_path: Path) -> None:
        words = (
            "[[words]]\nclasses = ['deed']\nlist = 'nung gạch'\n\n"
            "[[words]]\nclasses = ['cue.coordinate', 'deed']\nlist = 'chung tay với'\n"
        )
        text = "1. Sở Y tế nung gạch tại xã.\n\n2. Sở Y tế chung tay với Công an tỉnh rà soát."
        deed, cue = self.tasks(tmp_path, words, text)
        assert [actor.text for actor in deed.actors] == ["Sở Y tế"]
        assert [actor.role for actor in cue.actors if actor.text == "Công an tỉnh"] == ["coordinate"]


class TestCoverage:
    def test_what_is_in_no_duty_is_told(self) -> None:
        text = PLAN + "I. NHIỆM VỤ\n\n1. Sở Y tế rà soát quy chế.\n\n2. Trời mưa nhiều nên đường trơn lắm.\n"
        plan = dv.parse(text)
        assert plan.coverage is not None
        assert [plan.quote(span) for span in plan.coverage.uncovered] == [
            "Trời mưa nhiều nên đường trơn lắm."
        ]
        assert plan.coverage.covered_chars == len("Sở Y tế rà soát quy chế.")

    def test_a_text_of_duties_leaves_nothing(self) -> None:
        plan = dv.parse(PLAN + "I. NHIỆM VỤ\n\n1. Sở Y tế rà soát quy chế.\n\n2. Tổ chức trồng cây.\n")
        assert plan.coverage is not None
        assert (plan.coverage.share, plan.coverage.uncovered) == (1.0, [])


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ủy ban Mặt trận Tổ quốc cùng cấp chủ trì kiểm tra.", "Ủy ban Mặt trận Tổ quốc cùng cấp"),
        ("Văn phòng cấp ủy thông báo lịch họp.", "Văn phòng cấp ủy"),
        ("Các đơn vị, địa phương lập dự toán kinh phí.", "địa phương"),
        ("Các đơn vị, địa phương lập kế hoạch.", "địa phương"),
    ],
)
def test_a_name_ends_where_its_predicate_begins(sentence: str, name: str) -> None:
    assert dv.parse(PLAN + "1. " + sentence).tasks[0].actors[-1].text == name


def test_the_name_of_an_annex_is_no_duty() -> None:
    annex = "QUY CHẾ\ntổ chức đối thoại với Nhân dân\n\nĐiều 1. Phạm vi\n\nQuy chế này quy định đối thoại.\n"
    assert dv.parse(PLAN + "1. Sở Y tế rà soát.\n\n" + annex).tasks[1:] == []


def test_an_order_without_a_doer_is_a_task_of_nobody() -> None:
    charged, free = dv.parse(
        PLAN + "I. NHIỆM VỤ\n\n1. Sở Y tế rà soát.\n\n2. Phối hợp với Công an tỉnh trồng cây.\n"
    ).tasks
    assert [actor.text for actor in charged.actors] == ["Sở Y tế"]
    assert (free.actors, [each.body for each in free.suggested]) == ([], ["Công an tỉnh"])
    assert free.rule == "imperative"


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("1. Sở Y tế rà soát quy chế.", "own"),
        ("I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Rà soát quy chế.", "heading"),
        ("1. Ủy ban nhân dân tỉnh giao Sở Y tế:\n\n- Rà soát quy chế.", "lead_in"),
        (
            "Ủy ban nhân dân tỉnh yêu cầu Sở Y tế thực hiện các nội dung sau:\n\n1. Rà soát quy chế.",
            "opening",
        ),
        ("1. Trồng cây\n\na) Rà soát quy chế.\n\n- Đơn vị chủ trì: Sở Y tế.", "label"),
        ("TT | Nội dung | Chủ trì\n1 | Rà soát quy chế | Sở Y tế", "table"),
    ],
)
def test_an_actor_says_how_it_came(text: str, via: str) -> None:
    tasks = dv.parse(PLAN + "về trồng cây\n\n" + text + "\n").tasks
    assert [actor.via for task in tasks for actor in task.actors][-1] == via
