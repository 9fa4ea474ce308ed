"""A broker's files: whole or not there, in a folder of the broker's own, gone with the broker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm.brokers.models import Broker
from crm.conversations.files import plain_name
from crm.core.files import FileTooBig, folder_remove, path_of, write
from crm.core.sniffing import kind_of, type_of
from crm.core.tenancy import in_schema


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return Path(settings.MEDIA_ROOT)


@pytest.mark.parametrize("name", ["../t_charlie/a", "/etc/passwd", "..", "a/../../b", ""])
def test_no_name_leads_out_of_the_brokers_folder(alice: Broker, name: str) -> None:
    with pytest.raises(ValueError, match="folder"):
        path_of(name)


def test_one_broker_never_reads_anothers(alice: Broker, charlie: Broker) -> None:
    with in_schema("t_alice"):
        write("messages/aa/1", [b"hers"], limit=10)

    with in_schema("t_charlie"):
        assert not path_of("messages/aa/1").exists()


def test_what_breaks_off_leaves_nothing(alice: Broker, root: Path) -> None:
    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write("a", breaks(), limit=100)
    with pytest.raises(FileTooBig):
        write("a", [b"12345", b"6"], limit=5)
    assert not [each for each in root.rglob("*") if each.is_file()]


def test_a_broker_that_goes_takes_its_files_along(alice: Broker, root: Path) -> None:
    write("a", [b"x"], limit=5)
    (root / "t_charlie").mkdir()

    folder_remove("t_alice")

    assert [each.name for each in root.iterdir()] == ["t_charlie"]


@pytest.mark.parametrize("schema", ["", ".", "..", "/", "a/../.."])
def test_only_a_brokers_folder_is_ever_removed(root: Path, schema: str) -> None:
    (root / "t_alice").mkdir(parents=True)

    folder_remove(schema)

    assert (root / "t_alice").exists()


@pytest.mark.parametrize(
    ("head", "claimed", "found"),
    [
        (b"\xff\xd8\xff\xe0", "text/html", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBP", "", "image/webp"),
        (b"\x00\x00\x00\x18ftypM4A ", "", "audio/mp4"),
        (b"\x00\x00\x00\x18ftypisom", "audio/mp4", "audio/mp4"),
        (b"\x00\x00\x00\x18ftypisom", "", "video/mp4"),
        (b"\xff\xf1\x50", "", "audio/aac"),
        (b"#!AMR\n", "", "audio/amr"),
        (b"PK\x03\x04", "application/zip", "application/zip"),
        (b"PK\x03\x04", "text/html", "application/zip"),
        ("año,ñandú\n".encode() * 9, "text/csv", "text/csv"),
        (b"hola", "text/html", "text/plain"),
        (b"<html>", "text/plain", "application/octet-stream"),
        (b"\xef\xbb\xbf<svg", "image/png", "application/octet-stream"),
        (b"#!/bin/sh", "text/plain", "application/octet-stream"),
        (b"", "image/png", "application/octet-stream"),
        (b" %PDF-1.4", "application/pdf", "text/plain"),
    ],
)
def test_the_bytes_say_what_a_file_is(head: bytes, claimed: str, found: str) -> None:
    assert type_of(head, claimed) == found


def test_what_a_browser_cannot_show_is_a_document() -> None:
    assert [kind_of(each) for each in ("image/png", "image/tiff", "audio/ogg", "text/plain")] == [
        "image",
        "document",
        "audio",
        "document",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\plano.pdf", "plano.pdf"),
        ("foto\u202egnp.exe", "fotognp.exe"),
        ("a\r\nX-Evil: 1.png", "aX-Evil: 1.png"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("...", ""),
    ],
)
def test_a_strangers_name_hides_nothing(name: str, shown: str) -> None:
    assert plain_name(name) == shown
