"""The inbox: list, thread, and what a person does in a thread."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm.accounts.pages import PageRequest, done, is_partial, page, pieces, show
from crm.conversations import fragments, inbox, selectors, services
from crm.conversations.forms import FileForm, InboxFilter, ReleaseForm, ReplyForm, TemplateForm
from crm.conversations.models import Conversation, Message
from crm.conversations.services import AGREED_LIMIT
from crm.core.errors import Invalid
from crm.core.ids import uuid7
from crm.leads.card import card_context
from crm.leads.selectors import lead_get_for

SHOWN: Final = ("all", "waiting", "mine", "sofia", "unread", "failed")


@require_GET
@page
def inbox_page(request: PageRequest) -> HttpResponse:
    """The list of conversations."""
    if request.GET.get("after"):
        return show(request, "crm/conversations/rows.html", _list_context(request))
    return show(request, "crm/conversations/inbox.html", _list_context(request), partial="list")


@require_GET
@page
def thread_page(request: PageRequest, pk: UUID) -> HttpResponse:
    """List, thread and lead side by side; reading it makes it read."""
    conversation = selectors.conversation_get_for(request.user, pk)
    before = request.GET.get("before", "")
    context = inbox.thread_context(conversation, actor=request.user, before=before)
    if before and is_partial(request):
        return show(request, "crm/conversations/earlier.html", context)
    if conversation.unread:
        services.conversation_mark_read(conversation=conversation, user=request.user)
    lead = lead_get_for(request.user, conversation.lead_id)
    context |= _list_context(request)
    context["asks"] = fragments.asks(request.user, conversation, request)
    context |= {
        "open": conversation,
        "thread_html": render_to_string("crm/conversations/thread.html", context, request),
        "card": render_to_string(
            "crm/leads/card.html", card_context(lead, actor=request.user, request=request), request
        ),
    }
    return show(request, "crm/conversations/inbox.html", context, partial="open")


def _list_context(request: PageRequest) -> dict[str, Any]:
    asked = InboxFilter(request.GET).values()
    rows = inbox.filtered(request.user, **asked)
    kept = {name: value for name, value in asked.items() if value}
    return {
        "rows": inbox.rows_page(rows, after=request.GET.get("after", "")),
        "asked": asked,
        "query": urlencode(kept),
        "filters": [(key, _filter_word(key)) for key in SHOWN],
        "failed": inbox.failed_count(request.user),
    }


def _filter_word(key: str) -> str:
    return {
        "all": _("All"),
        "waiting": _("Waiting"),
        "mine": _("Mine"),
        "sofia": "Sofía",
        "unread": _("Unread"),
        "failed": pgettext("conversations", "Failed"),
    }[key]


@require_GET
@page
def waiting_count(request: PageRequest) -> HttpResponse:
    """The number on the rail."""
    return pieces(fragments.waiting(request.user))


@require_GET
@page
def message_quote(request: PageRequest, pk: UUID) -> HttpResponse:
    """The words of one message, where a fact came from."""
    message = inbox.message_get_for(request.user, pk)
    if not is_partial(request):
        return done(request, str, to=_thread_url(message.conversation) + f"#m-{message.pk}")
    return show(request, "crm/conversations/quote.html", {"message": message})


@require_POST
@page
def read(request: PageRequest, pk: UUID) -> HttpResponse:
    """What arrived in an open thread was seen by the person before it."""
    conversation = selectors.conversation_get_for(request.user, pk)
    services.conversation_mark_read(conversation=conversation, user=request.user)
    return HttpResponse(status=204)


@require_POST
@page
def reply(request: PageRequest, pk: UUID) -> HttpResponse:
    """A person answers; the thread is theirs from this moment."""
    conversation = selectors.conversation_get_for(request.user, pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Write something first."))
    message = services.person_reply(
        conversation=conversation,
        user=request.user,
        text=form.cleaned_data["text"],
        client_key=form.cleaned_data["client_key"],
    )
    return done(
        request,
        lambda: fragments.answered(request.user, conversation, message),
        to=_thread_url(conversation),
    )


@require_POST
@page
def attach(request: PageRequest, pk: UUID) -> HttpResponse:
    """A person answers with a file; without one it is an answer like any other."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return reply(request, pk)
    conversation = selectors.conversation_get_for(request.user, pk)
    form = FileForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Write less."))
    message = services.person_file(
        conversation=conversation, user=request.user, upload=upload, **form.cleaned_data
    )
    return done(
        request,
        lambda: fragments.answered(request.user, conversation, message),
        to=_thread_url(conversation),
    )


