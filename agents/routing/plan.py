"""Providers in the order they are asked, and what an error of one means for the next."""

from __future__ import annotations

from dataclasses import dataclass

from agents.llm.base import Completion, OnText, Prompt, Provider
from agents.routing.candidates import Candidate, provider_of
from agents.routing.choices import candidates_for
from agents.routing.race import Race
from agents.routing.search import OnAttempt, Search
from agents.routing.tasks import Task


def plan_for(task: Task) -> Plan:
    """Whom the broker in hand asks for this kind of work. Call it before ``release()``."""
    return Plan(task, candidates_for(task), awaited=task is Task.ANSWER)


@dataclass(frozen=True)
class Plan:
    """The candidates for one kind of work, in order; the embedded provider is the last of them.

    ``awaited``: a lead waits for it, so that the silence of all vendors together is limited;
    ``waited`` are seconds of it that have passed already. ``is_brief``: it is given so little time
    that running out of it says nothing of a vendor.
    """

    task: Task
    candidates: tuple[Candidate, ...]
    awaited: bool = False
    waited: float = 0.0
    is_brief: bool = False

    def respond(
        self,
        prompt: Prompt,
        *,
        deadline: float,
        on_attempt: OnAttempt,
        on_text: OnText | None = None,
        on_draft: OnText | None = None,
    ) -> tuple[Provider, Completion]:
        """The first usable answer before ``deadline`` (monotonic seconds).

        Each attempt takes a share of the time that is left (:mod:`agents.routing.shares`). With
        ``on_text`` the vendor streams and its silence is limited, before the first word and
        between two; the words are handed over when the answer is whole, so nobody reads the
        beginning of an answer that broke off. ``on_draft`` gets each piece as it comes, for a page
        that draws the whole anew: after a failed attempt (``on_attempt`` tells) what it got counts
        no more. An ``awaited`` plan without a draft goes by :mod:`agents.routing.race`.
        Raises the last :class:`ProviderError` when nobody answered.
        """
        search: Search
        if self.awaited and on_draft is None and not all(c.is_offline for c in self.candidates):
            search = Race(prompt, deadline, on_attempt, provider_of, waited=self.waited)
        else:
            streams = on_text is not None or on_draft is not None
            search = Search(
                prompt, deadline, on_attempt, provider_of, streams, on_draft, self.is_brief
            )
        provider, completion = search.first(self.candidates)
        if on_text is not None and completion.text:
            on_text(completion.text)
        return provider, completion
