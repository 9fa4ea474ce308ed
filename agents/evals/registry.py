"""The data sets there are: by which file each is known, how it is read and what measures it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from agents.evals import (
    amounts,
    contacts,
    days,
    foreign,
    hostile,
    lead_agent,
    lead_chats,
    lead_dialogues,
    lead_messages,
    lead_wishes,
    nlupp,
    numbers,
    passages,
    phones,
    restaurant,
    scenarios,
    sgd_agent,
    sgd_homes,
    sgd_rows,
    sgd_search,
    stock,
    times,
)
from agents.evals.figures import Section
from agents.evals.rows import Row, Rows, rows_read
from agents.llm.base import ProviderError
from agents.llm.registry import PATHS, provider_for

SAMPLES: Final = Path(__file__).parent / "samples"


class CannotEvaluate(Exception):
    """Nothing can be measured as asked; the text says why in one line."""


@dataclass(frozen=True)
class DataSet:
    """A kind of data set: its files (the first one names it), their rows, its measures.

    ``title`` says in a few words what it is, ``group`` what it tells of. ``measure`` takes the rows
    of each file, in the order of ``files``. ``own`` sets are kept in the project and measured in
    any folder, unless it brings a file of that name itself.
    """

    name: str
    title: str
    group: str
    files: tuple[tuple[str, type[Row]], ...]
    measure: Callable[..., Iterator[Section]]
    needs_broker: bool = False
    own: bool = False

    def paths(self, folder: Path) -> list[Path]:
        """Where its files are."""
        return [self._path(folder, name) for name, _kind in self.files]

    def _path(self, folder: Path, name: str) -> Path:
        path = folder / name
        return SAMPLES / name if self.own and not path.is_file() else path

    def read(self, folder: Path) -> list[Rows[Any]]:
        """The rows of its files."""
        return [rows_read(self._path(folder, name), kind) for name, kind in self.files]


def _lead_chats(chats: list[lead_chats.Chat]) -> Iterator[Section]:
    yield from lead_chats.understanding(chats)
    yield from lead_agent.agent(chats)


def _sgd_homes(dialogues: list[sgd_rows.Dialogue], homes: list[sgd_rows.Home]) -> Iterator[Section]:
    yield from sgd_homes.sgd_homes(dialogues, homes)
    yield from sgd_agent.sgd_agent(dialogues, homes)


LEADS: Final = "Leads"
HOMES: Final = "Homes"
DOCUMENTS: Final = "Documents"
WORDS: Final = "Words and numbers"
STRANGERS: Final = "Not about homes"

SETS: Final = (
    DataSet(
        "lead_chats",
        "Conversations of leads",
        LEADS,
        (("lead_chats.jsonl", lead_chats.Chat),),
        _lead_chats,
        needs_broker=True,
    ),
    DataSet(
        "lead_messages",
        "Messy single messages",
        LEADS,
        (("lead_messages.jsonl", lead_messages.LeadMessage),),
        lead_messages.lead_messages,
        own=True,
    ),
    DataSet(
        "lead_dialogues",
        "Conversations of our own, read",
        LEADS,
        (("lead_dialogues.jsonl", lead_dialogues.Dialogue),),
        lead_dialogues.lead_dialogues,
        own=True,
    ),
    DataSet(
        "lead_wishes",
        "Calls for a person and opt-outs",
        LEADS,
        (("lead_wishes.jsonl", lead_wishes.WishDialogue),),
        lead_wishes.lead_wishes,
        own=True,
    ),
    DataSet(
        "scenarios",
        "Scenarios with a simulated lead",
        LEADS,
        (("scenarios.jsonl", scenarios.Scenario),),
        scenarios.scenarios,
        needs_broker=True,
        own=True,
    ),
    DataSet(
        "sgd_homes",
        "Wishes for a home, turn by turn",
        HOMES,
        (("sgd_homes.jsonl", sgd_rows.Dialogue), ("sgd_homes_inventory.jsonl", sgd_rows.Home)),
        _sgd_homes,
        needs_broker=True,
    ),
    DataSet(
        "sgd_homes_searches",
        "Searches for those homes",
        HOMES,
        (
            ("sgd_homes_searches.jsonl", sgd_search.Search),
            ("sgd_homes_inventory.jsonl", sgd_search.Listing),
        ),
        sgd_search.sgd_search,
        needs_broker=True,
    ),
    DataSet(
        "listings_king_county",
        "A larger stock: King County",
        HOMES,
        (("listings_king_county.csv", stock.KingCounty),),
        stock.king_county,
        needs_broker=True,
    ),
    DataSet(
        "listings_idealista18_barcelona",
        "A larger stock: Barcelona",
        HOMES,
        (("listings_idealista18_barcelona.csv", stock.Idealista),),
        stock.barcelona,
        needs_broker=True,
    ),
    DataSet(
        "listings_idealista18_valencia",
        "A larger stock: Valencia",
        HOMES,
        (("listings_idealista18_valencia.csv", stock.Idealista),),
        stock.valencia,
        needs_broker=True,
    ),
    DataSet(
        "xquad",
        "Questions about documents",
        DOCUMENTS,
        (
            ("xquad_questions.jsonl", passages.Question),
            ("xquad_passages.jsonl", passages.Passage),
        ),
        passages.passages,
        needs_broker=True,
    ),
    DataSet(
        "restaurant8k",
        "Bookings of tables",
        WORDS,
        (("restaurant8k.jsonl", restaurant.Booking),),
        restaurant.restaurant,
    ),
    DataSet(
        "recognizers_currency",
        "Money in sentences",
        WORDS,
        (("recognizers_currency.jsonl", amounts.Amounts),),
        amounts.amounts,
    ),
    DataSet(
        "recognizers_number",
        "Numbers and ranges",
        WORDS,
        (("recognizers_number.jsonl", numbers.Sentence),),
        numbers.numbers,
    ),
    DataSet(
        "recognizers_datetime",
        "Days in sentences",
        WORDS,
        (("recognizers_datetime.jsonl", days.Sentence),),
        days.recognizers,
    ),
    DataSet(
        "recognizers_datetime_parsers",
        "Days, hours and stretches",
        WORDS,
        (("recognizers_datetime_parsers.jsonl", times.Expression),),
        times.times,
    ),
    DataSet(
        "duckling",
        "Days and money by themselves",
        WORDS,
        (("duckling.jsonl", days.Expression),),
        days.duckling,
    ),
    DataSet(
        "recognizers_misc",
        "Addresses, yes and no",
        WORDS,
        (("recognizers_misc.jsonl", contacts.Short),),
        contacts.contacts,
    ),
    DataSet(
        "phonenumbers_examples",
        "Telephone numbers of the world",
        WORDS,
        (("phonenumbers_examples.jsonl", phones.Phone),),
        phones.phones,
    ),
    DataSet(
        "nlupp",
        "Calls for a person, bank and hotel",
        STRANGERS,
        (
            ("nlupp_banking.jsonl", nlupp.Utterance),
            ("nlupp_hotels.jsonl", nlupp.Utterance),
        ),
        nlupp.nlupp,
    ),
    DataSet(
        "clinc150",
        "What people ask any assistant",
        STRANGERS,
        (("clinc150.csv", foreign.Clinc),),
        foreign.clinc,
        needs_broker=True,
    ),
    DataSet(
        "banking77",
        "Questions to a bank",
        STRANGERS,
        (("banking77.csv", foreign.Banking),),
        foreign.banking,
        needs_broker=True,
    ),
    DataSet(
        "hint3",
        "Messages to a shop",
        STRANGERS,
        (("hint3.csv", foreign.Hint),),
        foreign.hint,
        needs_broker=True,
    ),
    DataSet(
        "naughty_strings",
        "Texts that break programs",
        STRANGERS,
        (("naughty_strings.jsonl", hostile.Hostile),),
        hostile.hostile,
        needs_broker=True,
    ),
)


def chosen(folder: Path, only: str) -> list[DataSet]:
    """The data sets to measure: those in the folder, or of them the ones named with commas.

    Raises :class:`CannotEvaluate` for a folder that is none or holds none, and for a name that
    is none or has no file there.
    """
    if not folder.is_dir():
        raise CannotEvaluate(f"There is no folder {folder}.")
    here = [each for each in SETS if _is_in(each, folder)]
    names = list(dict.fromkeys(filter(None, (name.strip() for name in only.split(",")))))
    known = [each.name for each in SETS]
    for name in names:
        if name not in known:
            raise CannotEvaluate(f"There is no data set {name!r}: choose of {', '.join(known)}.")
        if name not in (each.name for each in here):
            needed = next(each for each in SETS if each.name == name)
            missing = [path.name for path in needed.paths(folder) if not path.is_file()]
            raise CannotEvaluate(f"{name} needs {' and '.join(missing)}, not found in {folder}.")
    if not names and all(each.own for each in here):
        raise CannotEvaluate(f"{folder} holds none of the data sets: {', '.join(known)}.")
    return [each for each in here if not names or each.name in names]


def absent(folder: Path) -> list[str]:
    """The data sets that cannot be measured there, a file of them missing."""
    return [each.name for each in SETS if not _is_in(each, folder)]


def _is_in(data_set: DataSet, folder: Path) -> bool:
    return all(path.is_file() for path in data_set.paths(folder))


def provider_check(name: str) -> None:
    """Raise :class:`CannotEvaluate` when there is no such model provider, or no key for it."""
    if name not in PATHS:
        raise CannotEvaluate(f"There is no provider {name!r}: choose of {', '.join(PATHS)}.")
    try:
        provider_for(name)
    except ProviderError as error:
        raise CannotEvaluate(str(error)) from error
