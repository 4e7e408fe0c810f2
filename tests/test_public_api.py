"""What a service can rely on: every public name has a type, wrong ones are errors, results cannot be changed."""

from __future__ import annotations

import copy
import gc
import pickle
import re
import subprocess
import sys
import threading
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from conftest import ROOT

import danvan_docs as dv
from danvan_docs import collector
from danvan_docs.errors import DanvanError, ReadError
from danvan_docs.models import FrozenList, Model

FORMATS = ROOT / "formats"
PLAN = "KẾ HOẠCH\n\n1. Giao Sở Nội vụ thực hiện Nghị quyết số 25-NQ/TW trước ngày 15/12/2025.\n"


def checked(code: str, folder: Path) -> str:
    """Return what mypy says of a program."""
    (folder / "service.py").write_text(code, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(ROOT / ".mypy_cache"),
        "service.py",
    ]
    environment = {"PATH": "", "MYPYPATH": str(ROOT), "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout


def test_every_public_name_has_a_type(tmp_path: Path) -> None:
    names = [name for name in dv.__all__ if name != "__version__"]
    said = checked("import danvan_docs as dv\n" + "".join(f"reveal_type(dv.{n})\n" for n in names), tmp_path)
    shown = re.findall(r'Revealed type is "(.*)"', said)
    assert len(shown) == len(names), said
    assert [name for name, kind in zip(names, shown, strict=True) if kind == "Any"] == []


def test_a_name_or_option_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    said = checked(
        "import danvan_docs as dv\ndv.pars('x')\ndv.Stor\ndv.read('a.txt', nam='b')\ndv.Limits(max_second=1)\n"
        "dv.parse('x').citation\n",
        tmp_path,
    )
    for line in range(2, 7):
        assert f"service.py:{line}: error" in said, said
    with pytest.raises(AttributeError, match="pars"):
        dv.pars  # type: ignore[attr-defined]  # noqa: B018


def test_results_cannot_be_changed() -> None:
    directive = dv.parse(PLAN)
    (task,) = directive.tasks
    for change in (
        lambda: directive.tasks.append(task),
        lambda: directive.tasks.clear(),
        lambda: task.actors.__setitem__(0, None),
        lambda: directive.warnings.extend(["x"]),
        lambda: directive.citations.sort(),
        lambda: setattr(directive, "text", ""),
    ):
        with pytest.raises((TypeError, ValueError)):
            change()
    assert directive == dv.parse(PLAN)


def lists_of(result: object) -> list[object]:
    if isinstance(result, Model):
        return [found for value in result.__dict__.values() for found in lists_of(value)]
    if isinstance(result, list):
        return [result, *(found for value in result for found in lists_of(value))]
    return []


def test_every_list_in_a_result_is_frozen() -> None:
    source = dv.read_source(FORMATS / "directive.docx")
    for result in (dv.read(FORMATS / "directive.docx"), source, source.model_copy(update={"pages": [0]})):
        assert lists_of(result)
        assert {type(each) for each in lists_of(result)} == {FrozenList}


def test_results_are_copied_and_pickled_and_written() -> None:
    directive = dv.parse(PLAN)
    assert copy.deepcopy(directive) == directive
    assert pickle.loads(pickle.dumps(directive)) == directive
    assert dv.Directive.model_validate_json(directive.model_dump_json()) == directive


@pytest.mark.parametrize("name", ["directive.docx", "printed.pdf", "portal.html", "directive.txt"])
def test_bytes_and_file_objects_are_read_like_files(name: str) -> None:
    path = FORMATS / name
    expected = dv.read(path)
    for given in (path.read_bytes(), BytesIO(path.read_bytes()), path.open("rb")):
        found = dv.read(given, name=str(path))
        assert found == expected
        if not isinstance(given, bytes):
            given.close()


def test_the_message_for_bytes_names_what_the_caller_called_them() -> None:
    for data in (b"", b"%PDF-1.4", b"PK\x03\x04"):
        with pytest.raises(ReadError, match=r"^upload 7: "):
            dv.read(data, name="upload 7")
        with pytest.raises(ReadError, match=r"^\(bytes\): "):
            dv.read(data)


def test_bad_arguments_are_errors_of_ours() -> None:
    for call in (
        lambda: dv.read(7),  # type: ignore[arg-type]
        lambda: dv.read(StringIO("x")),  # type: ignore[arg-type]
        lambda: dv.parse(b"x"),  # type: ignore[arg-type]
        lambda: dv.Limits(max_seconds=0),
        lambda: dv.Limits(max_memory="big"),  # type: ignore[arg-type]
    ):
        with pytest.raises(DanvanError):
            call()


def test_a_limit_of_the_environment_must_be_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_MAX_SECONDS", "soon")
    with pytest.raises(DanvanError, match="DANVAN_MAX_SECONDS"):
        dv.read(b"x")
    monkeypatch.setenv("DANVAN_MAX_SECONDS", "5")
    assert dv.read(PLAN.encode()).tasks


@pytest.mark.parametrize("text", ["dân\ud83d vận", "\udce9", "\ud800" * 3, PLAN + "\udfff"])
def test_any_string_gives_a_result_that_can_be_written(text: str) -> None:
    found = dv.parse(text, source="a\udce9.txt")
    assert len(found.text) == len(text)
    assert found.warnings[0].startswith("broken-characters: ")
    assert dv.Directive.model_validate_json(found.model_dump_json()) == found
    assert found.source == "a\\xe9.txt"


def test_the_collector_is_left_as_it_was_by_many_threads() -> None:
    assert gc.isenabled()
    threads = [threading.Thread(target=dv.parse, args=(PLAN * 5,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gc.isenabled()
    with collector.waiting():
        with collector.waiting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        dv.parse(PLAN)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_files_are_read_by_many_threads() -> None:
    names = ["directive.docx", "portal.html", "directive.txt"] * 3
    found: dict[int, str] = {}

    def read(number: int, name: str) -> None:
        found[number] = dv.read_source(FORMATS / name).text

    threads = [threading.Thread(target=read, args=each) for each in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, name in enumerate(names):
        assert found[number] == dv.read_source(FORMATS / name).text
