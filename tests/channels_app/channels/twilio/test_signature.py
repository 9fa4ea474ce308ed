"""Our verifier and Twilio's own agree on what is signed, over forms and addresses at random."""

from __future__ import annotations

import hashlib
import random
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from twilio.request_validator import RequestValidator

from channels_app.channels.base import BadSignature
from channels_app.channels.twilio.forms import pairs_of
from channels_app.channels.twilio.signature import SHA256, check_signature, signature_settings
from tests.payloads import twilio

TEXTS = (
    "",
    " ",
    "  Olá 🏡 + 100% ",
    "a=b&c",
    "ñ",
    "\u2028",
    "<b>",
    "A",
    "a",
    "9",
    "\x7f",
    "\t\r\n",
)
NAMES = ("Body", "To", "to", "Ñame", "a b", "Media0", "Z", "_", "🏡", "")
PLACES = (
    "https://crm.example.com/webhooks/twilio/sms",
    "https://crm.example.com:443/webhooks/twilio/sms",
    "https://crm.example.com:8443/sms?tenant=1&x=%20y",
    "http://crm.example.com/sms?",
    "http://crm.example.com:80/s%C3%B1s",
    "https://crm.example.com/sms?a=1&a=2#frag",
)


def accepts(form: bytes, url: str, header: str, token: str = twilio.TOKEN) -> bool:
    try:
        check_signature(secret=token, urls=[url], header=header, form=pairs_of(form))
    except BadSignature:
        return False
    return True


def theirs(form: bytes, url: str, header: str, token: str = twilio.TOKEN) -> bool:
    return bool(RequestValidator(token).validate(url, QueryDict(form), header))


@pytest.mark.parametrize("seed", range(40))
def test_what_their_library_accepts_we_accept_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    pairs = [(chance.choice(NAMES), chance.choice(TEXTS)) for _ in range(chance.randrange(12))]
    body, url = urlencode(pairs).encode(), chance.choice(PLACES)
    signed = RequestValidator(twilio.TOKEN).compute_signature(url, QueryDict(body))

    for place in PLACES:
        assert accepts(body, place, signed) == theirs(body, place, signed), place
    spoilt = signed[:-4] + ("AAA=" if signed[-4:] != "AAA=" else "BBB=")
    for header in (signed, spoilt, signed.lower(), signed + " ", "", "ñ"):
        assert accepts(body, url, header) == theirs(body, url, header), header
    for other in (b"", body + b"&Body=x", body.replace(b"Body", b"body"), body[:-1]):
        assert accepts(other, url, signed) == theirs(other, url, signed), other
    assert not accepts(body, url, signed, token="another")


def test_an_http_address_is_not_an_https_one() -> None:
    form = twilio.sms("hi")
    body = urlencode(form).encode()
    signed = twilio.mark("https://crm.example.com/sms", form)

    assert accepts(body, "https://crm.example.com:443/sms", signed)
    assert not accepts(body, "http://crm.example.com/sms", signed)


def test_a_repeated_name_counts_each_value_once() -> None:
    form = [("A", "2"), ("A", "1"), ("A", "2")]
    signed = twilio.mark("https://x.example/", form)

    assert accepts(b"A=2&A=1&A=2", "https://x.example/", signed)
    assert accepts(b"A=1&A=2", "https://x.example/", signed)
    assert theirs(b"A=1&A=2", "https://x.example/", signed)


def test_a_get_is_signed_by_its_address_alone() -> None:
    url = "https://x.example/sms?Body=hi&From=%2B1"
    signed = twilio.mark(url)

    check_signature(secret=twilio.TOKEN, urls=[url], header=signed)
    with pytest.raises(BadSignature):
        check_signature(secret=twilio.TOKEN, urls=[url + "1"], header=signed)


JSON = '{"note": "ação / 🏠", "account_sid": "AC1"}'.encode()


def json_url(body: bytes = JSON, digest: str = "") -> str:
    found = digest or hashlib.sha256(body).hexdigest()
    return f"https://x.example/sms?tenant=1&bodySHA256={found}"


@pytest.mark.parametrize(
    ("url", "body", "good"),
    [
        (json_url(), JSON, True),
        (json_url(), JSON + b" ", False),
        (json_url(digest="0" * 64), JSON, False),
        (json_url(digest="ñ"), JSON, False),
    ],
)
def test_a_json_body_is_proven_by_the_digest_in_its_address(
    url: str, body: bytes, good: bool
) -> None:
    signed = twilio.mark(url)
    told = RequestValidator(twilio.TOKEN).validate(url, body.decode(), signed)

    try:
        check_signature(secret=twilio.TOKEN, urls=[url], header=signed, body=body)
    except BadSignature:
        assert (told, good) == (False, False)
    else:
        assert (told, good) == (True, True)


def test_a_json_body_without_a_digest_is_not_proven() -> None:
    url = "https://x.example/sms"

    with pytest.raises(BadSignature):
        check_signature(secret="t", urls=[url], header=twilio.mark(url, token="t"), body=JSON)


@pytest.mark.parametrize(
    "header",
    ["", "key=K1,algorithm=HMAC_SHA256", " key = K1 , algorithm= HMAC_SHA256 ", "algorithm=", "x"],
)
def test_the_settings_header_is_read_as_their_library_reads_it(header: str) -> None:
    from twilio.request_validator import get_signature_algorithm

    ours = signature_settings(header).get("algorithm", "HMAC_SHA1")

    assert ours == get_signature_algorithm(header)


def test_a_shared_key_signs_with_sha256() -> None:
    url, form = "https://x.example/sms", twilio.sms("hi")
    signed = RequestValidator("shared").compute_signature(url, dict(form), SHA256)

    check_signature(secret="shared", urls=[url], header=signed, form=form, algorithm=SHA256)
    with pytest.raises(BadSignature):
        check_signature(secret="shared", urls=[url], header=signed, form=form)
    with pytest.raises(BadSignature):
        check_signature(secret="shared", urls=[url], header=signed, form=form, algorithm="MD5")


@pytest.mark.parametrize("url", ["", "https://[", "https://x:port/", "nonsense"])
def test_an_address_that_is_none_proves_nothing(url: str) -> None:
    changes: dict[str, Any] = {"secret": "t", "urls": [url], "header": "AAAA"}

    with pytest.raises(BadSignature):
        check_signature(**changes)
