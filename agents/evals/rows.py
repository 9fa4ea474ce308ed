"""Reading a file of rows: each checked, a broken one named by its line and left out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

R = TypeVar("R", bound="Row")


class Row(BaseModel):
    """Base of every row; columns we do not use may come and go."""

    model_config = ConfigDict(extra="ignore", frozen=True)


@dataclass(slots=True)
class Rows(Generic[R]):
    """The readable rows of a file, and a line on each that is not."""

    path: Path
    rows: list[R] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Tells one content of the file from another."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]


def rows_read(path: Path, kind: type[R]) -> Rows[R]:
    """Read a JSONL file, one object a line; empty lines are nothing. OSError as ``open``."""
    found: Rows[R] = Rows(path)
    # By bytes and line feeds only: a text may well hold U+2028, which is no end of a row.
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found.rows.append(kind.model_validate(orjson.loads(line)))
        except orjson.JSONDecodeError as error:
            found.broken.append(f"{path.name}:{number}: not JSON ({error.msg})")
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(str(part) for part in problem["loc"])
            said = problem["msg"].removeprefix("Value error, ")
            found.broken.append(f"{path.name}:{number}: {where + ': ' if where else ''}{said}")
    return found
