"""Lead forms of LinkedIn (Lead Sync).

A notice holds addresses only; the answers are asked for with the member's token. DELETED means
that the member took the lead back: everything it brought has to go.
Sources: learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation and
learn.microsoft.com/en-us/linkedin/marketing/lead-sync/leadsync.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from channels_app.account_secrets import known_secrets, secret_of
from channels_app.channels.base import (
    Account,
    Advice,
    Answer,
    BadSignature,
    Capabilities,
    Delivered,
    FormNotice,
    Inbound,
    Outgoing,
    SendError,
    Slice,
    Unknown,
    Unreadable,
)
from channels_app.channels.formvalues import from_unix, id_text
from channels_app.channels.jsonbody import json_body
from channels_app.channels.linkedin import proof, responses
from channels_app.channels.signing import digest
from crm.brokers.routing import broker_for_account

_NAME: Final = "linkedin"
_ACTIONS: Final = {"CREATED", "DELETED"}


class LinkedIn:
    """Reads notices of filled-in forms; asks for their answers."""

    name = _NAME
    capabilities = Capabilities(can_begin=False, rate=responses.A_MINUTE / 60)

    def handshake(self, query: Mapping[str, str]) -> Answer:
        return proof.challenge_answer(
            query.get("challengeCode", ""), _app_secret(query.get("applicationId", ""))
        )

    def split(self, delivered: Delivered) -> list[Slice]:
        header = delivered.headers.get(proof.HEADER, "")
        try:
            body = json_body(delivered.body)
        except Unreadable:
            body = None
        notices = [each for each in (body if isinstance(body, list) else [body]) if _is_one(each)]
        if not notices:
            # Whose it is cannot be told: any app we know of may have signed it.
            others = [known.secret for known in known_secrets(_NAME)]
            proof.check(header, delivered.body, [settings.LINKEDIN_CLIENT_SECRET, *others])
            raise Unreadable("no notice of a lead")
        kept = []
        for notice in notices:
            owner = _owner(notice)
            own = secret_of(_NAME, owner)
            try:
                proof.check(header, delivered.body, [own or settings.LINKEDIN_CLIENT_SECRET])
            except BadSignature:
                continue
            name = f"{owner}|{notice['leadGenFormResponse']}|{notice['leadAction']}"
            kept.append(Slice(account_id=owner, dedupe_key=digest(name.encode()), payload=notice))
        if not kept:
            raise BadSignature("wrong signature")
        return kept

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        action = str(payload.get("leadAction") or "")
        if action not in _ACTIONS:
            return [Unknown(f"linkedin:{action or 'nothing'}"[:80])]
        return [
            FormNotice(
                external_id=responses.response_urn(id_text(payload.get("leadGenFormResponse"))),
                form_id=responses.form_id_of(id_text(payload.get("leadGenForm"))),
                at=from_unix(payload.get("occurredAt"), per_second=1000),
                origin=_origin(payload),
                is_withdrawn=action == "DELETED",
            )
        ]

    def send(self, outgoing: Outgoing) -> str:
        raise SendError("one_way", "LinkedIn takes no messages from here.", Advice.DEAD)

    def form(self, account: Account, notice: FormNotice) -> FormNotice:
        return responses.fetch(account, notice)

    def forms_since(self, account: Account, since: datetime) -> Iterator[FormNotice]:
        return responses.since(account, since)


def _is_one(body: Any) -> bool:
    return (
        isinstance(body, dict)
        and isinstance(body.get("leadGenFormResponse"), str)
        and isinstance(body.get("leadAction"), str)
    )


def _owner(notice: Mapping[str, Any]) -> str:
    """The owner's address as a broker connected it: whole, or only its number."""
    owner = notice.get("owner")
    named = [each for each in owner.values() if isinstance(each, str)] if isinstance(
        owner, dict
    ) else []  # fmt: skip
    urn = (named or ["?"])[0][:128]
    short = urn.rpartition(":")[2]
    if not broker_for_account(_NAME, urn) and broker_for_account(_NAME, short):
        return short
    return urn


def _origin(notice: Mapping[str, Any]) -> dict[str, str]:
    found = {"type": str(notice.get("leadType") or "")}
    entity = notice.get("associatedEntity")
    for value in entity.values() if isinstance(entity, dict) else []:
        if isinstance(value, str):
            found["ad_id"] = value[:254]
    return {name: value for name, value in found.items() if value}


def _app_secret(application_id: str) -> str:
    """The secret of the app that asks: named by its id, else the platform's, else the only one."""
    known = known_secrets(_NAME)
    named = [each.secret for each in known if application_id and
             each.application_id == application_id]  # fmt: skip
    if named:
        return named[0]
    secrets = {each.secret for each in known}
    if settings.LINKEDIN_CLIENT_SECRET:
        return str(settings.LINKEDIN_CLIENT_SECRET)
    return secrets.pop() if len(secrets) == 1 else ""


ADAPTER: Final = LinkedIn()
