"""The door through which files come in: limits, names, containers, and what keeps an output off an input."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import stat
import struct
import subprocess
import sys
import time
import warnings
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from conftest import ROOT

import danvan_docs as dv
from danvan_docs.errors import ReadError
from danvan_docs.reading import end_children, find_files
from danvan_docs.reading.door import children
from danvan_docs.reading.names import real, shown

FORMATS = ROOT / "formats"
sys.path.insert(0, str(FORMATS))
from word_file import paragraph, write_word  # noqa: E402

TEXT = "KẾ HOẠCH\n\n1. Giao Sở Nội vụ thực hiện Nghị quyết số 25-NQ/TW.\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX alone")


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "from danvan_docs.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


def one_line(*arguments: object) -> str:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    lines = done.stderr.splitlines()
    assert all(line.startswith("danvan: ") for line in lines)
    return lines[-1].removeprefix("danvan: ")


@posix
class TestWhatIsNoFile:
    def test_a_pipe_a_device_and_a_link_to_one_are_refused_at_once(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "f.txt")
        (tmp_path / "z.txt").symlink_to("/dev/zero")
        for path, kind in (
            (tmp_path / "f.txt", "a pipe"),
            ("/dev/zero", "a device"),
            (tmp_path / "z.txt", "a device"),
        ):
            with pytest.raises(ReadError, match=f"is {kind}"):
                dv.read(path)

    def test_what_the_system_makes_up_is_refused(self) -> None:
        if Path("/proc/self/status").exists():
            with pytest.raises(ReadError, match="made up by the system"):
                dv.read("/proc/self/status")

    def test_in_a_folder_they_are_named_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "f.txt")
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        errors: list[ReadError] = []
        assert len(list(dv.parse_many([tmp_path], errors.append))) == 1
        assert [str(error) for error in errors] == [f"{tmp_path}/f.txt: is a pipe, not a file"]


class TestLimits:
    def test_a_reader_that_takes_too_long_is_ended(self, tmp_path: Path) -> None:
        path = tmp_path / "a.html"
        path.write_bytes(b"<html><body>" + b"<div>" * 240_000 + b"Giao")
        start = time.monotonic()
        with pytest.raises(ReadError, match=r"takes longer to read than the 0\.5 seconds|nested"):
            dv.read(path, limits=dv.Limits(max_seconds=0.5))
        assert time.monotonic() - start < 20

    def test_sizes_are_bounded(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(b"a" * (2**20 + 1))
        with pytest.raises(ReadError, match="too large"):
            dv.read(path, limits=dv.Limits(max_megabytes=1))
        with pytest.raises(ReadError, match="million characters"):
            dv.read(path, limits=dv.Limits(max_characters=1000))

    @posix
    def test_a_reader_that_breaks_its_process_is_one_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        end_children()
        code = "import os; os.kill(os.getpid(), 11)"
        monkeypatch.setattr(children, "_CODE", code)
        with pytest.raises(ReadError, match=r"directive\.docx: breaks its reader"):
            dv.read(FORMATS / "directive.docx")

    @posix
    def test_one_that_was_ended_from_outside_is_started_anew(self) -> None:
        dv.read(FORMATS / "directive.docx")
        for child in list(children._idle):
            os.kill(child._process.pid, signal.SIGKILL)
        assert dv.read(FORMATS / "directive.docx").tasks

    @pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks into /proc")
    def test_it_ends_with_the_one_that_asks(self) -> None:
        code = (
            "import danvan_docs as dv, os, signal; from danvan_docs.reading.door import children;"
            f"dv.read({str(FORMATS / 'directive.docx')!r});"
            "print(children._idle[0]._process.pid, children._idle[0]._folder, flush=True);"
            "os.kill(os.getpid(), signal.SIGKILL)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        child, folder = done.stdout.split()
        end = time.monotonic() + 10
        while (Path("/proc", child).exists() or Path(folder).exists()) and time.monotonic() < end:
            time.sleep(0.05)
        assert not Path(folder).exists()


class TestNames:
    @posix
    def test_names_that_are_no_utf_8_are_told_apart(self, tmp_path: Path) -> None:
        for name in (b"b\xe9.txt", b"b\xe8.txt", b"b\\xe9.txt"):
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(TEXT, encoding="utf-8")
        found = [directive.source.rpartition("/")[2] for directive in dv.parse_many([tmp_path])]
        assert sorted(found) == ["b\\x5cxe9.txt", "b\\xe8.txt", "b\\xe9.txt"]
        assert dv.build([tmp_path], tmp_path / "store").documents == 3
        assert dv.build([tmp_path], tmp_path / "store").unchanged == 3
        assert dv.build([], tmp_path / "store", again=True).read == 3

    @pytest.mark.parametrize(
        "name", ["a.txt", "kế hoạch.txt", "b\udce9.txt", "e\x1b[31m.txt", "a\\xe9", "x\\y", "\u202ecod.txt"]
    )
    def test_names_lead_back_to_their_files(self, name: str) -> None:
        assert real(shown(name)) == name
        shown(name).encode()

    @posix
    def test_escape_codes_do_not_reach_the_terminal(self, tmp_path: Path) -> None:
        path = tmp_path / "e\x1b[31m.txt"
        path.write_text("KẾ HOẠCH \x1b]0;x\x07\n\n1. Giao Sở Nội vụ \x1b[31mbáo cáo.\n", encoding="utf-8")
        with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
            archive.writestr("m\x1b[31m.txt", TEXT)
            archive.writestr("bad\x1b[31m.pdf", "%PDF-")
        for command in ("parse", "read", "check"):
            for given in (path, tmp_path / "z.zip"):
                done = run(command, given)
                assert "\x1b" not in done.stdout + done.stderr


class TestContainers:
    def test_mails_in_mails_and_attachments_of_one_name(self, tmp_path: Path) -> None:
        inner, outer = EmailMessage(), EmailMessage()
        inner["Subject"], outer["Subject"] = "gốc", "Fwd"
        for mail in (inner, outer):
            mail["From"], mail["To"] = "a@b.example", "c@d.example"
        inner.set_content(TEXT)
        inner.add_attachment(TEXT.encode(), "application", "octet-stream", filename="tb.txt")
        outer.set_content("Kính chuyển.")
        outer.add_attachment(inner)
        for _ in range(2):
            outer.add_attachment(TEXT.encode(), "application", "octet-stream", filename="a.txt")
        outer.add_attachment(b"x", "application", "octet-stream", filename="a.exe")
        with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
            archive.writestr("fwd.eml", outer.as_bytes())
        names = [path.as_posix().partition("z.zip!/")[2] for path in find_files([tmp_path])]
        assert names[0] == "fwd.eml"
        assert len(names) == 5
        assert {"fwd.eml!/a.txt", "fwd.eml!/2-a.txt"} <= set(names)
        assert any(name.endswith(".eml!/tb.txt") for name in names)
        found = list(dv.parse_many([tmp_path]))
        assert len(found) == 5
        assert any("a.exe, no document, not read" in warning for warning in found[0].warnings)

    def test_members_of_one_name_and_of_odd_names(self, tmp_path: Path) -> None:
        notices: list[str] = []
        with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
            warnings.simplefilter("ignore")
            for name in ("a.txt", "a.txt", "/b.txt", "../../c.txt", "x.exe"):
                archive.writestr(name, TEXT)
        found = find_files([tmp_path / "z.zip"], on_notice=notices.append)
        assert [path.as_posix().partition("!/")[2] for path in found] == [
            "2-a.txt",
            "a.txt",
            "b.txt",
            "c.txt",
        ]
        assert len(list(dv.parse_many([tmp_path / "z.zip"]))) == 4
        assert notices == [f"{tmp_path}/z.zip: no documents, not read: x.exe"]

    def test_an_archive_of_archives_with_too_many_members(self, tmp_path: Path) -> None:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            for number in range(1500):
                archive.writestr(f"{number}.txt", "x")
        with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
            for number in range(20):
                archive.writestr(f"{number}.zip", inner.getvalue())
        assert "too many" in one_line("parse", tmp_path / "z.zip")


class TestText:
    def test_letters_beyond_the_first_plane_are_whole_and_lone_halves_told(self, tmp_path: Path) -> None:
        mail = b'From: a@b.c\nTo: d@e.f\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset="%s"\n\n'
        path = tmp_path / "a.eml"
        path.write_bytes(mail % b"raw_unicode_escape" + b"Giao \xe9\xe8 \\ud83d\\ude00 S\\ud800 xong")
        source = dv.read_source(path)
        assert "\U0001f600" in source.text
        assert "�" in source.text
        assert any("broken characters" in notice.message for notice in source.notices)
        source.model_dump_json()

    @pytest.mark.parametrize("charset", [b"zlib", b"rot13", b"undefined", b"\xff"])
    def test_odd_charsets_are_one_line_or_the_text(self, tmp_path: Path, charset: bytes) -> None:
        for name, head in (("a.eml", b"From: a@b.c\nTo: d@e.f\nDate: x\nContent-Type: text/plain; charset=%s\n\n"),
                           ("a.html", b"<html><head><meta charset=%s></head><body>")):  # fmt: skip
            (tmp_path / name).write_bytes(head % charset + b"Giao S\xed\xa0\x80 \xff\xfe")
            errors: list[ReadError] = []
            assert len(list(dv.parse_many([tmp_path / name], errors.append))) + len(errors) == 1

    @pytest.mark.parametrize("body", [
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="first"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>Giao</w:t></w:r></w:p>",
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="two"/></w:tcPr>'
        "<w:p><w:r><w:t>Giao</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:t>Giao</w:t><w:AlternateContent/></w:r></w:p>",
    ])  # fmt: skip
    def test_attributes_that_are_no_numbers_cost_no_text(self, tmp_path: Path, body: str) -> None:
        assert "Giao" in dv.read_source(write_word(tmp_path / "a.docx", body)).text

    @pytest.mark.parametrize("depth", [1, 3, 12, 40])
    def test_boxes_in_boxes_come_once_each(self, tmp_path: Path, depth: int) -> None:
        inner = ""
        for number in range(depth):
            box = f"<w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>" if inner else ""
            inner = f"<w:p><w:r><w:t>hộp{number}</w:t>{box}</w:r></w:p>"
        text = dv.read_source(write_word(tmp_path / "a.docx", inner)).text
        assert text.count("hộp") == depth

    def test_a_thousand_boxes_in_a_paragraph(self, tmp_path: Path) -> None:
        box = "<w:pict><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></w:pict>"
        text = dv.read_source(write_word(tmp_path / "a.docx", f"<w:p><w:r>{box * 1000}</w:r></w:p>")).text
        assert text.count("hộp") == 1000

    def test_entities_are_seen_in_every_encoding(self, tmp_path: Path) -> None:
        xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", xml.encode("utf-16"))
        with pytest.raises(ReadError, match="entities"):
            dv.read(tmp_path / "a.docx")

    def test_members_packed_in_unknown_ways_are_one_line(self, tmp_path: Path) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
            archive.writestr("a.txt", TEXT * 50)
        data = bytearray(made.getvalue())
        for offset, value in ((60, b"\xff" * 20), (data.rindex(b"PK\x01\x02") + 6, struct.pack("<H", 255))):
            spoilt = bytearray(data)
            spoilt[offset : offset + len(value)] = value
            (tmp_path / "z.zip").write_bytes(spoilt)
            assert "damaged" in one_line("parse", tmp_path / "z.zip")


class TestOutputs:
    def test_an_input_is_never_written_over(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "a.docx", paragraph("Giao Sở Nội vụ báo cáo."))
        before = path.read_bytes()
        (tmp_path / "link.docx").symlink_to(path)
        os.link(path, tmp_path / "hard.docx")
        for out in ("a.docx", "link.docx", "hard.docx"):
            assert "it is left as it is" in one_line("checklist", path, "--out", tmp_path / out)
        page = tmp_path / "x.html"
        page.write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
        assert "is what was read" in one_line("parse", page, "--out", page)
        assert path.read_bytes() == before

    @posix
    def test_outputs_are_their_owners_alone_and_may_have_long_names(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(TEXT, encoding="utf-8")
        for suffix in (".json", ".csv", ".docx", ".xlsx", ".md", ".ics"):
            out = tmp_path / ("n" * (255 - len(suffix)) + suffix)
            done = run("checklist", path, "--out", out)
            assert done.returncode == 0, done.stderr
            assert stat.S_IMODE(out.stat().st_mode) == 0o600
        assert sorted(each.suffix for each in tmp_path.iterdir() if each.name.startswith(".")) == []

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
    def test_a_full_disk_is_one_line(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(TEXT, encoding="utf-8")
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            code = "from danvan_docs.cli import main; main()"
            done = subprocess.run(
                [sys.executable, "-c", code, "parse", str(path), "--format", "json"],
                stdout=full, stderr=subprocess.PIPE, text=True, check=False,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert done.stderr.startswith("danvan: cannot write")


@posix
@pytest.mark.skipif(
    not shutil.which("soffice") or not Path("/proc").is_dir(), reason="LibreOffice is not here"
)
@pytest.mark.parametrize("sign", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_programs_and_their_files_end_with_the_command(tmp_path: Path, sign: str) -> None:
    def running() -> bool:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):  # it may end while it is looked at
                line = path.read_bytes()
                if b"soffice" in line and os.fsencode(tmp_path) in line:
                    return True
        return False

    def wait_for(state: bool) -> None:
        end = time.monotonic() + 30
        while running() is not state and time.monotonic() < end:
            time.sleep(0.02)

    code = "from danvan_docs.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "parse", str(FORMATS / "directive.rtf")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        wait_for(True)
        process.send_signal(getattr(signal, sign))
    wait_for(False)
    assert not running()
    end = time.monotonic() + 10
    while any(tmp_path.iterdir()) and time.monotonic() < end:
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []
