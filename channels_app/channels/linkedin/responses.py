"""Asking LinkedIn for the answers of a form, and for the form that names the questions.

The members of an answer are known from samples only, so each is read where it may stand.
Source: learn.microsoft.com/en-us/linkedin/marketing/lead-sync/leadsync.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

import httpx
from django.conf import settings

from channels_app.channels.base import Account, Advice, FormNotice, SendError
from channels_app.channels.calls import ask, json_of, retry_after
from channels_app.channels.formvalues import Answers, from_unix, id_text
from channels_app.channels.linkedin.forms import Form, form_of
from channels_app.channels.pace import keep_pace

#: Calls a minute that an account may make.
A_MINUTE: Final = 100
_RESPONSE: Final = "urn:li:leadGenFormResponse:"
_FORM: Final = re.compile(r"urn:li:leadGenForm:(\d+)|\A(\d+)\Z")
_PAGE: Final = 50
_MOST_PAGES: Final = 200
_HOUR: Final = 3600.0
_kept: dict[tuple[str, str], Form] = {}
_MOST_KEPT: Final = 500


def response_urn(text: str) -> str:
    """The address of a response, whether it was named whole or by its id."""
    return text if not text or text.startswith("urn:") else f"{_RESPONSE}{text}"


def form_id_of(text: str) -> str:
    """A form's number, from the address of one of its versions."""
    found = _FORM.search(text)
    return (found[1] or found[2]) if found else text[:128]


def fetch(account: Account, notice: FormNotice) -> FormNotice:
    """The notice with its answers; raises :class:`SendError`."""
    name = quote(notice.external_id.removeprefix(_RESPONSE), safe="")
    row = _get(account, f"leadFormResponses/{name}")
    if not isinstance(row.get("formResponse"), dict):
        raise SendError("no_response", "LinkedIn answered without the form's answers.")
    return _notice(account, row, notice)


def since(account: Account, moment: datetime) -> Iterator[FormNotice]:
    """Responses to the account's forms since then; raises :class:`SendError`."""
    owner = account.account_id
    urn = owner if owner.startswith("urn:") else f"urn:li:sponsoredAccount:{owner}"
    kind = "organization" if ":organization:" in urn else "sponsoredAccount"
    lead_type = str(account.config.get("lead_type") or "SPONSORED")
    start = int(moment.timestamp() * 1000)
    query = (
        f"q=owner&owner=({kind}:{quote(urn, safe='')})&leadType=(leadType:{lead_type})"
        f"&submittedAtTimeRange=(start:{start})"
    )
    for page in range(_MOST_PAGES):
        path = f"leadFormResponses?{query}&start={page * _PAGE}&count={_PAGE}"
        rows = _get(account, path).get("elements")
        rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        for row in rows:
            blank = FormNotice(
                external_id=response_urn(id_text(row.get("id"))), form_id="", at=moment
            )
            if blank.external_id:
                yield _notice(account, row, blank)
        if len(rows) < _PAGE:
            return


@dataclass(slots=True)
class _Read:
    """What a response says, question by question."""

    form: Form
    answers: Answers = field(default_factory=Answers)
    consents: dict[str, bool] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def answer(self, each: Mapping[str, Any]) -> None:
        question = self.form.questions.get(id_text(each.get("questionId")))
        name = question.name if question else id_text(each.get("questionId"))
        details = each.get("answerDetails")
        for value in details.values() if isinstance(details, dict) else []:
            if not isinstance(value, dict):
                continue
            chosen = value.get("options")
            if isinstance(chosen, list):
                options = question.options if question else {}
                texts = [options.get(id_text(option), id_text(option)) for option in chosen]
                self.answers.add(name, texts, question.label if question else "")
            else:
                self.answers.add(name, value.get("answer"), question.label if question else "")

    def consent(self, each: Mapping[str, Any]) -> None:
        name = f"consent_{id_text(each.get('consentId'))}"
        self.consents[name[:200]] = each.get("accepted") is True
        if text := self.form.consents.get(id_text(each.get("consentId"))):
            self.labels[name[:200]] = text


def _notice(account: Account, row: Mapping[str, Any], notice: FormNotice) -> FormNotice:
    version = id_text(row.get("versionedLeadGenFormUrn"))
    form_id = form_id_of(version) or notice.form_id
    read = _Read(_form(account, form_id, version))
    response = row.get("formResponse")
    response = response if isinstance(response, dict) else {}
    for each in response.get("answers") or []:
        if isinstance(each, dict):
            read.answer(each)
    for each in response.get("consentResponses") or []:
        if isinstance(each, dict):
            read.consent(each)
    submitted = row.get("submittedAt")
    return FormNotice(
        external_id=notice.external_id,
        form_id=form_id,
        at=from_unix(submitted, per_second=1000) if submitted else notice.at,
        answers=read.answers.values,
        consents=read.consents,
        labels={**read.labels, **read.answers.labels},
        origin=notice.origin,
        is_test=row.get("testLead") is True,
    )


def _form(account: Account, form_id: str, version: str) -> Form:
    """The form that names the questions, kept while the process lives; none when it is refused.

    A version of a form never changes. Answers without names are worth more than none, so only
    what is worth waiting for holds them back.
    """
    key = (account.account_id, version or form_id)
    if not form_id or key in _kept:
        return _kept.get(key, Form())
    try:
        found = form_of(_get(account, f"leadForms/{quote(form_id, safe='')}"))
    except SendError as error:
        if error.advice in {Advice.WAIT, Advice.PAUSE} and error.code != "403":
            raise
        return Form()
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[key] = found
    return found


def _get(account: Account, path: str) -> dict[str, Any]:
    if not account.token:
        raise SendError("no_token", "This account has no token yet.", Advice.PAUSE)
    keep_pace(account, A_MINUTE)
    response = ask(
        "GET",
        f"{settings.LINKEDIN_API_URL}/{path}",
        headers={
            "authorization": f"Bearer {account.token}",
            "linkedin-version": settings.LINKEDIN_API_VERSION,
            "x-restli-protocol-version": "2.0.0",
        },
    )
    answer = json_of(response)
    if response.status_code == httpx.codes.OK:
        return answer
    raise _error(response, answer)


def _error(response: httpx.Response, answer: Mapping[str, Any]) -> SendError:
    status = response.status_code
    message = str(answer.get("message") or f"HTTP {status}")
    if status == httpx.codes.TOO_MANY_REQUESTS:
        # The day's budget comes back at midnight UTC; asking each hour finds it soon enough.
        return SendError("429", message, Advice.WAIT, retry_after=retry_after(response) or _HOUR)
    # 426 is an API version that has ended: LINKEDIN_API_VERSION has to be raised.
    if status in {401, 403, 426}:
        return SendError(str(status), message, Advice.PAUSE)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return SendError(str(status), message, retry_after=retry_after(response))
    return SendError(str(status), message, Advice.DEAD)