@require_http_methods(["GET", "POST"])
@page
def templates(request: PageRequest, pk: UUID) -> HttpResponse:
    """GET: choose a template and fill it in. POST: send it; the thread is theirs from then on."""
    conversation = selectors.conversation_get_for(request.user, pk)
    if request.method == "POST":
        return _template_send(request, conversation)
    chosen = request.GET.get("template")
    context: dict[str, Any] = {"conversation": conversation, "draft": uuid7().hex}
    if chosen:
        template = selectors.template_get_for(conversation, chosen)
        context |= {"chosen": template, "templates": [template]}
        context["places"] = [
            (place, inbox.place_guess(conversation, place, number))
            for number, place in enumerate(template.places)
        ]
    else:
        context["templates"] = list(selectors.templates_for(conversation)[:100])
    if not is_partial(request):
        return done(request, str, to=_thread_url(conversation))
    return pieces(render_to_string("crm/conversations/templates.html", context, request))


def _template_send(request: PageRequest, conversation: Conversation) -> HttpResponse:
    form = TemplateForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choose a template first."))
    message = services.person_template(
        conversation=conversation,
        user=request.user,
        template=selectors.template_get_for(conversation, form.cleaned_data["template"]),
        values=form.values(),
        client_key=form.cleaned_data["client_key"],
    )
    return done(
        request,
        lambda: fragments.answered(request.user, conversation, message),
        to=_thread_url(conversation),
    )


@require_POST
@page
def message_resend(request: PageRequest, pk: UUID) -> HttpResponse:
    """Send a failed or unsure message once more."""
    message = inbox.message_get_for(request.user, pk)
    again = services.message_resend(message=message, actor=request.user.as_actor())
    return _redrawn(request, message.conversation, again)


@require_POST
@page
def message_settle(request: PageRequest, pk: UUID) -> HttpResponse:
    """An unsure message arrived: a person knows it."""
    message = inbox.message_get_for(request.user, pk)
    settled = services.message_settle(message=message, user=request.user)
    return _redrawn(request, message.conversation, settled)


def _redrawn(request: PageRequest, conversation: Conversation, message: Message) -> HttpResponse:
    return done(
        request,
        lambda: (
            fragments.bubble(message, conversation) + fragments.marked(request.user, conversation)
        ),
        to=_thread_url(conversation) + f"#m-{message.pk}",
    )


@require_POST
@page
def take(request: PageRequest, pk: UUID) -> HttpResponse:
    """Take the thread over from Sofía or a colleague."""
    conversation = selectors.conversation_get_for(request.user, pk)
    services.conversation_take(conversation=conversation, user=request.user)
    return _held(request, conversation)


@require_POST
@page
def release(request: PageRequest, pk: UUID) -> HttpResponse:
    """Give the thread back to Sofía, with what was agreed."""
    conversation = selectors.conversation_get_for(request.user, pk)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Say it in at most %(limit)d characters.") % {"limit": AGREED_LIMIT})
    services.conversation_release(
        conversation=conversation, user=request.user, agreed=form.agreed_or_none()
    )
    return _held(request, conversation)


@require_POST
@page
def close(request: PageRequest, pk: UUID) -> HttpResponse:
    """End the thread; the next message of the lead opens a new one."""
    conversation = selectors.conversation_get_for(request.user, pk)
    services.conversation_close(conversation=conversation, user=request.user)
    return _held(request, conversation)


def _held(request: PageRequest, conversation: Conversation) -> HttpResponse:
    return done(
        request,
        lambda: fragments.held(request.user, conversation),
        to=_thread_url(conversation),
    )


def _thread_url(conversation: Conversation) -> str:
    return reverse("conversations:thread", args=[conversation.pk])
