"""What can go wrong, said once.

    DanvanError
    ├── ReadError        a file that cannot be read as text
    │   └── MissingReader    the extra or program that reads such files is not installed (a MissingExtra too)
    ├── AuthorityError   a row of an authority or grammar file that does not hold
    ├── StoreError       a corpus store that is missing, foreign or damaged
    ├── EngineError      an engine that is unknown, cannot be reached or does not finish
    ├── ExportError      an output format that is unknown or needs an extra
    └── MissingExtra     an optional dependency that is not installed

Every message is one line that names the thing and the place; the command line prints it and exits with 2.
"""


class DanvanError(Exception):
    """Base of every error that this library raises on purpose."""


class ReadError(DanvanError):
    """A file that is missing, empty, binary, too large or not decodable; the message names the path.

    `source` is that path where a whole folder cannot be searched, else empty.
    """

    source = ""


class AuthorityError(DanvanError):
    """A row of an authority or grammar file that does not hold; the message names file and line."""


class StoreError(DanvanError):
    """A corpus store that is missing, was not made by this library, or is damaged; the message names the folder."""


class EngineError(DanvanError):
    """An engine that is unknown, cannot be reached or does not finish; the message says what was left undone."""


class ExportError(DanvanError):
    """An output that cannot be written: unknown format or target; the message lists what is known."""


class MissingExtra(DanvanError):
    """An optional dependency that is not installed.

    >>> str(MissingExtra("xlsxwriter", "export"))
    "needs xlsxwriter: pip install 'danvan-docs[export]'"
    """

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(f"needs {module}: pip install 'danvan-docs[{extra}]'")


class MissingReader(ReadError, MissingExtra):
    """A file whose reader needs a package or a program that is not installed; the rest of a batch goes on.

    >>> str(MissingReader("a.pdf", "pypdfium2", "pip install 'danvan-docs[inputs]'"))
    "a.pdf: needs pypdfium2: pip install 'danvan-docs[inputs]'"
    """

    def __init__(self, name: str, needed: str, how: str) -> None:
        DanvanError.__init__(self, f"{name}: needs {needed}: {how}")
        self.needed, self.how = needed, how
