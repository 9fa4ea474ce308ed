"""What somebody wrote, without history and signature."""

from __future__ import annotations

import time

import pytest

from channels_app.channels.email.addresses import account_ids, address_of, is_aligned
from channels_app.channels.email.html import text_of_html
from channels_app.channels.email.quoting import own_words


@pytest.mark.parametrize(
    "history",
    [
        "On Fri, you wrote:\n> Hello",
        "On Fri, Nov 20, 2026 at 10:40 AM Sofía <\ns@a.test> wrote:\n\n> Hello\n> you",
        "El vie, 20 nov 2026 a las 10:40, Sofía (<s@a.test>) escribió:\n> Hola",
        "Em sex., 20 de nov. de 2026 às 10:40, Sofía <s@a.test> escreveu:\n> Olá",
        "Le ven. 20 nov. 2026 à 10:40, Sofía <s@a.test> a écrit :\n> Bonjour",
        "-----Original Message-----\nFrom: Sofía\nHello",
        "-----Mensaje original-----\nHola",
        "________________________________\nFrom: Sofía <s@a.test>\nSent: Friday\nTo: N\n\nHello",
        "De: Sofía <s@a.test>\nEnviado el: viernes\nPara: N\nAsunto: x\n\nHola",
        "> Hello",
        "-- \nNadia Ferro\n+1 202 555",
        "Sent from my iPhone",
        "Enviado desde mi iPhone",
        "On Fri, Sofía wrote:\nHello without marks",
    ],
)
def test_only_the_new_part_is_left(history: str) -> None:
    assert own_words(f"At five, please.\n\n{history}") == "At five, please."


def test_answers_between_quoted_lines_stay() -> None:
    text = "On Fri, Sofía wrote:\n> When?\nAt five.\n> Where?\nThere."

    assert own_words(text) == "At five.\nThere."


def test_a_forwarded_mail_stays_whole() -> None:
    text = "See below\n\n---------- Forwarded message ---------\nFlat for sale"

    assert "Flat for sale" in own_words(text)


def test_html_that_only_forwards_is_not_empty() -> None:
    assert text_of_html('<div class="gmail_quote">Flat <i>for</i> sale</div>') == "Flat for sale"


def test_a_mail_of_nothing_but_quotes_is_not_empty() -> None:
    assert own_words("> Hello") == "> Hello"


@pytest.mark.parametrize("text", ["On Monday I wrote to you: nothing came", "From: A to B", "--"])
def test_plain_sentences_are_no_history(text: str) -> None:
    assert own_words(text) == text


def test_a_hostile_text_is_read_quickly() -> None:
    began = time.monotonic()

    own_words("On " + "a " * 90_000 + "\n" + "El \n" * 20_000)
    text_of_html("<div " * 100_000 + "<p>" * 50_000)

    assert time.monotonic() - began < 5


def test_addresses_have_one_spelling() -> None:
    assert address_of('"N, F" <Nadia@Example.com>') == "nadia@example.com"
    assert address_of("nobody") == ""
    assert account_ids("a+b+c@x.test") == ["a+b+c@x.test", "a+b@x.test", "a@x.test", "x.test"]
    assert is_aligned("mail.example.com", "example.com")
    assert not is_aligned("badexample.com", "example.com")
