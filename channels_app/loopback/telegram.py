"""The Bot API's methods that our adapter calls, as strict as Telegram about what it is given.

Parameters come as JSON, as a form, or as a multipart form with files, as the Bot API takes them.
"""

from __future__ import annotations

import base64
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from channels_app.loopback import outbox as kept
from channels_app.loopback.credentials import account_with_token
from channels_app.loopback.gate import for_developers
from channels_app.loopback.outbox import Sent

_TEXT_LIMIT: Final = 4096
_CAPTION_LIMIT: Final = 1024
_DATA_BYTES: Final = 64
_FILES_KEPT: Final = 50
_FILE_FIELDS: Final = ("photo", "voice", "audio", "video", "document", "sticker")
#: One grey point, for a file that nobody sent.
_PICTURE: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
_files: OrderedDict[str, bytes] = OrderedDict()
_webhooks: dict[str, dict[str, Any]] = {}

Result = Callable[[str, dict[str, Any]], Any]


class Refused(Exception):
    """Telegram would answer 400 with this description."""


@for_developers("LOOPBACK_TELEGRAM")
def telegram_method(request: HttpRequest, token: str, method: str) -> HttpResponse:
    """``/bot{token}/{method}`` of the Bot API."""
    account = account_with_token("telegram", token)
    if account is None:
        return _error(401, "Unauthorized")
    # Telegram does not mind how a method's name is written.
    answer = _METHODS.get(method.lower())
    if answer is None:
        return _error(404, "Not Found")
    try:
        result = answer(account, parameters(request))
    except Refused as refused:
        return _error(400, f"Bad Request: {refused}")
    return JsonResponse({"ok": True, "result": result})


@for_developers("LOOPBACK_TELEGRAM")
def telegram_file(request: HttpRequest, token: str, path: str) -> HttpResponse:
    """``/file/bot{token}/{file_path}``: what was uploaded under that id, else a picture."""
    if account_with_token("telegram", token) is None:
        raise Http404
    content = _files.get(path.rpartition("/")[2], _PICTURE)
    return HttpResponse(content, content_type="application/octet-stream")


def parameters(request: HttpRequest) -> dict[str, Any]:
    """A call's parameters, whatever their encoding; files as bytes."""
    if request.content_type == "application/json":
        try:
            value = orjson.loads(request.body)
        except orjson.JSONDecodeError:
            return {}
        return value if isinstance(value, dict) else {}
    given: dict[str, Any] = {**request.GET.dict(), **request.POST.dict()}
    found = {name: _loaded(name, value) for name, value in given.items()}
    return {**found, **{name: request.FILES.getlist(name)[-1].read() for name in request.FILES}}


def _loaded(name: str, value: str) -> Any:
    """A form's value: text stays text, anything else is written as JSON."""
    if name in {"text", "caption"}:
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def _message(account: str, given: Mapping[str, Any], **content: Any) -> dict[str, Any]:
    """Keep an accepted message and answer it as Telegram would show it."""
    chat = str(given.get("chat_id") or "")
    if not chat.lstrip("-").isdigit():
        raise Refused("chat not found")
    _check_keyboard(given.get("reply_markup"))
    number = kept.next_number()
    # Telegram's are 32 bits wide and unique in their chat.
    message_id = number % 2**31
    words = str(given.get("text") or given.get("caption") or "")
    kept.keep(Sent(number, time.time(), "telegram", account, chat, words, f"{chat}:{message_id}"))
    return {
        "message_id": message_id,
        "from": {"id": 1, "is_bot": True, "first_name": "Loopback"},
        "chat": {"id": int(chat), "type": "private"},
        "date": int(time.time()),
        **content,
    }


def _send_message(account: str, given: dict[str, Any]) -> Any:
    text = str(given.get("text") or "").strip()
    if not text:
        raise Refused("message text is empty")
    if _units(text) > _TEXT_LIMIT:
        raise Refused("message is too long")
    return _message(account, given, text=text)


