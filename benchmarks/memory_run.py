"""Do one thing and print what memory it took, in bytes, as JSON.

python -m benchmarks.memory_run parse CHARACTERS
python -m benchmarks.memory_run build DOCUMENTS
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from .documents import document, text_of, write_documents


def held() -> int:
    """Return the memory that this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def measured(size: int, run: Callable[[], object]) -> dict[str, int]:
    """Run something and return what it took; `size` is that of the text."""
    before = held()
    result = run()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    del result
    return {"size": size, "before": before, "peak": peak}


def main() -> None:
    """Print the figures."""
    from danvan_docs import build, parse

    parse(document(0))  # what is loaded once is not the document's
    if sys.argv[1] == "parse":
        text = text_of(int(sys.argv[2]))
        found = measured(len(text.encode()), lambda: parse(text))
        found["peak"] -= found["before"]
    else:
        with tempfile.TemporaryDirectory() as folder:
            texts, store = Path(folder) / "texts", Path(folder) / "store"
            write_documents(texts, int(sys.argv[2]))
            size = sum(path.stat().st_size for path in texts.rglob("*.txt"))
            found = measured(size, lambda: build([texts], store))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
