"""Every page of a broker's host, found in the resolver so that a new one is tested unasked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

from tests.isolation.cast import Things

#: Whose id stands in an address of this namespace, and where it is another's.
SUBJECTS: Final = {
    "leads": "lead",
    "leads:task-complete": "task",
    "conversations": "conversation",
    "conversations:message-quote": "message",
    "conversations:message-resend": "message",
    "conversations:message-settle": "message",
    "media": "attachment",
    "pipeline": "lead",
    "inventory": "unit",
    "adcopy": "unit",
    "desk": "talk",
    "desk:answer": "answer",
    "desk:stop": "answer",
    "desk:again": "answer",
    "agents": "lead",
    "agents:turn-story": "turn",
    "keys": "key",
    "approvals": "approval",
    "knowledge": "passage",
    "knowledge:answer-refuse": "kept",
    "knowledge:answer-allow": "kept",
    "routing": "choice",
    "outgoing": "webhook",
    "outgoing:delivery-replay": "told",
    "forms": "entry",
    "settings": "account",
    "prompts": "version",
    "prompts:experiment-detail": "experiment",
    "prompts:experiment-stop": "experiment",
    "prompts:training-detail": "training",
    "prompts:tryout-detail": "tryout",
    "prompts:tryout-stop": "tryout",
    "prompts:scenario-edit": "scenario",
    "prompts:scenario-remove": "scenario",
    "prompts:check-detail": "check",
    "prompts:check-stop": "check",
    "prompts:proposal-accept": "proposal",
    "prompts:proposal-reject": "proposal",
}
#: Pages of the broker's admins: an agent is told so (403), whatever the id.
ADMINS: Final = {
    "keys",
    "knowledge",
    "routing",
    "approvals:approval-rules",
    "prompts",
    "outgoing",
    "forms",
    "settings",
    "accounts:hours",
}
#: What everybody of the broker may see, whoever works the lead.
SHARED: Final = {"inventory", "adcopy"}
#: Words in addresses that are no ids: one that exists.
WORDS: Final = {
    "leads:want-edit": "beds",
    "pipeline:column-more": "new",
    "settings:channel-connect": "whatsapp",
    "prompts:prompt-detail": "leasing",
    "prompts:prompt-return": "leasing",
    "prompts:version-create": "leasing",
    "prompts:experiment-create": "leasing",
}
#: Pages that ask nobody who they are; the catalogue of components holds nothing of a broker, and
#: is there on a developer's machine only.
PUBLIC: Final = {
    "accounts:login",
    "accounts:logout",
    "webchat:chat",
    "webchat:messages",
    "webchat:forget",
    ":widget",
    ":components",
}
#: A little of what any form here takes: enough for each to do something, were it let.
FORM: Final = {
    "text": "Hola",
    "title": "Llamar",
    "name": "Otra",
    "beds": "4",
    "stage": "contacted",
    "owner": "",
    "language": "en",
    "wish": "out",
    "words": "No me escriban",
}


@dataclass(frozen=True)
class Page:
    """One address of the broker's pages."""

    name: str
    route: str
    kinds: tuple[tuple[str, bool], ...]

    @property
    def is_for_admins(self) -> bool:
        """Whether agents are kept out."""
        return self.name in ADMINS or self.name.partition(":")[0] in ADMINS

    @property
    def is_shared(self) -> bool:
        """Whether it shows what all agents of the broker share."""
        return self.name.partition(":")[0] in SHARED

    @property
    def has_id(self) -> bool:
        """Whether it names one object."""
        return any(is_id for _name, is_id in self.kinds)

    def path(self, things: Things) -> str:
        """The address, with the ids of these things."""
        path = f"/{self.route}"
        for name, is_id in self.kinds:
            value = getattr(things, self.subject) if is_id else WORDS[self.name]
            path = path.replace(f"<{name}>", str(value))
        return path

    @property
    def subject(self) -> str:
        """The kind of object an address names."""
        found = SUBJECTS.get(self.name) or SUBJECTS.get(self.name.partition(":")[0])
        assert found, f"Say in SUBJECTS whose id {self.route} holds"
        return found


def pages() -> list[Page]:
    """All pages, the API's addresses left out."""
    return list(_below(get_resolver("config.urls.broker"), "", ""))


def _below(resolver: URLResolver, prefix: str, space: str) -> Iterator[Page]:
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if route.startswith("api/"):
            continue
        if isinstance(each, URLResolver):
            yield from _below(each, route, each.namespace or space)
        elif isinstance(each, URLPattern):
            yield _page(each, route, f"{space}:{each.name}")


def _page(pattern: URLPattern, route: str, name: str) -> Page:
    kinds = []
    for key, converter in pattern.pattern.converters.items():
        kinds.append((key, isinstance(converter, UUIDConverter)))
        kind = route.partition(f":{key}>")[0].rpartition("<")[2]
        route = route.replace(f"<{kind}:{key}>", f"<{key}>")
    return Page(name, route, tuple(kinds))


PAGES: Final = pages()
PRIVATE: Final = [page for page in PAGES if page.name not in PUBLIC]
OF_AN_OBJECT: Final = [page for page in PAGES if page.has_id]
of_an_object = pytest.mark.parametrize("page", OF_AN_OBJECT, ids=lambda page: page.name)
