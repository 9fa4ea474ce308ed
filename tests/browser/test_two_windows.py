"""The whole of it, as a newcomer sees it: a lead writes, and two windows watch the card move.

A real system with web, worker and beat, the demo's data, and the loopback stand-in for WhatsApp.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from config.bench.system import System
from config.demo.cast import PASSWORD
from tests.browser.ensure_chromium import find
from tests.payloads import whatsapp

NUMBER = "100000000000001"
WISH = (
    "Hola, soy Zacarías Prueba. Busco comprar un departamento de 2 dormitorios en Ñuñoa, "
    "hasta 6.000 UF, en dos meses"
)


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """A system of its own, with the settings a newcomer has."""
    running = System({"DEBUG": "1", "HSTS_SECONDS": "0"}, seed=("-c", ""))  # the demo is enough
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for both windows."""
    path = find()
    assert path, "No Chromium: run `make chromium` first."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def window(browser: Browser, system: System, email: str) -> Page:
    """The board as this person sees it, signed in and live."""
    page = browser.new_context(locale="es-CL").new_page()
    page.goto(f"http://demo.localhost:{system.port}/login/?next=/pipeline/")
    page.fill("input[type=email]", email)
    page.fill("input[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector('#live[data-state="on"]', state="attached")
    return page


def lead_writes(system: System, text: str, sender: str) -> None:
    """A WhatsApp message arrives at the webhook."""
    body, signature = whatsapp.signed(
        whatsapp.text(text, number=NUMBER, sender=sender, name="Zacarías Prueba"),
        secret=system.secret,
    )
    answer = httpx.post(
        f"http://127.0.0.1:{system.port}/webhooks/whatsapp",
        content=body,
        headers={**signature, "host": "localhost", "content-type": "application/json"},
    )
    assert answer.status_code == 200


@pytest.mark.alone
def test_a_message_to_the_webhook_moves_a_card_in_both_windows_within_two_seconds(
    system: System, chromium: Browser
) -> None:
    mine = window(chromium, system, "admin@demo.test")
    hers = window(chromium, system, "ana@demo.test")
    lead_writes(system, "Hola", "56987651234")
    for page in (mine, hers):
        expect(page.locator("#cards-contacted [id^=card-]", has_text="Zacarías")).to_be_visible()
    loaded = [page.evaluate("performance.timeOrigin") for page in (mine, hers)]

    started = time.monotonic()
    lead_writes(system, WISH, "56987651234")
    for page in (mine, hers):
        card = page.locator("#cards-qualified [id^=card-]", has_text="Zacarías")
        expect(card).to_be_visible(timeout=2000)
    took = time.monotonic() - started

    assert took < 2.0, f"{took:.2f} s"
    assert [page.evaluate("performance.timeOrigin") for page in (mine, hers)] == loaded
