"""Authority files of a user's own: a new body, type, issuer, province and instrument, seen by every stage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.corpus.build import build
from danvan_docs.corpus.store import Store
from danvan_docs.corpus.upkeep import backup, restore
from danvan_docs.errors import AuthorityError

BODY = "Tổ hợp Sáng tạo Trẻ"
INSTRUMENT = "905-NQ/TU@2024-03-05#Lam Hà"
FILES = {
    "bodies": f"""canonical,level,class,collective,source,confidence
{BODY},province,đơn vị sự nghiệp,yes,directive,high
""",
    "types": """name,code,system,source,confidence
Phiếu giao việc,PGV,party,directive,high
""",
    "issuers": """suffix,bodies,level,system,source,confidence
HĐSTQG,Hội đồng Sáng tạo quốc gia,central,party,directive,high
""",
    "provinces": """former,kind,party_committee,valid_to,unit,unit_kind,unit_party_committee,source,confidence
Lam Hà,tỉnh,Tỉnh ủy Lam Hà,2025-06-30,Bạch Giang,thành phố trực thuộc Trung ương,Thành ủy Bạch Giang,press,high
""",
    "instruments": f"""id,symbol,type,date,issuer,title,level,system,province,source,confidence
{INSTRUMENT},905-NQ/TU,Nghị quyết,2024-03-05,Tỉnh ủy,công tác dân vận,province,party,Lam Hà,directive,high
""",
}
PLAN = f"""TỈNH ỦY LAM HÀ
*
Số 12-KH/TU
Lam Hà, ngày 05 tháng 3 năm 2025

KẾ HOẠCH
về công tác dân vận

Căn cứ Nghị quyết số 905-NQ/TU, ngày 05/3/2024 của Tỉnh ủy; Phiếu giao việc số 07-PGV/TU, ngày 01/3/2025; Quyết định
số 31-QĐ/HĐSTQG, ngày 02/3/2025 của Ban Thường vụ Tỉnh ủy.

II. TỔ CHỨC THỰC HIỆN

1. {BODY} chủ trì rà soát quy chế trước ngày 30/6/2025.

2. Ủy ban nhân dân tỉnh Lam Hà chỉ đạo thực hiện trước ngày 30/6/2025.
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for name, rows in FILES.items():
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    return [tmp_path / f"{name}.csv" for name in FILES]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def danvan(*arguments: str | Path) -> str:
    found = CliRunner().invoke(app, [str(each) for each in arguments])
    assert found.exit_code == 0, found.output
    return found.stdout


def with_registry(files: list[Path]) -> list[str | Path]:
    return [part for path in files for part in ("--registry", path)]


def seen(directive: dv.Directive) -> dict[str, object]:
    """Return what each of the five files makes a document say."""
    cited = {each.symbol: each for each in directive.citations}
    actors = {actor.text: actor for task in directive.tasks for actor in task.actors}
    return {
        "body": actors[BODY].body if BODY in actors else None,
        "type": cited["07-PGV/TU"].type,
        "issuer": cited["31-QĐ/HĐSTQG"].issues,
        "province": actors["Ủy ban nhân dân tỉnh Lam Hà"].successors,
        "instrument": cited["905-NQ/TU"].instrument_id,
    }


FIVE = {
    "body": BODY,
    "type": "Phiếu giao việc",
    "issuer": ["issuer_symbol_mismatch"],
    "province": ["Ủy ban nhân dân thành phố Bạch Giang"],
    "instrument": INSTRUMENT,
}
NONE = {"body": None, "type": None, "issuer": [], "province": [], "instrument": None}


def test_the_library(files: list[Path], plan: Path) -> None:
    own = dv.Registry.load(files)
    assert seen(dv.parse(PLAN, registry=own)) == FIVE
    assert seen(dv.read(plan, registry=own)) == FIVE
    assert [seen(each) for each in dv.parse_many([plan], registry=own)] == [FIVE]
    assert seen(dv.parse(PLAN)) == NONE


def test_each_question_to_a_text(files: list[Path]) -> None:
    own = dv.Registry.load(files)
    asked = dv.parse(PLAN, registry=own)
    assert dv.find_citations(PLAN, registry=own) == asked.citations
    assert dv.find_tasks(PLAN, registry=own) == asked.tasks
    assert dv.find_sections(PLAN, registry=own) == asked.sections
    assert dv.find_named(PLAN, registry=own) == asked.named
    assert dv.find_targets(PLAN, registry=own) == asked.targets


def test_parse(files: list[Path], plan: Path) -> None:
    printed = danvan("parse", plan, "--format", "json", *with_registry(files))
    assert seen(dv.Directive.model_validate_json(printed)) == FIVE


