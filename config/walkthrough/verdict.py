"""What must be true of the lead afterwards, asked of the REST API as the broker's admin."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any, Final

import httpx

from config.walkthrough.errors import WalkthroughError

QUALIFIED_FROM: Final = 60
_ARRIVED: Final = {"sent", "delivered", "read"}
_RECEIPTS_WITHIN: Final = 8.0


class Office:
    """The broker's API with an admin signed in."""

    def __init__(self, url: str, *, host: str, email: str, password: str) -> None:
        self._client = httpx.Client(base_url=f"{url}/api/v1/", timeout=10, headers={"host": host})
        signed_in = self._call("POST", "auth/login", json={"email": email, "password": password})
        self._client.headers["authorization"] = f"Bearer {signed_in['access']}"

    def lead_with(self, phone: str) -> dict[str, Any]:
        """The lead of this phone; WalkthroughError when there is none."""
        found = self._call("GET", "leads", params={"q": phone})["results"]
        if not found:
            raise WalkthroughError(f"There is no lead with the phone +{phone}.")
        return dict(found[0])

    def viewing_of(self, lead_id: str) -> dict[str, Any] | None:
        """The timeline's note of the booked viewing, if there is one."""
        notes = self._call("GET", f"leads/{lead_id}/timeline", params={"limit": 100})["results"]
        booked = (note for note in notes if note["data"].get("appointment"))
        return next(booked, None)

    def replies_of(self, lead_id: str) -> list[dict[str, Any]]:
        """Everything Sofía wrote to the lead."""
        found: list[dict[str, Any]] = []
        for talk in self._call("GET", f"leads/{lead_id}/conversations")["results"]:
            path = f"conversations/{talk['id']}/messages"
            messages = self._call("GET", path, params={"limit": 100})["results"]
            found += [message for message in messages if message["direction"] == "out"]
        return found

    def _call(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        try:
            answer = self._client.request(method, path, **what)
            body: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise WalkthroughError(
                f"The API did not answer {path} ({type(error).__name__})."
            ) from error
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            said = body.get("error", {}).get("message", "")
            raise WalkthroughError(f"The API answered {path} with {answer.status_code}: {said}")
        return body


def check(office: Office, phone: str, delivered: list[str]) -> dict[str, Any]:
    """The lead, after everything promised was found true; WalkthroughError names what was not."""
    lead = office.lead_with(phone)
    score = lead["score"] or 0
    if not lead["qualified"] or score < QUALIFIED_FROM:
        raise WalkthroughError(f"The lead is not qualified: it has {score} points.")
    if lead["stage"] != "viewing_booked":
        raise WalkthroughError(f"The lead stands at {lead['stage']!r}, not at 'viewing_booked'.")
    viewing = office.viewing_of(lead["id"])
    if viewing is None:
        raise WalkthroughError("There is no appointment.")
    _check_delivered(office, lead["id"], delivered)
    return {**lead, "viewing": viewing}


def _check_delivered(office: Office, lead_id: str, delivered: list[str]) -> None:
    twice = [name for name, count in Counter(delivered).items() if count > 1]
    if twice:
        raise WalkthroughError(f"{len(twice)} replies were delivered twice.")
    until = time.monotonic() + _RECEIPTS_WITHIN
    while True:
        replies = office.replies_of(lead_id)
        missing = [reply for reply in replies if reply["id"] not in delivered]
        if missing:
            raise WalkthroughError(f"{len(missing)} replies were written and never delivered.")
        waiting = [reply for reply in replies if reply["status"] not in _ARRIVED]
        if not waiting:
            return
        if time.monotonic() > until:
            raise WalkthroughError(f"A delivered reply still stands as {waiting[0]['status']!r}.")
        time.sleep(0.25)
