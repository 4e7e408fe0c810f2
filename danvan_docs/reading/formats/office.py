"""Old Word files, RTF and OpenDocument: LibreOffice makes Word files of them, which are then read."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..source import Notice, Source
from .document import Document
from .docx import read as read_docx
from .programs import run
from .recognise import recognise
from .zips import open_zip

_NAMES = {"doc": "input.doc", "rtf": "input.rtf", "odt": "input.odt"}
#: Settings of a user who runs no macro, loads nothing from elsewhere and is asked nothing.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
</item>
</oor:items>
"""


def read(document: Document) -> Source:
    """Return the text of a DOC, RTF or ODT file as LibreOffice understands it."""
    kind = recognise(document)
    if kind == "odt":
        open_zip(document)  # refuses a damaged or swollen file before a program meets it
    converted = Document(document.name, _as_docx(document, _NAMES[kind]))
    source = read_docx(converted)
    notice = Notice(kind="converted", message=f"converted from {kind.upper()} by LibreOffice")
    return source.model_copy(update={"format": kind, "notices": [notice, *source.notices]})


def _as_docx(document: Document, name: str) -> bytes:
    program = document.program("soffice")
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (folder / name).write_bytes(document.data)
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx:MS Word 2007 XML", name,
        ]  # fmt: skip
        run(document, command, folder=folder)
        made = folder / "input.docx"
        if not made.exists():
            raise document.error("damaged, or protected by a password (LibreOffice cannot open it)")
        return made.read_bytes()
