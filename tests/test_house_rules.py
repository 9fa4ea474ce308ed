"""The rules of the house that no linter knows, each with the sentence it fails with."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings

from crm.core.events import verbs

ROOT: Final = Path(__file__).resolve().parent.parent
FLOORS: Final = ("crm", "knowledge", "agents", "channels_app")
LONGEST: Final = 450
CLIENT_DOORS: Final = (
    "channels_app/http.py",
    "agents/llm/",
    "knowledge/embeddings/",
    "crm/core/genai.py",
)
CLIENTS: Final = {"requests", "aiohttp", "urllib3", "urllib.request", "http.client"}
#: Posted by mail programs too, which have no cookie: its address is the proof (RFC 8058).
TOKENLESS_FORMS: Final = {"templates/channels_app/unsubscribe.html"}
POST_FORM: Final = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)
QUEUE_DOORS: Final = {"crm/core/wake.py", "crm/core/tasks.py"}
INLINE: Final = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)", re.IGNORECASE
)


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text("utf-8"))


def is_edge(name: str) -> bool:
    """Views, API, consumers and tools: what people, programs and models come in by."""
    file = name.rpartition("/")[2]
    return file in {"views.py", "api.py", "consumers.py", "socket.py", "sockets.py"} or (
        name.startswith("agents/tools/") or name in {"channels_app/live/pages.py",
                                                     "channels_app/live/feed.py"}
    )  # fmt: skip


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_edges_read_by_selectors() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in sources(*FLOORS)
        if is_edge(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]

    assert not found, f"Views, API, consumers and tools ask a selector or a door: {found}"


def opens_client(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name in CLIENTS for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.module in CLIENTS
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        return isinstance(owner, ast.Name) and owner.id in {"httpx", "httpx2"} and (
            node.func.attr in {"Client", "AsyncClient", "request", "stream", "get", "post", "put",
                               "patch", "delete"}
        )  # fmt: skip
    return False


def test_other_peoples_servers_have_one_door() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in sources(*FLOORS)
        if not name.startswith(CLIENT_DOORS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Call) and opens_client(node)
    ]

    assert not found, f"HTTP goes out by channels_app/http.py or a vendor's SDK: {found}"


def test_the_queue_is_woken_in_one_place() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, tree in sources(*FLOORS)
        if name not in QUEUE_DOORS
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"delay", "apply_async", "send_task"}
    ]

    assert not found, f"Tasks are woken by crm.core.wake, after the commit: {found}"


def test_made_up_html_is_escaped() -> None:
    marks = {"mark_safe", "SafeString"}
    found = [
        f"{name}:{call.lineno}"
        for name, tree in sources(*FLOORS, "config")
        for call in calls(tree)
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in marks
        and any(isinstance(part, ast.JoinedStr) for part in ast.walk(call))
    ]

    assert not found, f"An f-string is not safe HTML; format_html escapes what it is given: {found}"


def test_templates_carry_no_script_or_style() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {mark.group().strip()}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        for mark in INLINE.finditer(file.read_text("utf-8"))
    ]

    assert not found, f"The policy lets a page load files only, nothing inline: {found}"


def test_forms_prove_where_they_come_from() -> None:
    found = [
        f"{name}: {form.group()[:80]}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        if (name := file.relative_to(ROOT).as_posix()) not in TOKENLESS_FORMS
        for form in POST_FORM.finditer(file.read_text("utf-8"))
        if "{% csrf_token %}" not in form.group()
    ]

    assert not found, f"HTMX may not have come when somebody presses; carry the token: {found}"


def test_constraints_have_names_of_their_own() -> None:
    ours = [m for m in apps.get_models() if m.__module__.partition(".")[0] in settings_floors()]
    constraints = [(m.__name__, each) for m in ours for each in m._meta.constraints]
    names = [each.name for _model, each in constraints]
    together = [m.__name__ for m in ours if m._meta.unique_together]

    assert constraints
    assert not together, f"A rule of several columns is a named UniqueConstraint: {together}"
    assert all(names), f"A constraint without a name cannot be told from another: {constraints}"
    assert len(names) == len(set(names)), f"Two constraints share a name: {sorted(names)}"


def settings_floors() -> set[str]:
    return {app.partition(".")[0] for app in settings.TENANT_APPS} & set(FLOORS)


def test_events_can_be_read_by_people() -> None:
    mute = [verb.name for verb in verbs().values() if not verb.label[:1].isupper()]
    shapeless = [name for name in verbs() if not re.fullmatch(r"[a-z]+\.[a-z]+\.[a-z_]+", name)]

    assert verbs()
    assert not mute, f"An event says in words what happened: {mute}"
    assert not shapeless, f"A verb is package.noun.past_tense: {shapeless}"


def test_files_can_be_held_in_mind() -> None:
    lengths = {
        name: len((ROOT / name).read_text("utf-8").splitlines())
        for name, _tree in sources(*FLOORS, "config")
    }
    long = {name for name, lines in lengths.items() if lines > LONGEST}

    assert not long, f"Over {LONGEST} lines: make a package of them: {long}"
