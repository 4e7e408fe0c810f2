import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import danvan_docs as dv
from danvan_docs.corpus.evaluation import Evaluation, evaluate
from danvan_docs.errors import ReadError

SHARED = Path(__file__).parents[2] / "shared"
DANVAN = shutil.which("danvan") or shutil.which("danvan", path=Path(sys.executable).parent)
TEXT = """1. Ban Dân vận chủ trì, phối hợp với Sở Nội vụ thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 \
của Ban Chấp hành Trung ương.

2. Phấn đấu đến năm 2025, trên 90% thôn có mô hình dân vận khéo.
"""


def gold_of(directive: dv.Directive) -> dict[str, object]:
    """Return what was found as if it were gold."""
    data = directive.model_dump(mode="json")
    lists = ("citations", "named", "sections", "tasks", "targets", "relations")
    return {"header": data["header"], **{name: data[name] for name in lists}}


def write(folder: Path, gold: dict[str, object], text: str = TEXT) -> None:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")


def row(result: Evaluation, measure: str) -> tuple[float, float, float]:
    found = next(each for each in result.measures if each.measure == measure)
    return found.precision, found.recall, found.f1


def test_what_is_found_agrees_with_itself(tmp_path: Path) -> None:
    write(tmp_path, gold_of(dv.parse(TEXT)))
    result = evaluate(tmp_path)
    assert {each.f1 for each in result.measures} == {1.0}
    assert {each.accuracy for each in result.accuracies} == {1.0}
    assert result.differences == []


def test_missed_and_extra_entries_count(tmp_path: Path) -> None:
    gold = gold_of(dv.parse(TEXT))
    citation = gold["citations"][0]
    gold["citations"] = [citation, citation | {"symbol": "26-NQ/TW"}]
    gold["targets"] = []
    write(tmp_path, gold)
    result = evaluate(tmp_path)
    assert row(result, "citations") == (1.0, 0.5, pytest.approx(2 / 3))
    assert row(result, "targets") == (0.0, 1.0, 0.0)
    assert {(each.measure, each.kind) for each in result.differences} == {
        ("citations", "missed"),
        ("targets", "extra"),
    }


def test_wrong_attributes_are_told(tmp_path: Path) -> None:
    gold = gold_of(dv.parse(TEXT))
    gold["citations"][0]["date"] = "2014-01-01"
    write(tmp_path, gold)
    result = evaluate(tmp_path)
    assert result.figure("citations") == 1.0
    assert result.figure("citation.date") == 0.0
    assert "2014-01-01" in result.differences[0].what


def test_spelling_does_not_count(tmp_path: Path) -> None:
    gold = gold_of(dv.parse(TEXT))
    gold["citations"][0]["symbol"] = "025 – NQ/TW"
    gold["citations"][0]["issuer"] = "“Ban chấp hành  Trung ương”"
    write(tmp_path, gold)
    result = evaluate(tmp_path)
    assert result.figure("citations") == result.figure("citation.issuer") == 1.0


def test_lists_that_were_not_annotated_are_not_scored(tmp_path: Path) -> None:
    gold = gold_of(dv.parse(TEXT))
    write(tmp_path, {"citations": gold["citations"]})
    assert [each.measure for each in evaluate(tmp_path).measures] == ["citations"]


def test_texts_may_stand_elsewhere_and_deeper(tmp_path: Path) -> None:
    for name in ("gold", "texts"):
        (tmp_path / name / "lam-ha").mkdir(parents=True)
    write(tmp_path / "gold" / "lam-ha", gold_of(dv.parse(TEXT)))
    (tmp_path / "gold" / "lam-ha" / "a.txt").rename(tmp_path / "texts" / "lam-ha" / "a.txt")
    assert evaluate(tmp_path / "gold", tmp_path / "texts").documents == 1
    with pytest.raises(ReadError, match=r"a\.txt: no such file"):
        evaluate(tmp_path / "gold")


def test_gold_that_does_not_hold_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no \*\.gold\.json"):
        evaluate(tmp_path)
    write(tmp_path, {"citations": [{"start": -1, "end": 3, "symbol": "25"}]})
    with pytest.raises(ReadError, match=r"a\.gold\.json: citations\.0\.start"):
        evaluate(tmp_path)
    (tmp_path / "a.gold.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.gold\.json: the file"):
        evaluate(tmp_path)


@pytest.mark.skipif(
    not (SHARED / "gold" / "score.py").is_file(), reason="needs the shared scorer and its gold"
)
@pytest.mark.skipif(not DANVAN, reason="needs the command `danvan`")
def test_figures_agree_with_the_shared_scorer(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    scorer = [sys.executable, SHARED / "gold" / "score.py", SHARED / "gold", "--texts", SHARED / "seeds"]
    options = ["--cmd", f"{DANVAN} parse {{file}} --format json", "--json", out]
    done = subprocess.run([*map(str, scorer + options)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(out.read_text(encoding="utf-8"))
    result = evaluate(SHARED / "gold", SHARED / "seeds")
    ours = {each.measure: round(each.f1, 4) for each in result.measures}
    ours |= {each.measure: round(each.accuracy, 4) for each in result.accuracies}
    assert ours == {measure: figure for measure, figure in figures.items() if measure != "bad"}
