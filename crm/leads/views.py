"""The list of leads, and the one view of a lead: full page, panel over another, or a piece."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm.accounts.pages import PageRequest, done, is_partial, page, pieces, show
from crm.accounts.selectors import people_active
from crm.core import slots
from crm.core.errors import Invalid, NotFound
from crm.leads import selectors, services
from crm.leads.card import ROWS, card_context, row_label
from crm.leads.forms import (
    SORTS,
    AssignForm,
    ConsentForm,
    ContactForm,
    LeadFilter,
    LeadForm,
    NoteForm,
    TaskForm,
    WantForm,
)
from crm.leads.models import Consent, Lead
from crm.leads.words import SOURCES

PAGE_SIZE = 50


@require_GET
@page
def lead_list(request: PageRequest) -> HttpResponse:
    """The leads this person may see, searched, narrowed, sorted and paged."""
    asked = LeadFilter(request.GET).values()
    leads = selectors.lead_list_for(
        request.user,
        q=asked["q"] or "",
        stage=asked["stage"] or "",
        owner=asked["owner"] or "",
        source=asked["source"] or "",
        score_min=asked["score_min"],
    ).order_by(*SORTS[asked["sort"] or ""])
    pages = Paginator(leads, PAGE_SIZE)
    context = {
        "asked": asked,
        "page": pages.get_page(request.GET.get("page")),
        "query": _query_without_page(request.GET),
        "stages": selectors.stages(),
        "people": people_active(),
        "sources": SOURCES.items(),
    }
    return show(request, "crm/leads/list.html", context, partial="table")


def _query_without_page(asked: QueryDict) -> str:
    kept = asked.copy()
    kept.pop("page", None)
    return kept.urlencode()


@require_GET
@page
def lead_detail(request: PageRequest, pk: str) -> HttpResponse:
    """One lead. The same card is a page of its own and the panel over board, list and inbox."""
    lead = selectors.lead_get_for(request.user, pk, follow=True)
    if str(lead.pk) != str(pk):
        return HttpResponseRedirect(reverse("leads:lead-detail", args=[lead.pk]))
    context = card_context(lead, actor=request.user, request=request)
    if is_partial(request) and request.htmx.target == "panel":
        return show(request, "crm/leads/panel.html", context)
    context["thread"] = slots.render(
        "lead.thread", actor=request.user, subject=lead, request=request
    )
    return show(request, "crm/leads/detail.html", context)


@require_http_methods(["GET", "POST"])
@page
def lead_create(request: PageRequest) -> HttpResponse:
    """Enter a lead by hand."""
    form = LeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lead = services.lead_create(
                actor=request.user.as_actor(), owner=request.user, **form.cleaned_data
            )
        except Invalid as error:
            _tell(form, error)
        else:
            return HttpResponseRedirect(reverse("leads:lead-detail", args=[lead.pk]))
    return show(request, "crm/leads/create.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
@page
def want_edit(request: PageRequest, pk: str, key: str) -> HttpResponse:
    """Edit one row of what the lead wants, in place."""
    lead = selectors.lead_get_for(request.user, pk)
    if key not in ROWS:
        raise NotFound(_("There is no such field."))
    form = WantForm(key, request.POST or None, profile=lead.profile)
    if request.method == "POST" and form.is_valid():
        change = services.profile_update(
            lead=lead, changes=form.changes(), actor=request.user.as_actor()
        )
        if not change.rejected:
            return _card(request, lead)
        for name, reason in change.rejected.items():
            form.add_error(name if name in form.fields else None, reason)
    context = {"form": form, "lead": lead, "key": key, "label": row_label(key)}
    return _form(request, "crm/leads/want_form.html", context, form)


@require_http_methods(["GET", "POST"])
@page
def contact_edit(request: PageRequest, pk: str) -> HttpResponse:
    """Edit who the lead is."""
    lead = selectors.lead_get_for(request.user, pk)
    contact = lead.contact
    initial = {"name": contact.name, "phone": contact.phone, "email": contact.email}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.contact_update(
                lead=lead, changes=form.cleaned_data, actor=request.user.as_actor()
            )
        except Invalid as error:
            _tell(form, error)
        else:
            return _card(request, lead)
    return _form(request, "crm/leads/contact_form.html", {"form": form, "lead": lead}, form)


@require_http_methods(["GET", "POST"])
@page
def lead_assign(request: PageRequest, pk: str) -> HttpResponse:
    """Choose who works the lead."""
    lead = selectors.lead_get_for(request.user, pk)
    form = AssignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        owner = form.cleaned_data["owner"]
        services.lead_assign(lead=lead, owner=owner, actor=request.user.as_actor())
        return _card(request, lead)
    context = {"form": form, "lead": lead, "people": people_active()}
    return _form(request, "crm/leads/assign.html", context, form)


@require_http_methods(["GET", "POST"])
@page
def consent_edit(request: PageRequest, pk: str) -> HttpResponse:
    """Record what the person said about being written to, on the phone or face to face."""
    lead = selectors.lead_get_for(request.user, pk)
    wish = "out" if lead.contact.accepts_messages else "in"
    form = ConsentForm(request.POST or None, initial={"wish": wish})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        change = services.contact_opt_out if given["wish"] == "out" else services.contact_opt_in
        change(
            contact=lead.contact,
            actor=request.user.as_actor(),
            channel="",
            words=given["words"],
            source=Consent.Source.PERSON,
            scope=given["scope"],
        )
        return _card(request, lead)
    return _form(request, "crm/leads/consent_form.html", {"form": form, "lead": lead}, form)


@require_http_methods(["GET", "POST"])
@page
def lead_merge(request: PageRequest, pk: str) -> HttpResponse:
    """Choose another lead that is the same person; the two become one."""
    lead = selectors.lead_get_for(request.user, pk)
    if request.method == "POST":
        try:
            other = selectors.lead_get_for(request.user, request.POST.get("with"))
        except NotFound as error:
            raise Invalid(error.message) from error
        stays = services.leads_merge(lead=lead, other=other, user=request.user)
        to = reverse("leads:lead-detail", args=[stays.pk])
        if not is_partial(request):
            return HttpResponseRedirect(to)
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = to
        return answer
    found = selectors.lead_duplicates_for(request.user, lead)
    context = {"lead": lead, "found": found}
    return _form(request, "crm/leads/merge.html", context, None)


@require_POST
@page
def note_add(request: PageRequest, pk: str) -> HttpResponse:
    """A note on the timeline."""
    lead = selectors.lead_get_for(request.user, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Write something first."))
    services.note_add(lead=lead, text=form.cleaned_data["text"], actor=request.user.as_actor())
    return _card(request, lead)


@require_POST
@page
def task_add(request: PageRequest, pk: str) -> HttpResponse:
    """Something to do for the lead, for the person who writes it down."""
    lead = selectors.lead_get_for(request.user, pk)
    form = TaskForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Say what is to be done."))
    services.task_add(
        lead=lead,
        title=form.cleaned_data["title"],
        due_at=form.cleaned_data["due_at"],
        assignee=request.user,
        actor=request.user.as_actor(),
    )
    return _card(request, lead)


@require_POST
@page
def task_complete(request: PageRequest, pk: str) -> HttpResponse:
    """Tick a task off."""
    task = selectors.task_get_for(request.user, pk)
    services.task_complete(task=task, actor=request.user.as_actor())
    return _card(request, selectors.lead_get_for(request.user, task.lead_id))


def _card(request: PageRequest, lead: Lead) -> HttpResponse:
    def drawn() -> str:
        fresh = selectors.lead_get_for(request.user, lead.pk)
        return render_to_string(
            "crm/leads/card.html", card_context(fresh, actor=request.user), request
        )

    return done(request, drawn, to=reverse("leads:lead-detail", args=[lead.pk]))


def _form(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    # In a dialog for htmx, on a page of its own without scripts.
    if is_partial(request):
        return pieces(render_to_string(template, context, request), status=_status(form))
    context["dialog"] = render_to_string(template, context, request)
    return show(request, "layouts/form.html", context, status=_status(form))


def _status(form: Any) -> int:
    return 422 if form is not None and form.errors else 200


def _tell(form: Any, error: Invalid) -> None:
    for name, reason in error.fields.items() or {"": error.message}.items():
        form.add_error(name if name in form.fields else None, reason)
