"""The message templates of a business account, as the Graph API lists them.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from channels_app.channels.base import Account, Advice, SendError
from channels_app.channels.whatsapp import graph

_FIELDS: Final = "name,language,category,status,components,rejected_reason"
_PAGE: Final = "200"
#: More than a business account may have; an answer that never ends does not keep us for ever.
_MOST_PAGES: Final = 60


def templates(account: Account) -> Iterator[Mapping[str, Any]]:
    """Every template of the account's business account; raises :class:`SendError`."""
    waba = str(account.config.get("waba_id") or "")
    if not waba:
        raise SendError(
            "no_waba_id",
            "Connect the number with --option waba_id=… to read its templates.",
            Advice.DEAD,
        )
    after = ""
    for _page in range(_MOST_PAGES):
        params = {"fields": _FIELDS, "limit": _PAGE} | ({"after": after} if after else {})
        answer = graph.get(account, waba, "message_templates", params=params)
        for row in answer.get("data") or []:
            if isinstance(row, dict) and row.get("name") and row.get("language"):
                yield {**row, "reason": row.get("rejected_reason") or ""}
        following = _next_page(answer.get("paging"))
        if not following or following == after:
            return
        after = following


def _next_page(paging: Any) -> str:
    """The cursor of the next page, "" on the last one; the address told with it is not followed."""
    cursors = paging.get("cursors") if isinstance(paging, dict) and paging.get("next") else None
    return str(cursors.get("after") or "") if isinstance(cursors, dict) else ""