def _send_file(name: str) -> Result:
    def send(account: str, given: dict[str, Any]) -> Any:
        content = given.get(name)
        if isinstance(content, str) and content.startswith("attach://"):
            content = given.get(content.removeprefix("attach://"))
        if not content:
            raise Refused(f"there is no {name} in the request")
        caption = str(given.get("caption") or "")
        if _units(caption) > _CAPTION_LIMIT:
            raise Refused("message caption is too long")
        file = _keep_file(content)
        shown = [{**file, "width": 1, "height": 1}] if name == "photo" else file
        if name in {"voice", "audio", "video"}:
            shown = {**file, "duration": 1, "width": 1, "height": 1}
        if name == "sticker":
            shown = {**file, "width": 1, "height": 1, "is_animated": False, "is_video": False,
                     "type": "regular"}  # fmt: skip
        more = {"caption": caption} if caption else {}
        return _message(account, given, **{name: shown}, **more)

    return send


def _keep_file(content: Any) -> dict[str, Any]:
    raw = content if isinstance(content, bytes) else str(content).encode()
    name = f"FILE{kept.next_number()}"
    _files[name] = raw
    while len(_files) > _FILES_KEPT:
        _files.popitem(last=False)
    return {"file_id": name, "file_unique_id": name, "file_size": len(raw)}


def _send_location(account: str, given: dict[str, Any]) -> Any:
    try:
        place = {name: float(given[name]) for name in ("latitude", "longitude")}
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("invalid location") from error
    return _message(account, given, location=place)


def _get_file(_account: str, given: dict[str, Any]) -> Any:
    name = str(given.get("file_id") or "")
    if not name:
        raise Refused("invalid file_id")
    content = _files.get(name, _PICTURE)
    return {
        "file_id": name,
        "file_unique_id": name,
        "file_size": len(content),
        "file_path": f"files/{name}",
    }


def _set_webhook(account: str, given: dict[str, Any]) -> Any:
    if not str(given.get("url") or "").startswith("https://"):
        raise Refused("bad webhook: An HTTPS URL must be provided for webhook")
    _webhooks[account] = {name: given.get(name) for name in ("url", "allowed_updates")}
    return True


def _webhook_info(account: str, _given: dict[str, Any]) -> Any:
    told = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
    return told | {name: value for name, value in _webhooks.get(account, {}).items() if value}


def _delete_webhook(account: str, _given: dict[str, Any]) -> Any:
    _webhooks.pop(account, None)
    return True


def _me(account: str, _given: dict[str, Any]) -> Any:
    number = int(account) if account.isdigit() else 1
    return {"id": number, "is_bot": True, "first_name": "Loopback", "username": "loopback_bot"}


def _yes(_account: str, _given: dict[str, Any]) -> Any:
    return True


_METHODS: Final[dict[str, Result]] = {
    "getme": _me,
    "sendmessage": _send_message,
    "sendlocation": _send_location,
    **{f"send{name}": _send_file(name) for name in _FILE_FIELDS},
    "sendchataction": _yes,
    "setmessagereaction": _yes,
    "answercallbackquery": _yes,
    "getfile": _get_file,
    "setwebhook": _set_webhook,
    "getwebhookinfo": _webhook_info,
    "deletewebhook": _delete_webhook,
}


def _check_keyboard(markup: Any) -> None:
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    for button in (button for row in rows or [] for button in row):
        data = str(button.get("callback_data") or "").encode()
        if "url" not in button and not 1 <= len(data) <= _DATA_BYTES:
            raise Refused("BUTTON_DATA_INVALID")
        if not button.get("text"):
            raise Refused("can't parse inline keyboard button: field text is empty")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _error(status: int, description: str) -> JsonResponse:
    return JsonResponse(
        {"ok": False, "error_code": status, "description": description}, status=status
    )
