"""Gold annotations: what a careful reader found in `NAME.txt`, one file `NAME.gold.json` beside it."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from ..errors import ReadError
from ..models import Comparator, Issue, RelationType, Role

SUFFIX = ".gold.json"


class _Gold(BaseModel):
    """An annotator may leave notes of his own: unknown fields are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldSpan(_Gold):
    """A stretch of the text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class GoldCitation(GoldSpan):
    """An instrument named by number; `type` may hold alternatives, parted by `|`."""

    symbol: str
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    issues: list[Issue] = []


class GoldNamed(GoldSpan):
    """An instrument named without a number."""

    type: str | None = None
    name: str


class GoldSection(_Gold):
    """A labelled heading or item; only where its label begins is annotated."""

    start: int = Field(ge=0)
    label: str
    path: str
    title: str

    @property
    def end(self) -> int:
        """Where the label ends."""
        return self.start + len(self.label)


class GoldActor(GoldSpan):
    """A body in a duty."""

    text: str
    role: Role


class GoldTask(GoldSpan):
    """A duty, with its bodies."""

    actors: list[GoldActor]
    deadline: str | None = None
    frequency: str | None = None


class GoldTarget(GoldSpan):
    """A quantity with its meaning."""

    op: Comparator
    value: float | tuple[float, float]
    unit: str | None = None
    kind: str
    deadline: str | None = None
    frequency: str | None = None


class GoldRelation(_Gold):
    """One cited instrument acts on another."""

    source: str
    target: str
    type: RelationType


class Gold(_Gold):
    """The annotations of one document; a list that is None was not annotated and is not scored."""

    header: dict[str, JsonValue] = {}
    citations: list[GoldCitation] | None = None
    named: list[GoldNamed] | None = None
    sections: list[GoldSection] | None = None
    tasks: list[GoldTask] | None = None
    targets: list[GoldTarget] | None = None
    relations: list[GoldRelation] | None = None


def find_gold(folder: str | Path) -> list[Path]:
    """Return the gold files in and below `folder`, sorted. Raises ReadError where there is none."""
    found = sorted(Path(folder).rglob(f"*{SUFFIX}"))
    if not found:
        raise ReadError(f"{folder}: no *{SUFFIX} file in this folder")
    return found


def read_gold(path: Path) -> Gold:
    """Return the annotations in `path`. Raises ReadError naming file and field that do not hold."""
    try:
        return Gold.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ReadError(f"{path}: {place}: {first['msg']}") from None
