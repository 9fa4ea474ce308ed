"""The page on which a person of the broker asks Sofía about their own work."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents.desk import services
from agents.desk.fragments import answer_html
from agents.desk.models import DeskMessage, DeskThread
from agents.desk.proposals import proposal
from agents.desk.segments import segments_for
from agents.desk.selectors import (
    message_get_for,
    messages_of,
    thread_get_for,
    thread_list_for,
)
from crm.accounts.pages import PageRequest, done, is_partial, page, pieces, show
from crm.accounts.permissions import can
from crm.core.errors import Forbidden

_TALKS: Final = 40
_MESSAGES: Final = 100
#: What a newcomer may ask, in the order of how often people do.
SUGGESTIONS: Final = (
    gettext_lazy("Who should I call today?"),
    gettext_lazy("Which hot leads have no answer?"),
    gettext_lazy("What viewings do I have this week?"),
    gettext_lazy("How is my pipeline this month?"),
    gettext_lazy("How fast do we answer?"),
    gettext_lazy("Give me ideas for a campaign"),
)


class QuestionForm(forms.Form):
    """What was typed; a longer text is refused by the service, with its words."""

    text = forms.CharField(required=False, strip=True)
    draft_key = forms.CharField(required=False, max_length=40)

    def values(self) -> dict[str, str]:
        """The words, and the key of the form they were typed in."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


@require_http_methods(["GET", "POST"])
@page
def home(request: PageRequest) -> HttpResponse:
    """An empty talk with what may be asked; a post begins one."""
    _may_ask(request)
    if request.method == "POST":
        asked = QuestionForm(request.POST).values()
        answer = services.question_ask(user=request.user, text=asked["text"])
        return HttpResponseRedirect(reverse("desk:thread", args=[answer.thread_id]))
    return show(request, "agents/desk/page.html", _context(request, None))


@require_GET
@page
def ideas(request: PageRequest) -> HttpResponse:
    """Groups of one's own leads worth a message, each with a text to copy; nothing is sent."""
    segments = segments_for(request.user, now=timezone.now())
    language = translation.get_language() or ""
    shown = [(each, proposal(each, language)) for each in segments]
    return show(request, "agents/desk/ideas.html", {"shown": shown})


@require_GET
@page
def thread_page(request: PageRequest, pk: UUID) -> HttpResponse:
    """One talk."""
    _may_ask(request)
    return show(
        request, "agents/desk/page.html", _context(request, thread_get_for(request.user, pk))
    )


@require_POST
@page
def ask(request: PageRequest, pk: UUID) -> HttpResponse:
    """A further question in a talk."""
    _may_ask(request)
    thread = thread_get_for(request.user, pk)
    asked = QuestionForm(request.POST).values()
    owed = services.question_ask(user=request.user, thread=thread, **asked)

    def html() -> str:
        lines = messages_of(thread, limit=_MESSAGES)
        question = next(
            (each for each in reversed(lines) if each.pk < owed.pk and each.role == "person"), None
        )
        context = {"lines": [each for each in (question, owed) if each], "append": True}
        return render_to_string("agents/desk/lines.html", _drawn(context, request), request)

    return done(request, html, to=reverse("desk:thread", args=[thread.pk]))


@require_GET
@page
def answer(request: PageRequest, pk: UUID) -> HttpResponse:
    """An answer as it stands, for a page whose socket is away."""
    found = message_get_for(request.user, pk)
    if not is_partial(request):
        return HttpResponseRedirect(reverse("desk:thread", args=[found.thread_id]))
    return pieces(answer_html(found))


@require_POST
@page
def stop(request: PageRequest, pk: UUID) -> HttpResponse:
    """Stop an answer."""
    found = message_get_for(request.user, pk)
    services.answer_stop(answer=found, user=request.user)
    return done(
        request, lambda: answer_html(found), to=reverse("desk:thread", args=[found.thread_id])
    )


@require_POST
@page
def again(request: PageRequest, pk: UUID) -> HttpResponse:
    """Have an answer written anew."""
    _may_ask(request)
    found = message_get_for(request.user, pk)
    services.answer_again(answer=found, user=request.user)
    return done(
        request, lambda: answer_html(found), to=reverse("desk:thread", args=[found.thread_id])
    )


@require_POST
@page
def delete(request: PageRequest, pk: UUID) -> HttpResponse:
    """Forget a talk."""
    services.thread_delete(thread=thread_get_for(request.user, pk))
    return HttpResponseRedirect(reverse("desk:home"))


def _may_ask(request: PageRequest) -> None:
    if not can(request.user, "agents.run"):
        raise Forbidden(_("You may not do this."))


def _context(request: PageRequest, thread: DeskThread | None) -> dict[str, Any]:
    lines = messages_of(thread, limit=_MESSAGES) if thread is not None else []
    return _drawn(
        {
            "talks": thread_list_for(request.user)[:_TALKS],
            "thread": thread,
            "lines": lines,
            "suggestions": SUGGESTIONS,
            "limit": services.QUESTION_LIMIT,
        },
        request,
    )


def _drawn(context: dict[str, Any], request: PageRequest) -> dict[str, Any]:
    """The context with each answer as its own fragment draws it."""
    context["lines"] = [
        (line, answer_html(line, request=request) if line.role == DeskMessage.Role.SOFIA else "")
        for line in context["lines"]
    ]
    return context
