"""A day of each channel: accounts of Alice's and every kind of call that comes in on them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from channels_app.accounts import account_connect
from crm.brokers.models import Broker
from crm.conversations.models import MessageTemplate
from tests.complaints.calls import Call, by_visitor, by_whatsapp, visitors_key
from tests.fakes.vendor import Vendor
from tests.payloads import email as em
from tests.payloads import forms
from tests.payloads import telegram as tg
from tests.payloads import twilio as tw
from tests.payloads import whatsapp as wa

#: Connects the accounts again and again; makes the calls only once, so that repeats are repeats.
Day = tuple[Callable[[Broker], None], Callable[[Vendor], list[Call]]]


def _whatsapp(broker: Broker) -> None:
    account_connect(broker=broker, channel="whatsapp", account_id=wa.NUMBER, token="t")


def _whatsapp_day(_api: Vendor) -> list[Call]:
    first = wa.wamid()
    photo = {"id": "m1", "mime_type": "image/jpeg", "sha256": "x", "caption": "como esta"}
    choice = {"type": "button_reply", "button_reply": {"id": "slot:1", "title": "11:00"}}
    flow = {"type": "nfm_reply", "nfm_reply": {"response_json": '{"beds": "2"}'}}
    edited = {"type": "text", "text": {"body": "Hola, busco casa"}}
    # A minute ago, as what a vendor delivers again: only then can an edit come before it.
    a_minute_ago = str(int(time.time()) - 60)
    payloads = [
        wa.whole("text", id_=first, text={"body": "Hola"}, timestamp=a_minute_ago),
        wa.whole("edit", edit={"original_message_id": first, "message": edited}),
        wa.whole("image", image=photo),
        wa.whole("audio", audio={"id": "m2", "mime_type": "audio/ogg", "voice": True}),
        wa.whole("location", location={"latitude": -33.4, "longitude": -70.6}),
        wa.whole("interactive", interactive=choice),
        wa.whole("interactive", interactive=flow),
        wa.whole("reaction", reaction={"message_id": first, "emoji": "👍"}),
        wa.whole("text", text={"body": "¿y esta?"}, context={"id": first}),
        wa.whole("teleport", teleport={}),
        wa.status("wamid.EARLY", "delivered"),
        wa.status("wamid.EARLY", "sent"),
        wa.status("wamid.LATE", "failed", code=131026),
    ]
    return [by_whatsapp(payload) for payload in payloads]


def _telegram(broker: Broker) -> None:
    account_connect(
        broker=broker, channel="telegram", account_id=tg.BOT, token=tg.TOKEN, secret=tg.SECRET
    )


def _telegram_day(_api: Vendor) -> list[Call]:
    payloads = [
        tg.text("Hola", 101),
        tg.text("Busco casa", 102, reply_to_message={"message_id": 101, "date": 1}),
        tg.message(103, photo=[tg.file("a")], media_group_id="5", caption="Como esta"),
        tg.message(104, photo=[tg.file("b")], media_group_id="5"),
        tg.message(105, voice=tg.file("c", duration=3)),
        tg.message(106, location={"latitude": -33.4, "longitude": -70.6}),
        tg.edit(101, text="Hola, soy Elena"),
        tg.pressed("slot:1", under=tg.ours(90, {"slot:1": "11:00"})),
        tg.update("poll_answer", {"poll_id": "1"}),
    ]
    return [Call("/webhooks/telegram", *tg.posted(payload)) for payload in payloads]


def _twilio(broker: Broker) -> None:
    account_connect(
        broker=broker, channel="twilio", account_id=tw.SID, token=tw.TOKEN,
        config={"from": tw.NUMBER},
    )  # fmt: skip


def _twilio_day(_api: Vendor) -> list[Call]:
    picture = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/m", "MediaContentType0": "a/b"}
    said = [tw.sms("Hi"), tw.sms("A flat + garden"), tw.sms("", **picture)]
    sent = tw.sid()
    told = [tw.status(sent, "delivered"), tw.status(sent, "sent")]
    form = "application/x-www-form-urlencoded"
    return [
        *(Call(tw.SMS, *tw.posted(each), form) for each in said),
        *(Call(tw.STATUS, *tw.posted(each, path=tw.STATUS), form) for each in told),
    ]


def _email(broker: Broker) -> None:
    account_connect(
        broker=broker, channel="sendgrid", account_id=em.ADDRESS, token="SG.k",
        secret=f"{em.public()},{em.WORD}", config={"from": "sofia@alice.test"},
    )  # fmt: skip


def _email_day(_api: Vendor) -> list[Call]:
    plan = {"attachment1": ("plan.pdf", "application/pdf", b"%PDF-1")}
    mails = [em.mail("Is it free?"), em.mail("My plan", files=plan), em.raw_mail(charset="utf-8")]
    gone = em.event("bounce", email="gone@example.org", type="bounce")
    path = f"{em.SENDGRID}?key={em.WORD}"
    return [
        *(Call(path, body, content_type=kind) for body, kind in mails),
        Call(em.SENDGRID, *em.signed([gone, gone, em.event("open", email="other@example.org")])),
    ]


def _webchat(_broker: Broker) -> None:
    """The chat is there without an account."""


def _webchat_day(_api: Vendor) -> list[Call]:
    key = visitors_key()
    return [by_visitor(key, text, f"m-{text}") for text in ("Hola", "Busco casa", "¿Hay?")]


def _first_contact(broker: Broker) -> None:
    """Who filled in a form is written to first by WhatsApp, with a template."""
    account_connect(
        broker=broker, channel="whatsapp", account_id="111", token="t",
        config={"first_contact_template": "hola"},
    )  # fmt: skip
    MessageTemplate.objects.create(
        channel="whatsapp", account_id="111", name="hola", language="es", body="Hola {{1}}",
        status="approved", places=["1"],
    )  # fmt: skip


def _leadads(broker: Broker) -> None:
    _first_contact(broker)
    account_connect(broker=broker, channel="leadads", account_id=forms.PAGE, token="t")


def _leadads_day(api: Vendor) -> list[Call]:
    ids = [forms.lead_id(), forms.lead_id()]
    for lead in ids:
        answers = {"full_name": "Nadia Ferro", "phone_number": "+12025550102"}
        api.says(f"/{lead}", forms.meta_lead(lead, **answers))
    both = forms.meta(*(forms.meta_notice(lead) for lead in ids))
    as_words = forms.meta(forms.meta_notice(str(ids[0])))
    return [Call("/webhooks/leadads", *each) for each in (both, as_words)]


def _googleads(broker: Broker) -> None:
    _first_contact(broker)
    account_connect(broker=broker, channel="googleads", account_id="g", secret=forms.GOOGLE_KEY)


def _googleads_day(_api: Vendor) -> list[Call]:
    answers: dict[str, Any] = {"FULL_NAME": "Nadia Ferro", "PHONE_NUMBER": "+12025550102"}
    signed = [
        forms.google("lead-1", **answers),
        forms.google("lead-2", **answers, POSTAL_CODE="94043"),
        forms.google("lead-3", is_test=True, **answers),
    ]
    return [Call("/webhooks/googleads", *each) for each in signed]


def _tiktok(broker: Broker) -> None:
    _first_contact(broker)
    account_connect(
        broker=broker, channel="tiktok", account_id=forms.TIKTOK_PAGE, token="t",
        secret=forms.TIKTOK_SECRET,
    )  # fmt: skip


def _tiktok_day(_api: Vendor) -> list[Call]:
    given = {"Name": "Nadia Ferro", "Phone_number": "+12025550102"}
    one, two = (forms.tiktok_entry(lead, **given) for lead in ("7510001", "7510002"))
    bodies = [forms.tiktok_body(one), forms.tiktok_body(one, two)]
    return [Call("/webhooks/tiktok", *forms.tiktok(body)) for body in bodies]


def _linkedin(broker: Broker) -> None:
    _first_contact(broker)
    account_connect(
        broker=broker, channel="linkedin", account_id=forms.OWNER, token="t",
        secret=forms.LINKEDIN_SECRET,
    )  # fmt: skip


def _linkedin_day(api: Vendor) -> list[Call]:
    fields = {"FIRST_NAME": "Nadia", "PHONE_NUMBER": "+12025550102"}
    api.says("/leadForms/9101", forms.linkedin_form(*fields))
    for response in ("r-1", "r-2"):
        api.says(f"/leadFormResponses/{response}", forms.linkedin_response(response, **fields))
    notices = [forms.linkedin_notice(response) for response in ("r-1", "r-2")]
    return [Call("/webhooks/linkedin", *forms.linkedin(notice)) for notice in notices]


DAYS: Final[dict[str, Day]] = {
    "whatsapp": (_whatsapp, _whatsapp_day),
    "telegram": (_telegram, _telegram_day),
    "twilio": (_twilio, _twilio_day),
    "email": (_email, _email_day),
    "webchat": (_webchat, _webchat_day),
    "leadads": (_leadads, _leadads_day),
    "googleads": (_googleads, _googleads_day),
    "tiktok": (_tiktok, _tiktok_day),
    "linkedin": (_linkedin, _linkedin_day),
}
