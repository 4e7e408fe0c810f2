import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app

PLAN = """TỈNH ỦY LAM HÀ
*
Số 15-KH/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Lam Hà, ngày 20 tháng 9 năm 2022

KẾ HOẠCH
thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương

I. NHIỆM VỤ

1. Ban Dân vận Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ xây dựng báo cáo trước ngày 25/12/2023.

2. Sở Tài chính bố trí kinh phí; phấn đấu đến năm 2025, trên 90% thôn có mô hình dân vận khéo.
"""
CORPORA = Path(__file__).parent.parent / "corpora"
COMMANDS = (
    "read", "doctor", "parse", "checklist", "build", "evaluate", "schema", "check", "search",
    "graph implementers", "graph basis", "graph top", "graph export",
)  # fmt: skip
# A locale that knows no Vietnamese, with the rescue of Python switched off.
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def danvan(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user does, in a process of its own."""
    code = "from danvan_docs.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "COLUMNS": "100", **environment},
        timeout=120,
    )


def output(*arguments: object, **environment: str) -> str:
    done = danvan(*arguments, **environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "kh-15.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def store(plan: Path, tmp_path: Path) -> Path:
    other = PLAN.replace("15-KH/TU", "16-KH/TU").replace("Số 16", "Số  16")
    (tmp_path / "kh-16.txt").write_text(other, encoding="utf-8")
    output("build", plan, tmp_path / "kh-16.txt", "--store", tmp_path / "store")
    return tmp_path / "store"


class TestParse:
    def test_json_is_the_typed_result(self, plan: Path) -> None:
        printed = output("parse", plan, "--format", "json")
        assert printed.count("\n") == 1
        assert dv.Directive.model_validate_json(printed) == dv.read(plan)

    def test_json_is_utf8_in_any_locale(self, plan: Path) -> None:
        for environment in (ASCII, ASCII | {"PYTHONIOENCODING": "latin-1"}):
            found = json.loads(output("parse", plan, "--format", "json", **environment))
            assert found["text"] == PLAN
            assert found["source"] == str(plan)

    def test_jsonl_goes_on_after_a_bad_file(self, plan: Path, tmp_path: Path) -> None:
        (tmp_path / "a-empty.txt").write_text("", encoding="utf-8")
        (tmp_path / "z.txt").write_text("Thực hiện Nghị quyết số 25-NQ/TW.", encoding="utf-8")
        done = danvan("parse", tmp_path, "--format", "jsonl")
        found = [json.loads(line) for line in done.stdout.decode().splitlines()]
        assert [Path(each["source"]).name for each in found] == ["kh-15.txt", "z.txt"]
        assert done.stderr.decode().splitlines() == [f"danvan: {tmp_path / 'a-empty.txt'}: holds no text"]
        assert done.returncode == 1

    def test_jsonl_of_a_readable_folder(self, plan: Path) -> None:
        done = danvan("parse", plan.parent, "--format", "jsonl")
        assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)

    def test_tables_show_what_was_found(self, plan: Path) -> None:
        printed = output("parse", plan)
        for text in ("15-KH/TU", "20/09/2022", "25-NQ/TW", "NHIỆM VỤ", "Chủ trì: Ban Dân vận", "25/12/2023"):
            assert text in printed
        assert re.search(r"trên 90%\s+> 90 %", printed)

    @pytest.mark.parametrize("width", [60, 80, 120, 200])
    def test_tables_keep_to_the_width_and_cut_no_symbol(self, plan: Path, width: int) -> None:
        lines = output("parse", plan, COLUMNS=str(width)).splitlines()
        assert max(map(len, lines)) <= width
        assert any("25-NQ/TW" in line for line in lines)
        assert not any("…" in line for line in lines if "NQ" in line)

    def test_tables_in_an_ascii_locale(self, plan: Path) -> None:
        assert "NHIỆM VỤ" in output("parse", plan, **ASCII)

    def test_brackets_and_control_signs_of_a_text_are_no_markup(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(
            "KẾ HOẠCH\n\nI. [bold]MỤC TIÊU[/bold] \x1b[31m :smile:\n\n1. Chung\n", encoding="utf-8"
        )
        printed = output("parse", path)
        assert "[bold]MỤC TIÊU[/bold]" in printed
        assert ":smile:" in printed
        assert "\x1b[31m" not in printed

    def test_json_is_for_one_file(self, plan: Path, tmp_path: Path) -> None:
        (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
        done = danvan("parse", tmp_path, "--format", "json")
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"jsonl" in done.stderr

    def test_a_reader_that_goes_away_is_no_error(self, tmp_path: Path) -> None:
        for number in range(40):
            (tmp_path / f"{number}.txt").write_text(PLAN * 10, encoding="utf-8")
        code = "from danvan_docs.cli import main; main()"
        command = [sys.executable, "-c", code, "parse", str(tmp_path), "--format", "jsonl"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


class TestBadFiles:
    @pytest.fixture
    def bad(self, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
        path = tmp_path / "bad.txt"
        if request.param == "empty":
            path.write_bytes(b"")
        elif request.param == "binary":
            path.write_bytes(bytes(range(256)))
        elif request.param == "folder":
            path.mkdir()
        return path

    @pytest.mark.parametrize("bad", ["missing", "empty", "binary", "folder"], indirect=True)
    @pytest.mark.parametrize("arguments", [["parse"], ["parse", "--format", "json"], ["checklist"]])
    def test_one_line_and_exit_2(self, bad: Path, arguments: list[str]) -> None:
        done = danvan(*arguments, bad)
        assert (done.returncode, done.stdout) == (2, b"")
        (line,) = done.stderr.decode().splitlines()
        assert line.startswith(f"danvan: {bad}: ")

    def test_build_of_nothing_but_a_missing_file(self, tmp_path: Path) -> None:
        done = danvan("build", tmp_path / "none.txt", "--store", tmp_path / "store")
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode() == f"danvan: {tmp_path / 'none.txt'}: no such file\n"

    @pytest.mark.parametrize(
        "arguments",
        [["graph", "top"], ["graph", "implementers", "25-NQ/TW"], ["graph", "export", "--out", "a.graphml"]],
    )
    def test_no_store(self, tmp_path: Path, arguments: list[str]) -> None:
        done = danvan(*arguments, "--store", tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(f"danvan: {tmp_path}: holds no store")

    def test_a_line_break_in_a_name_stays_one_line(self, tmp_path: Path) -> None:
        done = danvan("parse", tmp_path / "a\nb.txt")
        assert done.stderr.count(b"\n") == 1


class TestChecklist:
    def test_json_is_a_list_of_tasks(self, plan: Path) -> None:
        rows = json.loads(output("checklist", plan, "--format", "json"))
        assert [each["lead"] for each in rows] == [["Ban Dân vận Tỉnh ủy"], ["Sở Tài chính"]]
        assert all(each["quote"] == PLAN[each["start"] : each["end"]] for each in rows)

    def test_for_one_body(self, plan: Path) -> None:
        rows = json.loads(output("checklist", plan, "--for", "sở nội vụ", "--format", "json"))
        assert [each["coordinate"] for each in rows] == [["Sở Nội vụ"]]

    def test_for_a_body_without_duties(self, plan: Path) -> None:
        done = danvan("checklist", plan, "--for", "Sở Y tế", "--format", "json")
        assert (done.returncode, done.stdout) == (0, b"[]\n")
        assert "Sở Y tế" in done.stderr.decode()

    def test_table(self, plan: Path) -> None:
        printed = output("checklist", plan)
        assert printed.startswith("DANH MỤC NHIỆM VỤ")
        assert "Nội dung nhiệm vụ" in printed

    @pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".md", ".json"])
    def test_file(self, plan: Path, tmp_path: Path, suffix: str) -> None:
        done = danvan("checklist", plan, "--out", tmp_path / f"out{suffix}")
        assert (done.returncode, done.stdout) == (0, b"")
        assert (tmp_path / f"out{suffix}").stat().st_size > 100

    def test_unknown_file_format(self, plan: Path, tmp_path: Path) -> None:
        done = danvan("checklist", plan, "--out", tmp_path / "out.pdf")
        assert done.returncode == 2
        assert b".xlsx" in done.stderr
        assert not (tmp_path / "out.pdf").exists()


class TestCorpus:
    def test_build_says_what_it_did(self, store: Path, plan: Path) -> None:
        summary = json.loads(output("build", plan, "--store", store, "--format", "json"))
        assert (summary["unchanged"], summary["read"], summary["documents"]) == (1, 0, 2)
        assert "documents" in output("build", plan, "--store", store)

    def test_build_reports_a_bad_file_and_keeps_the_rest(self, plan: Path, tmp_path: Path) -> None:
        (tmp_path / "bad.txt").write_bytes(b"")
        done = danvan("build", tmp_path, "--store", tmp_path / "store", "--format", "json")
        assert done.returncode == 1
        assert json.loads(done.stdout)["documents"] == 1
        assert done.stderr.decode() == f"danvan: {tmp_path / 'bad.txt'}: holds no text\n"

    def test_implementers(self, store: Path, plan: Path) -> None:
        rows = json.loads(output("graph", "implementers", "25-NQ/TW", "--store", store, "--format", "json"))
        assert str(plan) in [each["source"] for each in rows]
        assert {"source", "relation", "quote"} <= rows[0].keys()
        assert "25-NQ/TW" in output("graph", "implementers", "25-NQ/TW", "--store", store)

    def test_basis(self, store: Path) -> None:
        rows = json.loads(output("graph", "basis", "kh-15.txt", "--store", store, "--format", "json"))
        assert rows[0]["target"].startswith("25-NQ/TW")
        assert "25-NQ/TW" in output("graph", "basis", "kh-15.txt", "--store", store)

    def test_top(self, store: Path) -> None:
        rows = json.loads(output("graph", "top", "--store", store, "--format", "json"))
        assert (rows[0]["symbol"], rows[0]["documents"]) == ("25-NQ/TW", 2)
        assert (
            json.loads(output("graph", "top", "--store", store, "--level", "commune", "--format", "json"))
            == []
        )

    def test_an_instrument_that_nobody_cites(self, store: Path) -> None:
        done = danvan("graph", "implementers", "1-XX/YY", "--store", store)
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)

    @pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".jsonld"])
    def test_export(self, store: Path, tmp_path: Path, suffix: str) -> None:
        out = tmp_path / f"graph{suffix}"
        assert output("graph", "export", "--store", store, "--out", out) == ""
        assert "25-NQ/TW" in out.read_text(encoding="utf-8")

    def test_evaluate(self, plan: Path) -> None:
        directive = dv.read(plan)
        fields = {"start", "end", "symbol", "type", "date", "issuer", "issues"}
        gold = {
            "header": {"symbol": "15-KH/TU"},
            "citations": [each.model_dump(include=fields) for each in directive.citations],
            **{name: [] for name in ("named", "sections", "tasks", "targets", "relations")},
        }
        plan.with_name("kh-15.gold.json").write_text(json.dumps(gold), encoding="utf-8")
        found = json.loads(output("evaluate", plan.parent, "--format", "json"))
        assert {each["measure"]: each["f1"] for each in found["measures"]}["citations"] == 1.0
        assert "differences" not in found
        with_errors = json.loads(output("evaluate", plan.parent, "--errors", "--format", "json"))
        assert with_errors["differences"]
        assert "extra" in output("evaluate", plan.parent, "--errors")


class TestCommandLine:
    def test_schema_holds_for_a_result(self) -> None:
        schema = json.loads(output("schema"))
        assert schema["title"] == "Directive"
        assert {"source", "text", "header", "sections", "citations", "tasks", "targets"} <= schema[
            "properties"
        ].keys()

    def test_version(self) -> None:
        assert output("--version") == f"danvan {dv.__version__}\n"

    def test_every_command_has_help_with_an_example(self) -> None:
        runner = CliRunner()
        for command in COMMANDS:
            shown = runner.invoke(app, [*command.split(), "--help"])
            assert shown.exit_code == 0
            assert "Example" in shown.output
            assert f"danvan {command}" in shown.output

    def test_unknown_command(self) -> None:
        done = danvan("nonsense")
        assert (done.returncode, done.stdout) == (2, b"")

    def test_help_loads_nothing_heavy(self) -> None:
        code = (
            "import sys; from danvan_docs.cli.app import app; app(['--help'], standalone_mode=False);"
            "heavy = {'pydantic', 'spacy', 'underthesea', 'networkx', 'rapidfuzz', 'sqlite3', 'numpy'};"
            "print(heavy & set(sys.modules), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr.strip() == "set()"

    def test_progress_is_drawn_for_a_terminal_only(self, plan: Path, tmp_path: Path) -> None:
        (tmp_path / "kh-16.txt").write_text(PLAN, encoding="utf-8")
        ours, theirs = pty.openpty()
        code = "from danvan_docs.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, "parse", str(tmp_path), "--format", "jsonl"],
            stdout=subprocess.PIPE,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm"},
            timeout=60,
        )
        os.close(theirs)
        assert b"Reading" in os.read(ours, 65536)
        os.close(ours)
        assert [json.loads(line)["source"] for line in done.stdout.decode().splitlines()]
        assert b"Reading" not in danvan("parse", tmp_path, "--format", "jsonl").stderr


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not part of an installation")
class TestCorpora:
    def test_every_text_has_offsets_that_hold(self) -> None:
        texts = sorted(CORPORA.rglob("*.txt"))
        done = danvan("parse", *texts, "--format", "jsonl")
        assert (done.returncode, done.stderr) == (0, b"")
        found = [dv.Directive.model_validate_json(line) for line in done.stdout.decode().splitlines()]
        assert [each.source for each in found] == [str(path) for path in texts]
        for directive, path in zip(found, texts, strict=True):
            assert directive.text == path.read_bytes().decode()
            for span in (*directive.sections, *directive.citations, *directive.tasks, *directive.targets):
                assert directive.quote(span).strip()

    def test_build_and_ask(self, tmp_path: Path) -> None:
        output("build", CORPORA, "--store", tmp_path / "store")
        rows = json.loads(output("graph", "top", "--store", tmp_path / "store", "--format", "json"))
        assert rows[0]["documents"] > 3
