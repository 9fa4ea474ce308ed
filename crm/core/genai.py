"""Google's SDK as we use it, whatever for: its address, its HTTP client, its limit of time."""

from __future__ import annotations

import math

import httpx2
from google import genai
from google.genai import types

from crm.core.deadline import event_hooks

_ADDRESS = "https://generativelanguage.googleapis.com"


def gemini_client(api_key: str, base_url: str) -> genai.Client:
    """A client by API key; an empty ``base_url`` is Google's own.

    Keep it for as long as it is used: the SDK closes its connections when it is collected.
    """
    # People paste addresses that end with the version, which the SDK adds by itself.
    address, version = base_url.rstrip("/"), None
    if address.endswith(("/v1", "/v1beta")):
        address, _, version = address.rpartition("/")
    return genai.Client(
        api_key=api_key,
        # Said, since an environment variable could turn it on.
        enterprise=False,
        http_options=types.HttpOptions(
            base_url=address or _ADDRESS,
            api_version=version,
            httpx_client=httpx2.Client(follow_redirects=True, event_hooks=event_hooks()),
        ),
    )


def within(seconds: float) -> types.HttpOptions:
    """The options of one call that must be over by then."""
    return types.HttpOptions(timeout=max(1, math.ceil(seconds * 1000)))
