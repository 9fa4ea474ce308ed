"""The listing's page with its ads, and the call of the API."""

from __future__ import annotations

import pytest
from django.test import Client

from agents.adcopy.models import AdCopy
from crm.accounts.models import User
from crm.inventory.models import Unit
from tests.api.client import Api
from tests.api.described import assert_described, named
from tests.isolation.cast import browser

pytestmark = pytest.mark.usefixtures("alice")


@pytest.fixture
def bobs_browser(bob: User) -> Client:
    return browser(bob)


def test_the_listing_has_a_page(bobs_browser: Client, flat: Unit) -> None:
    page = bobs_browser.get(f"/inventory/{flat.pk}/").content.decode()

    assert "UF 4.500" in page
    assert 'id="ads"' in page


def test_ads_are_written_from_the_page_and_stay(bobs_browser: Client, flat: Unit) -> None:
    answer = bobs_browser.post(f"/agents/ads/units/{flat.pk}/", {"platform": "google"})

    assert answer.status_code == 302
    page = bobs_browser.get(answer["Location"].partition("#")[0]).content.decode()
    assert page.count("data-copy-all") == 6
    assert "/30" in page


def test_htmx_gets_the_panel_alone(bob: User, flat: Unit) -> None:
    answer = browser(bob, htmx=True).post(f"/agents/ads/units/{flat.pk}/", {"platform": "meta"})

    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith("<section")


def test_the_api_writes_ads(as_bob: Api, flat: Unit) -> None:
    answer = as_bob.post(
        "ad-copy/generate", {"unit": str(flat.pk), "platform": "meta", "language": "en"}
    )

    found = answer.json()
    assert answer.status_code == 200
    assert_described(named("ad_copy_generate"), answer)
    assert [each["language"] for each in found["variations"]] == ["en"] * 3
    assert all(t["length"] <= t["limit"] for v in found["variations"] for t in v["texts"])


def test_a_repeat_writes_nothing_again(as_bob: Api, flat: Unit) -> None:
    body = {"unit": str(flat.pk), "platform": "tiktok"}

    first = as_bob.post("ad-copy/generate", body, idempotency_key="ads-1")
    again = as_bob.post("ad-copy/generate", body, idempotency_key="ads-1")

    assert first.json() == again.json()
    assert AdCopy.objects.count() == 1


def test_unit_or_brief_not_both(as_bob: Api, flat: Unit) -> None:
    body = {"unit": str(flat.pk), "brief": "Casa", "platform": "meta"}

    assert as_bob.post("ad-copy/generate", body).status_code == 400
    assert as_bob.post("ad-copy/generate", {"platform": "meta"}).status_code == 400
