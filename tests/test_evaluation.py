import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.corpus.evaluation import Evaluation, evaluate
from danvan_docs.errors import ReadError

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ACCURACY = ROOT / "docs" / "accuracy.md"
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


def write(folder: Path, gold: dict[str, object], name: str = "a") -> None:
    (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (folder / f"{name}.gold.json").write_text(json.dumps(gold), encoding="utf-8")


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


def test_each_document_is_scored_for_what_its_gold_holds(tmp_path: Path) -> None:
    gold = gold_of(dv.parse(TEXT))
    citation = gold["citations"][0] | {"date": "2014-01-01"}
    write(tmp_path, {"citations": [citation, citation | {"symbol": "26-NQ/TW"}]})
    write(tmp_path, {"citations": gold["citations"], "targets": gold["targets"]}, name="b")
    result = evaluate(tmp_path)
    first, second = result.each
    assert (first.document, second.document) == ("a", "b")
    assert [each.measure for each in first.measures] == ["citations"]
    assert first.figure("citations") == pytest.approx(2 / 3)
    assert (first.figure("citation.date"), second.figure("citation.date")) == (0.0, 1.0)
    assert second.figure("citations") == second.figure("targets") == 1.0
    assert row(result, "citations") == (1.0, pytest.approx(2 / 3), pytest.approx(0.8))
    assert (result.figure("citation.date"), result.figure("targets")) == (0.5, 1.0)


def test_the_command_prints_documents_and_differences_where_asked(tmp_path: Path) -> None:
    gold = gold_of(dv.parse(TEXT))
    write(tmp_path, {"citations": [gold["citations"][0] | {"date": None}]})

    def printed(*options: str) -> str:
        done = CliRunner().invoke(app, ["evaluate", str(tmp_path), *options])
        assert done.exit_code == 0
        return done.stdout

    plain, each = printed(), printed("--each")
    assert each.startswith(plain)
    assert re.search(r"\ba +citations=1\.000 +citation\.type=1\.000, citation\.date=0\.000", each)
    assert set(json.loads(printed("-f", "json"))) == {"documents", "measures", "accuracies"}
    shown = json.loads(printed("-f", "json", "--each", "--errors"))
    assert [document["document"] for document in shown["each"]] == ["a"]
    assert [each["measure"] for each in shown["differences"]] == ["citation.date"]


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
    for gold in (SHARED / "gold").glob("*.gold.json"):  # the scorer does not look into folders
        shutil.copy(gold, tmp_path)
    result = evaluate(tmp_path, SHARED / "seeds")
    ours = {each.measure: round(each.f1, 4) for each in result.measures}
    ours |= {each.measure: round(each.accuracy, 4) for each in result.accuracies}
    assert ours == {measure: figure for measure, figure in figures.items() if measure != "bad"}


def published(first: str) -> list[dict[str, str]]:
    """Return the rows of the tables in docs/accuracy.md whose first column is headed `first`."""
    rows, heads = [], []
    for line in ACCURACY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = cells
        elif heads[0] == first and not cells[0].startswith("---"):
            rows.append(dict(zip(heads, cells, strict=True)))
    return rows


def test_the_published_figures_of_each_phenomenon_are_so() -> None:
    figures = {
        scores.document: {
            **{each.measure: f"{each.f1:.3f}" for each in scores.measures},
            **{each.measure: f"{each.accuracy:.3f}" for each in scores.accuracies},
        }
        for scores in evaluate(ROOT / "phenomena").each
    }
    shown = {row.pop("text"): row for row in published("text")}
    assert shown.keys() == figures.keys()
    for name, cells in shown.items():
        cells.pop("gold")
        assert {measure: cell for measure, cell in cells.items() if cell} == figures[name], name


def test_the_published_totals_are_so() -> None:
    phenomena, documents = evaluate(ROOT / "phenomena"), evaluate(ROOT / "corpora")
    assert published("measure") == [
        {
            "measure": each.measure,
            "precision": f"{each.precision:.3f}",
            "recall": f"{each.recall:.3f}",
            "F1": f"{each.f1:.3f}",
            "gold": str(each.gold),
        }
        for each in (*phenomena.measures, *documents.measures)
    ]
    assert published("attribute") == [
        {"attribute": each.measure, "accuracy": f"{each.accuracy:.3f}", "cases": str(each.cases)}
        for each in (*phenomena.accuracies, *documents.accuracies)
    ]
