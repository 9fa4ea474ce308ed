"""What answers on which host: the platform's things on the bare one, a broker's on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver

from crm.accounts.models import User
from crm.accounts.services import superadmin_create
from crm.brokers.models import Broker
from crm.core.tenancy import in_schema
from tests.api.described import calls
from tests.isolation.cast import Things, browser, everything
from tests.isolation.routes import FORM, PAGES
from tests.platform import ALICES_HOST, PASSWORD

#: The only address both have: a broker's work of today, the platform's choice of a broker.
_FRONT: Final = "/"
#: Doors of the console that are open by their nature.
_DOORS: Final = {"/admin/login/", "/admin/logout/", "/admin/jsi18n/"}


def addresses(urlconf: str) -> list[str]:
    """Every address of a host, with 1 where an id belongs."""
    return sorted({re.sub(r"<[^>]+>", "1", path) for path in _below(get_resolver(urlconf), "/")})


def _below(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _below(each, route)
        elif "^" not in route and "(" not in route:
            yield route


BARE: Final = [path for path in addresses("config.urls.bare") if path != _FRONT]
CONSOLE: Final = [path for path in BARE if path.startswith("/admin/") and path not in _DOORS]


def test_a_brokers_host_has_nothing_of_the_platform(admin: User) -> None:
    client = browser(admin)

    for path in BARE:
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 404, path
    assert {"/admin/", "/webhooks/whatsapp", "/webhooks/telegram", "/metrics"} <= set(BARE)


def test_the_bare_host_has_nothing_of_a_broker(bare: Client, hers: Things) -> None:
    paths = [page.path(hers) for page in PAGES if page.route]
    paths += [f"/api/v1/{call.path}" for call in calls()]

    for path in paths:
        for answer in (bare.get(path), bare.post(path, FORM)):
            assert answer.status_code == 404, path


def test_the_bare_hosts_front_says_nothing_of_brokers(bare: Client, alice: Broker) -> None:
    assert alice.name not in bare.get("/").content.decode()


@pytest.mark.parametrize("role", ["AGENT", "ADMIN"])
def test_a_brokers_people_are_nobody_in_the_console(
    bare: Client, admin: User, bob: User, role: str
) -> None:
    bare.cookies = browser(admin if role == "ADMIN" else bob).cookies
    before = everything("public")

    for path in CONSOLE:
        for answer in (bare.get(path), bare.post(path, FORM)):
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/admin/login/"), path

    assert everything("public") == before


def test_a_superadmin_of_a_brokers_schema_is_none_of_the_platforms(
    bare: Client, alice: Broker
) -> None:
    # However such a row came about: the console asks the public schema who is who.
    rogue = User.objects.create_superuser("rogue@alice.test", PASSWORD)
    bare.cookies = browser(rogue).cookies

    assert bare.get("/admin/brokers/broker/").status_code == 302
    answer = bare.post("/admin/login/", {"username": "rogue@alice.test", "password": PASSWORD})
    assert answer.status_code == 200


def test_a_superadmins_session_opens_no_broker(alice: Broker) -> None:
    with in_schema("public"):
        root = superadmin_create(email="root@sofia.test", password=PASSWORD)
        home = Client(headers={"host": "localhost"})
        home.force_login(root)
    stranger = Client(headers={"host": ALICES_HOST})
    stranger.cookies = home.cookies

    assert stranger.get("/leads/")["Location"].startswith("/login/")


def test_the_console_shows_no_table_of_a_broker(db: None) -> None:
    request = RequestFactory().get("/admin/")
    request.user = AnonymousUser()
    registered: set[Any] = {model._meta.app_label for model in admin.site._registry}

    assert registered <= {"brokers", "accounts", "django_celery_beat"}
