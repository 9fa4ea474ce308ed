"""Files in a thread: seen where they may be, said in words where not, and sent with a bar."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from crm.accounts.models import User
from crm.conversations.files import IncomingFile
from crm.conversations.models import Attachment, Conversation
from crm.conversations.services import message_receive
from crm.core.files import write
from tests.browser.conftest import SeatFor
from tests.browser.stage import lead, thread


def png(width: int = 240, height: int = 160) -> bytes:
    """A picture of one colour."""
    rows = (b"\x00" + b"\x3a\x8a\x86" * width) * height

    def part(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(rows))
        + part(b"IEND", b"")
    )


@pytest.fixture(autouse=True)
def _media_root(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def comes(talk: Conversation, kind: str, **fields: Any) -> Attachment:
    """A message with a file comes in; with ``content`` the file is there."""
    content = fields.pop("content", None)
    known = f"in.{talk.pk}.{kind}.{fields.get('state', '')}"
    message, _new = message_receive(
        conversation=talk,
        external_id=known,
        text="",
        sent_at=timezone.now(),
        kind=kind,
        files=[IncomingFile(kind=kind, filename=fields.pop("filename", ""))],
    )
    row = Attachment.objects.get(message=message)
    if content is not None:
        fields |= {"state": "stored", "due_at": None, "size": len(content), "file": str(row.pk)}
        write(str(row.pk), [content], limit=10**7)
    Attachment.objects.filter(pk=row.pk).update(**fields)
    return row


def all_kinds(talk: Conversation) -> None:
    """One file of every kind and state."""
    comes(talk, "image", content=png(), mime_type="image/png")
    said = "Hola, busco un departamento de dos dormitorios en Ñuñoa, con estacionamiento"
    comes(talk, "audio", content=b"OggS", mime_type="audio/ogg", transcript=said, seconds=12)
    comes(
        talk, "document", content=b"%PDF-1.7", mime_type="application/pdf",
        filename="Certificado de preaprobación hipotecaria del Banco.pdf",
    )  # fmt: skip
    comes(talk, "video")
    comes(talk, "sticker", state="gone", due_at=None)
    comes(talk, "document", state="refused", due_at=None, error="The file is too big.")
    for kind, payload, text in (
        ("location", {"location": {"latitude": -33.45, "longitude": -70.6}}, "Casa, Ñuñoa"),
        ("contacts", {"contacts": {"names": ["Juan Soto"], "phones": ["+56987650009"]}}, "Juan"),
    ):
        message_receive(
            conversation=talk, external_id=f"in.{talk.pk}.{kind}", text=text,
            sent_at=timezone.now(), kind=kind, payload=payload,
        )  # fmt: skip


def choose(page: Page, content: bytes, name: str = "plano.png") -> None:
    file: FilePayload = {"name": name, "mimeType": "image/png", "buffer": content}
    page.set_input_files("[data-file]", files=[file])


def test_every_kind_of_file_is_shown_for_what_it_is(seat: SeatFor, boss: User) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    all_kinds(talk)
    page = seat(boss).open(f"/inbox/{talk.pk}/")

    picture = page.locator(".file-image img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 240)
    expect(page.locator("audio")).to_be_visible()
    expect(page.locator(".file-said")).to_contain_text("dos dormitorios")
    expect(page.locator("a.file-card", has_text="Certificado")).to_be_visible()
    expect(page.locator(".file-waiting")).to_be_visible()
    expect(page.locator(".file-trouble")).to_have_count(2)
    expect(page.locator('a[href*="openstreetmap"]')).to_have_attribute("rel", "noopener noreferrer")


def test_a_file_is_shown_before_it_is_sent_and_goes_once(seat: SeatFor, boss: User) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    page = seat(boss).open(f"/inbox/{talk.pk}/")
    choose(page, png())

    expect(page.locator("[data-file-preview]")).to_be_visible()
    page.locator("[data-composer]").fill("El plano")
    page.keyboard.press("Enter")

    expect(page.locator(".bubble", has_text="El plano").locator(".file-image")).to_have_count(1)
    expect(page.locator("[data-file-box]")).to_be_hidden()
    expect(page.locator("[data-composer]")).to_have_value("")
    assert Attachment.objects.filter(message__text="El plano", state="stored").count() == 1


def test_a_file_too_big_is_refused_before_it_goes(
    seat: SeatFor, boss: User, tmp_path: Path
) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    # A file of the disk: its bytes need not go through Playwright's pipe, which takes a minute.
    plan = tmp_path / "plano.dwg"
    with plan.open("wb") as empty:
        empty.truncate(25 * 1024 * 1024 + 1)
    page = seat(boss).open(f"/inbox/{talk.pk}/")
    page.set_input_files("[data-file]", plan)
    page.locator("form.composer [type=submit]").click()

    expect(page.locator("[data-file-note]")).to_contain_text("25")
    expect(page.locator("[data-file-box]")).to_have_attribute("data-trouble", "")
    page.locator("[data-file-drop]").click()
    expect(page.locator("[data-file-box]")).to_be_hidden()
    assert not Attachment.objects.exists()


def test_a_picture_is_pasted_and_dropped(seat: SeatFor, boss: User) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    page = seat(boss).open(f"/inbox/{talk.pk}/")
    for kind, holder in (("paste", "clipboardData"), ("drop", "dataTransfer")):
        page.evaluate(
            """([kind, holder]) => {
                const files = new DataTransfer();
                files.items.add(new File(["x"], `${kind}.txt`, {type: "text/plain"}));
                const init = {bubbles: true, cancelable: true, [holder]: files};
                const Kind = kind === "paste" ? ClipboardEvent : DragEvent;
                document.querySelector("[data-composer]").dispatchEvent(new Kind(kind, init));
            }""",
            [kind, holder],
        )
        expect(page.locator("[data-file-name]")).to_have_text(f"{kind}.txt")
