"""Telephone numbers in the spellings of many countries."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from agents.evals.figures import Hits, Section, share
from agents.evals.rows import Row
from agents.nlu.contact import parse_phone


class Phone(Row):
    """One spelling of a number; ``e164`` is None where it is none."""

    form: str
    input: str
    default_region: str = Field(pattern=r"^[A-Z]{2}$")
    e164: str | None


def phones(rows: list[Phone]) -> Iterator[Section]:
    """Read each number by its country."""
    section = Section("phones", "telephone numbers")
    forms: dict[str, Hits] = {}
    right = refused = invalid = 0
    for row in rows:
        found = parse_phone(row.input, row.default_region)
        is_right = found == row.e164
        right += is_right
        if row.e164 is None:
            invalid += 1
            refused += found is None
        forms.setdefault(row.form, Hits()).add(int(is_right), 1, 1)
        if not is_right:
            section.miss(input=row.input, region=row.default_region, gold=row.e164, got=found)
    section.figures = [
        share("accuracy", "number as E.164, none where it is none", right, len(rows),
              baseline="digits and country code .927 | .911"),
        share("refused", "invalid numbers refused", refused, invalid),
    ]  # fmt: skip
    section.details = [
        share(f"form.{form}", form, hits.right, hits.wanted) for form, hits in sorted(forms.items())
    ]
    return iter([section])
