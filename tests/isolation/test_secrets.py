"""Credentials and people: unreadable in the database where they should be, and nowhere else."""

from __future__ import annotations

import io
import json
import logging
from typing import Any, Final

import httpx
import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.channels.base import Account, Outgoing, SendError
from channels_app.channels.registry import adapter_for
from channels_app.models import ChannelAccount
from crm.accounts.models import User
from crm.accounts.services import superadmin_create, user_create
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.crypto import EncryptedTextField
from crm.core.logs import JsonFormatter, MaskFilter
from crm.core.masking import mask
from crm.core.tenancy import in_schema
from tests import drive
from tests.api.client import Api
from tests.api.described import calls
from tests.channels_app.sockets import HOST
from tests.isolation.cast import Things, browser, everything
from tests.isolation.routes import PAGES
from tests.isolation.test_hosts import BARE
from tests.isolation.test_tables import OURS
from tests.platform import PASSWORD

TOKEN: Final = "7654321098:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
SECRET: Final = "s3cret-of-alices-bot"
PHONE, EMAIL = "+56987654321", "marcela.soto@correo.test"


@pytest.fixture
def bot(alice: Broker) -> ChannelAccount:
    """Alice's Telegram bot."""
    return account_connect(
        broker=alice, channel="telegram", account_id="7654321098", token=TOKEN, secret=SECRET
    )


@pytest.fixture
def written() -> Any:
    """Everything that is logged, at the lowest level, as the console would show it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(MaskFilter())
    root = logging.getLogger()
    level = root.level
    loud = [logging.getLogger(name) for name in ("httpx", "httpcore", "django.request")]
    levels = [each.level for each in loud]
    root.addHandler(handler)
    for each in (root, *loud):
        each.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)
    for each, before in zip(loud, levels, strict=True):
        each.setLevel(before)


def raw(table: str) -> str:
    """A table as whoever stole a backup reads it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(t::text, '|') FROM {table} t")
        return str(cursor.fetchone()[0])


def test_a_token_at_rest_is_unreadable(bot: ChannelAccount) -> None:
    assert ChannelAccount.objects.get(pk=bot.pk).token == TOKEN

    for table in ("t_alice.channels_app_channelaccount", "public.brokers_channelroute"):
        kept = raw(table)
        for secret in (TOKEN, SECRET, TOKEN.partition(":")[2]):
            assert secret not in kept, table


def test_the_same_token_twice_is_not_known_to_be_the_same(bot: ChannelAccount) -> None:
    first = raw("t_alice.channels_app_channelaccount")
    bot.save()

    assert raw("t_alice.channels_app_channelaccount") != first


def test_every_field_that_sounds_like_a_credential_is_encrypted_or_a_digest() -> None:
    words = ("token", "secret", "password", "api_key", "credential", "private")
    #: Counts of tokens, Django's own hash, and the digests a call and a model's key are known by.
    harmless = {"password", "secret_digest", "credential", "first_token_ms"}

    for model in OURS:
        for field in model._meta.concrete_fields:
            if any(word in field.name for word in words) and not field.name.endswith("tokens"):
                assert field.name in harmless or isinstance(field, EncryptedTextField), field


def test_passwords_are_argon2(alice: Broker, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    person = user_create(email="eva@alice.test", password=PASSWORD, actor=SYSTEM)

    with in_schema("public"):
        root = superadmin_create(email="root@sofia.test", password=PASSWORD)

    assert person.password.startswith("argon2$argon2id$")
    assert root.password.startswith("argon2$argon2id$")
    assert PASSWORD not in raw("t_alice.accounts_user") + raw("public.accounts_user")


def test_no_page_and_no_answer_shows_a_credential(
    bot: ChannelAccount, admin: User, as_admin: Api, hers: Things
) -> None:
    client = browser(admin)
    answers = [client.get(page.path(hers)) for page in PAGES]
    ids = {
        "leads/": hers.lead, "conversations/": hers.conversation, "tasks/": hers.task,
        "attachments/": hers.attachment,
    }  # fmt: skip
    for call in calls():
        if not call.is_write:
            found = next((pk for start, pk in ids.items() if call.path.startswith(start)), "x")
            answers.append(as_admin.get(call.path.replace("{id}", str(found))))

    shown = "".join(answer.getvalue().decode() for answer in answers)

    for secret in (TOKEN, SECRET, "argon2$", "md5$"):
        assert secret not in shown


def test_the_console_shows_no_credential(bot: ChannelAccount, bare: Client, alice: Broker) -> None:
    with in_schema("public"):
        root = superadmin_create(email="root@sofia.test", password=PASSWORD)
        bare.force_login(root)
    route = alice.routes.get(account_id="7654321098")
    paths = [path for path in BARE if path.startswith("/admin/")]
    paths += [
        f"/admin/brokers/broker/{alice.pk}/change/",
        f"/admin/brokers/broker/{alice.pk}/conversations/",
        f"/admin/brokers/channelroute/{route.pk}/change/",
        f"/admin/accounts/user/{root.pk}/change/",
    ]

    # Signing out ends the test; the short link to an object asks for one that exists.
    paths = [path for path in paths if path not in {"/admin/logout/", "/admin/r/1/1/"}]

    shown = "".join(bare.get(path).content.decode() for path in paths)

    assert "7654321098" in shown
    for secret in (TOKEN, SECRET, route.secret_digest, root.password):
        assert secret not in shown


def test_the_audit_log_keeps_no_credential(bot: ChannelAccount, admin: User) -> None:
    person = user_create(email="eva@alice.test", password=PASSWORD, actor=admin.as_actor())

    kept = raw("t_alice.core_auditlog")

    for secret in (TOKEN, SECRET, PASSWORD, person.password):
        assert secret not in kept


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"POST https://api.telegram.org/bot{TOKEN}/sendMessage failed", TOKEN.partition(":")[2]),
        (f"bot {TOKEN}", TOKEN.partition(":")[2]),
        (f"Key (email)=({EMAIL}) already exists.", "marcela"),
        (f"Key (kind, value)=(phone, {PHONE}) already exists.", "8765432"),
        (f"{{'wa_id': '{PHONE[1:]}'}}", "8765432"),
        (f"whatsapp:100000000000001:{PHONE}", "8765432"),
        (f"peer={PHONE[1:]} text", "8765432"),
        (f"https://wa.me/{PHONE[1:]}", "8765432"),
        (f"tel:{PHONE}", "8765432"),
        ("Authorization: Bearer abc.def.ghi", "abc.def"),
        ("{'Authorization': 'Bearer abcdefghij'}", "abcdefghij"),
        ("X-Telegram-Bot-Api-Secret-Token: hunter22", "hunter22"),
        ("Cookie: sessionid=abcdef; sofia_chat=ghijkl:mnopq", "ghijkl"),
        ("sofia_chat=ghijklmnop:qrstuv", "ghijklmnop"),
        ("GET /?token=hunter22&x=1", "hunter22"),
        ('{"refresh": "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoxfQ.c2ln"}', "eyJ1c2VyIjoxfQ"),
        ("postgres://sofia:hunter22@db/sofia", "hunter22"),
        ('{"password": "correct horse 7", "x": 1}', "horse"),
        ("password=hunter22", "hunter22"),
    ],
)
def test_a_secret_or_a_person_in_a_log_line_is_masked(text: str, secret: str) -> None:
    assert secret not in mask(text)


