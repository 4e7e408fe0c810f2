"""Text that comes again: what counts as repeated, where it stands, and how the work grows."""

import json
import time
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.corpus.build import build
from danvan_docs.corpus.copying import reuse_along_citations, reuse_anywhere
from danvan_docs.corpus.reuse import Readied, Reuse, reuse
from danvan_docs.corpus.store import Store
from danvan_docs.errors import StoreError

LONG = (
    "Nâng cao nhận thức, trách nhiệm của cấp ủy, tổ chức đảng và người đứng đầu về vị trí, vai trò của công tác "
    "dân vận; coi đây là nhiệm vụ thường xuyên của cả hệ thống chính trị ở cơ sở"
)
OTHER = (
    "Sở Tài chính cân đối, bố trí kinh phí hằng năm cho hoạt động của tổ dân vận khu dân cư theo phân cấp ngân "
    "sách hiện hành và hướng dẫn thanh toán, quyết toán đúng quy định"
)
CENTRAL = f"""BAN CHẤP HÀNH TRUNG ƯƠNG
*
Số 25-NQ/TW

ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 03 tháng 6 năm 2013

NGHỊ QUYẾT
về tăng cường và đổi mới sự lãnh đạo của Đảng đối với công tác dân vận trong tình hình mới

1. {LONG}.

2. Phát huy vai trò nòng cốt của Mặt trận Tổ quốc trong tuyên truyền, vận động đoàn viên, hội viên.
"""
PLAN = """TỈNH ỦY LAM HÀ
*
Số 15-KH/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Lam Hà, ngày 20 tháng 9 năm 2013

KẾ HOẠCH
thực hiện Nghị quyết số 25-NQ/TW

Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương về tăng cường và đổi mới sự lãnh \
đạo của Đảng đối với công tác dân vận trong tình hình mới, Tỉnh ủy yêu cầu:

1. {first}.

2. {second}.
"""


def parsed(text: str, source: str = "") -> dv.Directive:
    return dv.parse(text, source=source)


def compared(first: str, second: str = OTHER) -> Reuse:
    return reuse(parsed(PLAN.format(first=first, second=second), "plan.txt"), parsed(CENTRAL, "central.txt"))


def test_word_for_word() -> None:
    found = compared(LONG)
    [passage] = found.passages
    assert (passage.text, passage.source_text, passage.likeness) == (LONG, LONG, 1)
    assert found.share == found.verbatim == round(passage.words / found.words, 4)


def test_offsets_slice_both_texts() -> None:
    plan, central = PLAN.format(first=LONG, second=OTHER), CENTRAL
    for passage in reuse(parsed(plan), parsed(central)).passages:
        assert plan[passage.start : passage.end] == passage.text
        assert central[passage.source_start : passage.source_end] == passage.source_text


def test_nearly() -> None:
    changed = LONG.replace("và người đứng đầu", "và nhất là người đứng đầu cấp ủy").replace(
        "thường xuyên", "quan trọng"
    )
    [passage] = compared(changed).passages
    assert 0.8 < passage.likeness < 1
    assert passage.text == changed
    assert compared(changed).verbatim == 0


@pytest.mark.parametrize(
    "spelled",
    [
        LONG.upper(),
        LONG.replace("ủy", "uỷ"),
        LONG.replace(", ", ",\n"),
        LONG.replace("trách nhiệm", "trách\xa0nhiệm"),
        normalize("NFD", LONG),
    ],
    ids=["case", "tone", "line breaks", "blanks", "NFD"],
)
def test_spelling_does_not_matter(spelled: str) -> None:
    [passage] = compared(spelled).passages
    assert passage.likeness == 1


def test_another_text_repeats_nothing() -> None:
    found = compared("Tổ chức hội nghị triển khai trong tháng 10", OTHER)
    assert (found.passages, found.share, found.source_share) == ([], 0, 0)


def test_naming_an_instrument_is_not_repeating_it() -> None:
    assert compared(OTHER).passages == []
    cited = (
        "Thực hiện Kết luận số 43-KL/TW, ngày 07/01/2019 của Ban Bí thư về tiếp tục thực hiện Nghị quyết số "
        "25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương khóa XI"
    )
    assert reuse(parsed(cited + "; báo cáo kết quả."), parsed(cited + "; tổng kết hằng năm.")).passages == []


def test_each_word_is_counted_once() -> None:
    central = CENTRAL + f"\n3. {LONG}.\n"
    found = reuse(parsed(PLAN.format(first=LONG, second=OTHER)), parsed(central))
    assert len(found.passages) == 1
    assert found.share <= 1
    twice = compared(LONG, LONG)
    assert len(twice.passages) == 2
    assert twice.source_share == compared(LONG).source_share