def test_the_store_keeps_the_files(files: list[Path], plan: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    danvan("build", plan, "--store", store, *with_registry(files))
    for path in files:
        path.unlink()
    again = json.loads(danvan("build", plan, "--store", store, "--format", "json"))
    assert (again["read"], again["relinked"], again["unchanged"]) == (0, 0, 1)
    with Store.open(store) as corpus:
        assert seen(corpus.directive(str(plan))) == FIVE
        assert INSTRUMENT in corpus.registry.instruments
        assert [row["level"] for row in corpus.query("SELECT level FROM documents")] == ["province"]
        assert len(corpus.search("quy chế", body=BODY)) == 1
    assert INSTRUMENT in danvan("graph", "basis", "plan.txt", "--store", store, "--format", "json")


def test_the_store_forgets_them_when_told(files: list[Path], plan: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([plan], store, registry=files)
    danvan("build", plan, "--store", store, "--no-registry")
    with Store.open(store) as corpus:
        assert seen(corpus.directive(str(plan))) == NONE


def test_files_for_reading_have_documents_read_anew_others_linked_anew(
    files: list[Path], plan: Path, tmp_path: Path
) -> None:
    instruments = [path for path in files if path.stem == "instruments"]
    build([plan], tmp_path / "store")
    with pytest.raises(AuthorityError, match="Lam Hà is in no row"):
        build([plan], tmp_path / "store", registry=instruments)
    provinces = [path for path in files if path.stem in ("provinces", "instruments")]
    assert build([plan], tmp_path / "store", registry=provinces).read == 1
    assert build([plan], tmp_path / "store", registry=provinces).unchanged == 1


def test_checklist(files: list[Path], plan: Path) -> None:
    rows = json.loads(danvan("checklist", plan, "--format", "json", *with_registry(files)))
    assert {name: stages for row in rows for name, stages in row["succession"].items()} == {
        "Ủy ban nhân dân tỉnh Lam Hà": [["Ủy ban nhân dân thành phố Bạch Giang"]]
    }
    assert BODY in {name for row in rows for name in row["lead"]}
    assert (
        len(json.loads(danvan("checklist", plan, "--for", BODY, "--format", "json", *with_registry(files))))
        == 1
    )


def test_check(files: list[Path], plan: Path, tmp_path: Path) -> None:
    found = json.loads(danvan("check", plan, "--format", "json", *with_registry(files)))
    assert "symbol-issuer" in {each["code"] for each in found}
    assert "symbol-issuer" not in {
        each["code"] for each in json.loads(danvan("check", plan, "--format", "json"))
    }
    build([plan], tmp_path / "store", registry=files)
    by_store = json.loads(danvan("check", plan, "--format", "json", "--store", tmp_path / "store"))
    assert "symbol-issuer" in {each["code"] for each in by_store}


def test_spacy(files: list[Path]) -> None:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("xx")
    pipeline.add_pipe("danvan", config={"registry": [str(path) for path in files]})
    doc = pipeline(PLAN)
    assert seen(doc._.danvan) == FIVE
    known = {span.kb_id_ for span in doc.spans["danvan"]}
    assert {BODY, INSTRUMENT} <= known


def test_other_commands(files: list[Path], plan: Path, tmp_path: Path) -> None:
    own = with_registry(files)
    danvan("parse", plan, "--out", tmp_path / "view.html", *own)
    assert "công tác dân vận" in (tmp_path / "view.html").read_text(encoding="utf-8")
    danvan("export", plan, "--to", "conll", "--out", tmp_path / "plan.conll", *own)
    assert "Phiếu" in (tmp_path / "plan.conll").read_text(encoding="utf-8")
    compared = json.loads(danvan("compare", plan, plan, "--format", "json", *own))
    assert [pair["verdict"] for pair in compared["tasks"]].count("kept") >= 1
    assert json.loads(danvan("reuse", plan, plan, "--format", "json", *own))["document"]
    assert json.loads(danvan("diff", plan, plan, "--format", "json", *own))["differences"] == []


def test_a_file_that_holds_nothing_a_stage_knows_is_refused(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "words.csv"
    other.write_text("word,meaning\nrà soát,xem xét lại\n", encoding="utf-8")
    found = CliRunner().invoke(app, ["parse", str(plan), "--registry", str(other)])
    assert found.exit_code == 2
    assert "words.csv:1: unknown column 'word'" in found.stderr


def test_a_backup_holds_the_files_too(files: list[Path], plan: Path, tmp_path: Path) -> None:
    build([plan], tmp_path / "store", registry=files)
    backup(tmp_path / "store", tmp_path / "backup.sqlite")
    restore(tmp_path / "backup.sqlite", tmp_path / "restored")
    with Store.open(tmp_path / "restored") as corpus:
        assert INSTRUMENT in corpus.registry.instruments
    assert build([plan], tmp_path / "restored").unchanged == 1
