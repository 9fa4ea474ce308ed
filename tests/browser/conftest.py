"""A real Chromium at a real server: uvicorn in a thread of the test, on the test's database."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config.asgi import application
from crm.accounts.models import User
from crm.brokers import hosts
from crm.brokers.models import Broker
from crm.core import rates
from tests.browser.ensure_chromium import find
from tests.channels_app.sockets import ana, boss, broker, luis, session_cookie

__all__ = ["ana", "boss", "broker", "luis"]

HOST = "t-alice.localhost"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium(schemas: None) -> Iterator[Browser]:
    """One browser for the tests of a file.

    Not for the session: Playwright keeps an event loop in this thread as long as it runs, and
    tests of other folders want it free. Our own queries between its calls are fine.
    """
    path = find()
    assert path, "No Chromium: run `make chromium` first."
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def site(chromium: Browser, broker: Broker) -> Iterator[str]:
    """Address of Alice's pages on a server of this test's own."""
    hosts._forget()
    rates.forget_all()
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(application, log_level="error", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"http://{HOST}:{port}"
    server.should_exit = True
    thread.join(timeout=10)
    listener.close()


class Seat:
    """Somebody before a screen; what their browser complains of is kept."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.site = site
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        # The browser reports every refused form and every line that a test cuts.
        expected = ("status of 422", "status of 400", "net::ERR_FAILED")
        if message.type in {"error", "warning"} and not any(e in message.text for e in expected):
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        """Go there, and wait until the page is live."""
        self.page.goto(self.site + path)
        if self.page.locator("#live").count():
            self.page.wait_for_selector('#live[data-state="on"]', state="attached")
        return self.page


SeatFor = Callable[..., Seat]


@pytest.fixture
def seat(chromium: Browser, site: str) -> Iterator[SeatFor]:
    """Seat somebody; at the end nobody's browser may have complained of anything."""
    seats: list[Seat] = []

    def take(user: User | None = None, *, width: int = 1440, theme: Any = "light") -> Seat:
        phone = width < 700
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if phone else 900},
            color_scheme=theme,
            is_mobile=phone,
            has_touch=phone,
        )
        context.set_default_timeout(10_000)
        if user is not None:
            name, _sep, value = session_cookie(user).partition("=")
            context.add_cookies([{"name": name, "value": value, "url": site}])
        seats.append(Seat(context, site))
        return seats[-1]

    yield take
    complaints = [complaint for each in seats for complaint in each.complaints]
    for each in seats:
        each.context.close()
    assert not complaints
