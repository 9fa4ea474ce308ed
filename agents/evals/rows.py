"""Reading a file of rows: each checked, a broken one named by its line and left out."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

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
    """Read a JSONL file, one object a line, or a CSV one with a header; empty lines are nothing.

    OSError as ``open``.
    """
    found: Rows[R] = Rows(path)
    objects = _of_csv(path) if path.suffix == ".csv" else _of_jsonl(path, found.broken)
    for number, values in objects:
        try:
            found.rows.append(kind.model_validate(values))
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(str(part) for part in problem["loc"])
            said = problem["msg"].removeprefix("Value error, ")
            found.broken.append(f"{path.name}:{number}: {where + ': ' if where else ''}{said}")
    return found


def _of_jsonl(path: Path, broken: list[str]) -> Iterator[tuple[int, Any]]:
    # By bytes and line feeds only: a text may well hold U+2028, which is no end of a row.
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            values = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            broken.append(f"{path.name}:{number}: not JSON ({error.msg})")
            continue
        yield number, values


def _of_csv(path: Path) -> Iterator[tuple[int, Any]]:
    """The rows with the line each ends at; a byte that is no UTF-8 becomes a mark."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for values in reader:
        yield reader.line_num, {name: value for name, value in values.items() if name}