def test_passages_that_changed_places() -> None:
    central = f"1. {LONG}.\n\n2. {OTHER}."
    found = reuse(parsed(f"1. {OTHER}.\n\n2. {LONG}."), parsed(central))
    assert [passage.text for passage in found.passages] == [OTHER, LONG]
    assert [passage.source_text for passage in found.passages] == [OTHER, LONG]


def test_a_document_made_ready_gives_the_same() -> None:
    plan, central = parsed(PLAN.format(first=LONG, second=OTHER)), parsed(CENTRAL)
    assert reuse(Readied(plan), Readied(central)) == reuse(plan, central)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(LONG.split() + OTHER.split()), max_size=120), st.integers(0, 60))
def test_shares_are_shares_and_passages_lie_apart(words: list[str], cut: int) -> None:
    text = " ".join(words) or "Kế hoạch"
    central = f"{LONG}.\n\n{' '.join(words[cut:])}"
    found = reuse(parsed(text), parsed(central))
    assert 0 <= found.verbatim <= found.share <= 1
    assert 0 <= found.source_share <= 1
    ends = [0, *(passage.end for passage in found.passages)]
    assert all(end <= passage.start for end, passage in zip(ends, found.passages, strict=False))
    assert all(text[each.start : each.end] == each.text for each in found.passages)


def test_a_text_is_all_its_own() -> None:
    directive = parsed(f"1. {LONG}.\n\n2. {OTHER}.")
    found = reuse(directive, directive)
    assert found.verbatim == found.share > 0.9


def test_the_work_grows_with_the_text() -> None:
    """Stock phrases that come a thousand times must not be paired with each other."""
    text = "\n\n".join(
        f"{number}. Chủ trì, phối hợp với các cơ quan liên quan triển khai thực hiện."
        for number in range(2000)
    )
    long, short = Readied(parsed(text)), Readied(parsed(text[: len(text) // 10]))
    seconds = []
    for each in (short, long):
        begin = time.process_time()
        reuse(each, each)
        seconds.append(time.process_time() - begin)
    assert seconds[1] < 60 * max(seconds[0], 0.005)


class TestCorpus:
    @pytest.fixture(scope="class")
    def folder(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("texts")
        neighbour = (
            PLAN.replace("15-KH/TU", "33-KH/TU")
            .replace("LAM HÀ", "BẠCH GIANG")
            .replace("Lam Hà", "Bạch Giang")
        )
        texts = {
            "central.txt": CENTRAL,
            "plan.txt": PLAN.format(first=LONG, second=OTHER),
            # A province that carries out the same resolution a month later, in the words of its neighbour.
            "later.txt": neighbour.format(first="Tổ chức học tập", second=OTHER).replace(
                "tháng 9", "tháng 10"
            ),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        build([folder], folder / "store")
        return folder / "store"

    def test_along_citations(self, folder: Path) -> None:
        with Store.open(folder) as store:
            [row] = reuse_along_citations(store)
            assert reuse_along_citations(store, "plan.txt") == [row]
            assert reuse_along_citations(store, "later.txt") == []
        assert (Path(row.document).name, Path(row.source).name) == ("plan.txt", "central.txt")

    def test_neighbours_that_do_not_cite_each_other(self, folder: Path) -> None:
        pytest.importorskip("datasketch")
        with Store.open(folder) as store:
            rows = reuse_anywhere(store)
        assert {(Path(row.document).name, Path(row.source).name) for row in rows} == {
            ("plan.txt", "central.txt"),
            ("later.txt", "plan.txt"),
        }

    def test_a_document_that_is_not_there(self, folder: Path) -> None:
        with Store.open(folder) as store, pytest.raises(StoreError, match="99-KH"):
            reuse_along_citations(store, "99-KH/TU")


def test_the_command_sets_passages_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN.format(first=LONG, second=OTHER), encoding="utf-8")
    (tmp_path / "central.txt").write_text(CENTRAL, encoding="utf-8")
    paths = [str(tmp_path / "plan.txt"), str(tmp_path / "central.txt")]
    shown = CliRunner().invoke(app, ["reuse", *paths])
    assert shown.exit_code == 0
    assert "Passages: 1" in shown.stdout
    told = json.loads(CliRunner().invoke(app, ["reuse", *paths, "--format", "json"]).stdout)
    assert told["passages"][0]["text"] == LONG
    assert CliRunner().invoke(app, ["reuse", paths[0], str(tmp_path / "none.txt")]).exit_code == 2