@pytest.mark.usefixtures("number", "channel", "window_off")
def test_a_whole_conversation_leaves_no_person_in_the_log(
    alice: Broker, model: Any, written: Any
) -> None:
    model.calls(("update_lead", {"name": "Marcela Soto", "phone": PHONE, "email": EMAIL}))
    model.says("Gracias, Marcela.")
    drive.receive(f"Soy Marcela, {PHONE}, {EMAIL}", sender=PHONE[1:])
    drive.settle()
    browser(None).get(f"/leads/?q={EMAIL}&phone={PHONE}")
    browser(None).post("/login/", {"email": EMAIL, "password": "hunter22"})

    lines = written.getvalue()

    for secret in ("8765432", "marcela.soto", "hunter22"):
        assert secret not in lines


def test_a_failed_send_leaves_no_token_in_the_log(
    bot: ChannelAccount, written: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError(f"broke while reading {request.url}")

    client = httpx.Client(transport=httpx.MockTransport(broken))
    monkeypatch.setattr("channels_app.channels.calls.client", lambda: client)
    outgoing = Outgoing(
        message_id="1", peer="42", kind="text", text="Hola", payload={},
        account=Account("telegram", bot.account_id, "t_alice", TOKEN),
    )  # fmt: skip

    try:
        adapter_for("telegram").send(outgoing)
    except SendError:
        logging.getLogger("channels_app").exception("Could not be sent: %r", outgoing)

    lines = written.getvalue()
    assert "Could not be sent" in lines
    assert "sendMessage" in lines
    assert TOKEN.partition(":")[2] not in lines
    assert all(json.loads(line) for line in lines.splitlines())


def test_a_database_error_leaves_no_person_in_the_log(alice: Broker, written: Any) -> None:
    user_create(email=EMAIL, password=PASSWORD, actor=SYSTEM)
    try:
        User.objects.create(email=EMAIL, name="x")
    except IntegrityError as error:
        logging.getLogger("crm").exception("Refused %s for %s", error, {"email": EMAIL})

    assert "Refused" in written.getvalue()
    assert "marcela.soto" not in written.getvalue()


def test_an_error_page_tells_nothing(alice: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_anything: Any, **_more: Any) -> Any:
        raise RuntimeError(f"{TOKEN} {EMAIL}")

    monkeypatch.setattr("crm.accounts.views.render", broken)
    monkeypatch.setattr("crm.accounts.api.sign_in", broken)
    client = Client(headers={"host": HOST}, raise_request_exception=False)
    page = client.get("/login/")
    call = client.post(
        "/api/v1/auth/login", {"email": EMAIL, "password": "x"}, content_type="application/json"
    )

    for answer in (page, call):
        assert answer.status_code == 500
        for secret in (TOKEN, EMAIL, "RuntimeError", "Traceback", "views.py"):
            assert secret not in answer.content.decode()


def test_a_refused_sign_in_writes_nothing(alice: Broker) -> None:
    before = everything("t_alice"), everything("public")

    for email in (EMAIL, "' OR 1=1 --", "x" * 5000):
        browser(None).post("/login/", {"email": email, "password": "x"})

    assert (everything("t_alice"), everything("public")) == before
    assert not Session.objects.exists()
