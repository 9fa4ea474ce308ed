"""Opening and closing what a Flow exchanges with our endpoint.

RSA-OAEP with SHA-256 carries an AES-128 key, AES-GCM the data; the answer is closed with the same
key and every bit of the IV inverted. Source:
developers.facebook.com/documentation/business-messaging/whatsapp/flows, implementing an endpoint.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BITS: Final = 2048
_OAEP: Final = padding.OAEP(
    mgf=padding.MGF1(algorithm=hashes.SHA256()), algorithm=hashes.SHA256(), label=None
)


class CannotOpen(Exception):
    """Not closed for this key, or not whole."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A request in clear, and what its answer is closed with."""

    request: dict[str, Any]
    key: bytes = field(repr=False)
    iv: bytes = field(repr=False)


def open_request(envelope: Mapping[str, Any], private_key_pem: str) -> Opened:
    """The request inside an envelope; raises :class:`CannotOpen`."""
    try:
        parts = [
            base64.b64decode(str(envelope[name]), validate=True)
            for name in ("encrypted_aes_key", "encrypted_flow_data", "initial_vector")
        ]
        closed_key, data, iv = parts
        key = _private(private_key_pem).decrypt(closed_key, _OAEP)
        request = orjson.loads(AESGCM(key).decrypt(iv, data, None))
    except (KeyError, ValueError, binascii.Error, InvalidTag) as error:
        raise CannotOpen(type(error).__name__) from error
    if not isinstance(request, dict):
        raise CannotOpen("not an object")
    return Opened(request, key, iv)


def close_answer(answer: Mapping[str, Any], opened: Opened) -> bytes:
    """The answer as base64 text, closed for whoever asked."""
    inverted = bytes(byte ^ 0xFF for byte in opened.iv)
    return base64.b64encode(AESGCM(opened.key).encrypt(inverted, orjson.dumps(answer), None))


def new_private_key() -> str:
    """A new RSA key of 2048 bits, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def public_key_of(private_key_pem: str) -> str:
    """The public half, as PEM; ValueError for what is no RSA key of 2048 bits."""
    key = _private(private_key_pem)
    if key.key_size != _KEY_BITS:
        raise ValueError("WhatsApp takes RSA keys of 2048 bits only.")
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def _private(pem: str) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except TypeError as error:
        raise ValueError("The private key asks for a password.") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("Not an RSA key.")
    return key
