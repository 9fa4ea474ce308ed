"""What goes out over the Graph API, and what its answers mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from channels_app.channels.base import Account, Advice, Outgoing, SendError
from channels_app.channels.registry import adapter_for
from channels_app.channels.whatsapp.files import SIZES
from tests.fakes.graph import GraphWire
from tests.payloads import whatsapp

Make = Callable[..., Outgoing]
WA = adapter_for("whatsapp")


def refusal(outgoing: Outgoing) -> SendError:
    with pytest.raises(SendError) as caught:
        WA.send(outgoing)
    return caught.value


def test_a_text_carries_our_own_id(graph: GraphWire, make: Make) -> None:
    assert WA.send(make(text="hola", reply_to="wamid.Q")) == "wamid.OUT"

    assert graph.calls[0].url.path == f"/v26.0/{whatsapp.NUMBER}/messages"
    assert graph.calls[0].headers["authorization"] == "Bearer wa-token"
    assert graph.body == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": "text",
        "to": "12025550123",
        "text": {"body": "hola", "preview_url": False},
        "context": {"message_id": "wamid.Q"},
        "biz_opaque_callback_data": "ours-1",
    }


def test_who_shows_no_number_is_answered_by_user_id(graph: GraphWire, make: Make) -> None:
    WA.send(make(peer="US.555"))

    assert graph.body["recipient"] == "US.555"
    assert "to" not in graph.body


def test_three_buttons_are_buttons_and_more_are_a_list(graph: GraphWire, make: Make) -> None:
    few = {"buttons": [{"id": str(n), "title": f"Opción {n}"} for n in range(3)]}
    many = {"buttons": [{"id": str(n), "title": f"Opción {n}"} for n in range(10)]}

    WA.send(make("buttons", payload=few))
    first = graph.body["interactive"]
    WA.send(make("buttons", payload=many))
    second = graph.body["interactive"]

    assert (first["type"], len(first["action"]["buttons"])) == ("button", 3)
    assert (second["type"], len(second["action"]["sections"][0]["rows"])) == ("list", 10)


def test_a_long_text_with_buttons_loses_no_word(graph: GraphWire, make: Make) -> None:
    WA.send(make("buttons", text="x" * 1025, payload={"buttons": [{"id": "1", "title": "Sí"}]}))

    assert graph.body["interactive"]["type"] == "list"
    assert graph.body["interactive"]["body"]["text"] == "x" * 1025


def test_more_choices_than_a_list_holds_are_numbered_lines(graph: GraphWire, make: Make) -> None:
    rows = [{"id": str(n), "title": f"Casa {n}"} for n in range(1, 12)]

    WA.send(make("list", text="Elige:", payload={"rows": rows, "button": "Ver"}))

    assert graph.body["text"]["body"].startswith("Elige:\n\n1. Casa 1\n2. Casa 2")
    assert "11. Casa 11" in graph.body["text"]["body"]


@pytest.mark.parametrize("title", ["👩‍👩‍👧" * 20, "x" * 300, "casa \ud83c", "<b>\u202e"])
def test_hostile_titles_stay_within_the_limits(graph: GraphWire, make: Make, title: str) -> None:
    payload = {"buttons": [{"id": "x" * 300, "title": title}, {"id": "x" * 300, "title": title}]}

    WA.send(make("buttons", payload=payload))

    buttons = [each["reply"] for each in graph.body["interactive"]["action"]["buttons"]]
    assert all(len(each["title"]) <= 20 and len(each["id"]) <= 256 for each in buttons)
    assert len({each["title"] for each in buttons}) == len({each["id"] for each in buttons}) == 2


def test_half_an_emoji_in_a_text_is_left_out(graph: GraphWire, make: Make) -> None:
    WA.send(make(text="hola \ud83c"))

    assert graph.body["text"]["body"] == "hola "


def test_a_template_has_its_values_where_they_belong(graph: GraphWire, make: Make) -> None:
    template = {
        "name": "visita",
        "language": "es_CL",
        "values": ["Nadia", "sábado\n11:00"],
        "places": ["name", "when"],
        "header": ["name"],
        "body": ["when", "name"],
        "buttons": ["visit:confirm", {"type": "url", "text": "abc", "index": 2}],
    }

    WA.send(make("template", payload={"template": template}))

    sent = graph.body["template"]
    assert (sent["name"], sent["language"]) == ("visita", {"code": "es_CL"})
    assert sent["components"] == [
        {
            "type": "header",
            "parameters": [{"type": "text", "text": "Nadia", "parameter_name": "name"}],
        },
        {
            "type": "body",
            "parameters": [
                {"type": "text", "text": "sábado 11:00", "parameter_name": "when"},
                {"type": "text", "text": "Nadia", "parameter_name": "name"},
            ],
        },
        {
            "type": "button", "sub_type": "quick_reply", "index": "0",
            "parameters": [{"type": "payload", "payload": "visit:confirm"}],
        },
        {
            "type": "button", "sub_type": "url", "index": "2",
            "parameters": [{"type": "text", "text": "abc"}],
        },
    ]  # fmt: skip


def test_a_template_without_places_has_no_components(graph: GraphWire, make: Make) -> None:
    WA.send(make("template", payload={"template": {"name": "hola", "language": "es"}}))

    assert graph.body["template"] == {"name": "hola", "language": {"code": "es"}}


@pytest.mark.parametrize(
    ("file", "text", "kind", "part"),
    [
        ({"kind": "image", "mime_type": "image/jpeg", "filename": "a.jpg"}, "mira", "image",
         {"id": "M1", "caption": "mira"}),
        ({"kind": "image", "mime_type": "image/heic", "filename": "a.heic"}, "", "document",
         {"id": "M1", "filename": "a.heic"}),
        ({"kind": "audio", "mime_type": "audio/ogg; codecs=opus", "filename": "a.ogg"}, "",
         "audio", {"id": "M1"}),
        ({"kind": "audio", "mime_type": "audio/mpeg", "filename": "a.mp3"}, "escucha", "document",
         {"id": "M1", "filename": "a.mp3", "caption": "escucha"}),
        ({"kind": "document", "mime_type": "application/pdf", "filename": "plano.pdf"}, "",
         "document", {"id": "M1", "filename": "plano.pdf"}),
    ],
)  # fmt: skip
def test_a_file_is_uploaded_and_sent_as_what_whatsapp_takes(
    graph: GraphWire,
    make: Make,
    file: dict[str, str],
    text: str,
    kind: str,
    part: dict[str, str],
) -> None:
    graph.answers(
        httpx.Response(200, json={"id": "M1"}),
        httpx.Response(200, json={"messages": [{"id": "wamid.OUT"}]}),
    )

    WA.send(make(file["kind"], text=text, file={**file}))

    upload = graph.calls[0]
    assert upload.url.path.endswith(f"/{whatsapp.NUMBER}/media")
    assert b"bytes" in upload.content
    assert (graph.body["type"], graph.body[kind]) == (kind, part)


def test_an_upload_that_breaks_off_has_sent_nothing(graph: GraphWire, make: Make) -> None:
    graph.answers(httpx.ReadTimeout("slow"))
    file = {"kind": "document", "mime_type": "application/pdf", "filename": "a.pdf"}

    error = refusal(make("document", file=file))

    assert (error.advice, len(graph.calls)) == (Advice.AGAIN, 1)


@pytest.mark.parametrize(
    ("content", "text", "code"),
    [(b"", "", "file_empty"), (b"x", "x" * 1025, "caption_too_long")],
)
def test_a_file_whatsapp_would_refuse_is_not_uploaded(
    graph: GraphWire, make: Make, content: bytes, text: str, code: str
) -> None:
    file = {"kind": "image", "mime_type": "image/png", "filename": "a.png", "content": content}

    error = refusal(make("image", text=text, file=file))

    assert (error.code, error.advice, graph.calls) == (code, Advice.DEAD, [])


def test_a_file_that_is_too_big_is_not_uploaded(
    graph: GraphWire, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SIZES, "document", 3)
    file = {"kind": "document", "mime_type": "application/pdf", "filename": "a.pdf"}

    assert refusal(make("document", file=file)).code == "file_too_big"
    assert graph.calls == []


def test_reactions_places_and_forms_are_sent(graph: GraphWire, make: Make) -> None:
    WA.send(make("reaction", text="👍", payload={"reaction_to": "wamid.A"}))
    assert graph.body["reaction"] == {"message_id": "wamid.A", "emoji": "👍"}

    place = {"latitude": -33.4, "longitude": -70.6, "name": "Plaza"}
    WA.send(make("location", payload={"location": place}))
    assert graph.body["location"] == place

    WA.send(make("flow", payload={"flow": {"id": "7", "token": "t", "button": "Empezar"}}))
    parameters = graph.body["interactive"]["action"]["parameters"]
    assert parameters["flow_id"] == "7"
    assert parameters["flow_action"] == "data_exchange"


@pytest.mark.parametrize(
    ("kind", "text", "payload"),
    [
        ("text", " ", {}),
        ("text", "x" * 4097, {}),
        ("buttons", "", {"buttons": [{"id": "1", "title": "a"}]}),
        ("buttons", "elige", {"buttons": [{"id": "1", "title": ""}]}),
        ("list", "x" * 4096, {"rows": [{"title": "y"}] * 11}),
        ("template", "x", {}),
        ("template", "x", {"template": {"name": "a", "values": [" "]}}),
        ("reaction", "👍", {}),
        ("location", "", {"location": {"latitude": 1}}),
        ("flow", "x", {"flow": {"id": "1"}}),
        ("image", "x", {}),
        ("hologram", "x", {}),
    ],
)
def test_what_whatsapp_could_only_refuse_stays_here(
    graph: GraphWire, make: Make, kind: str, text: str, payload: dict[str, Any]
) -> None:
    error = refusal(make(kind, text=text, payload=payload))

    assert (error.advice, graph.calls) == (Advice.DEAD, [])


def test_a_number_without_a_token_is_paused(graph: GraphWire, make: Make) -> None:
    account = Account("whatsapp", whatsapp.NUMBER, "t_alice")

    assert refusal(make(account=account)).advice == Advice.PAUSE
    assert graph.calls == []


_TABLE: list[tuple[Advice, tuple[int, ...]]] = [
    (Advice.PAUSE, (0, 190, 3, 10, 200, 219, 299, 131005, 368, 131031, 133010, 131042)),
    (Advice.AGAIN, (1, 2, 131000, 131016, 131057)),
    (Advice.WAIT, (4, 80007, 130429, 131048, 131056, 133016)),
    (Advice.DEAD, (33, 100, 131008, 131009, 131021, 131026, 131049, 130472, 131051, 131052,
                   131053, 131062, 132000, 132001, 132005, 132007, 132012, 132015, 132016,
                   999999)),
    (Advice.TEMPLATE, (131047,)),
    (Advice.OPTED_OUT, (131050,)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "advice"), [(code, advice) for advice, codes in _TABLE for code in codes]
)
def test_a_code_says_what_may_be_done(
    graph: GraphWire, make: Make, code: int, advice: Advice
) -> None:
    graph.error(code)

    error = refusal(make())

    assert (error.code, error.advice) == (str(code), advice)
    assert str(error)


@pytest.mark.parametrize(
    ("status", "headers", "code", "seconds"),
    [
        (429, {"retry-after": "20"}, 130429, 20.0),
        (400, {}, 130429, 6.0),
        (400, {}, 131048, 900.0),
        (
            400,
            {"x-business-use-case-usage": '{"1":[{"estimated_time_to_regain_access":3}]}'},
            80007,
            180.0,
        ),
        (400, {"x-business-use-case-usage": "[]"}, 80007, 6.0),
        (400, {"x-business-use-case-usage": '{"1":5}', "retry-after": "x"}, 80007, 6.0),
    ],
)
def test_a_wait_is_as_long_as_meta_says(
    graph: GraphWire,
    make: Make,
    status: int,
    headers: dict[str, str],
    code: int,
    seconds: float,
) -> None:
    graph.error(code, status=status, headers=headers)

    assert refusal(make()).retry_after == seconds


def test_an_opt_out_of_marketing_is_of_marketing_only(graph: GraphWire, make: Make) -> None:
    graph.error(131050)

    assert refusal(make()).scope == "marketing"


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        (httpx.Response(429, text="slow down"), Advice.WAIT),
        (httpx.Response(500, text="<html>oops</html>"), Advice.AGAIN),
        (httpx.Response(503, text="<html>oops</html>"), Advice.AGAIN),
        (httpx.Response(502, text="<html>bad gateway</html>"), Advice.UNSURE),
        (httpx.Response(504, text="<html>gateway</html>"), Advice.UNSURE),
        (httpx.Response(200, json={"messages": []}), Advice.UNSURE),
        (httpx.Response(200, json={"messages": [None]}), Advice.UNSURE),
        (httpx.Response(200, text="<html>"), Advice.UNSURE),
        (httpx.Response(401, text=""), Advice.PAUSE),
        (httpx.Response(404, text="no"), Advice.DEAD),
        (httpx.Response(400, json={"error": "odd"}), Advice.DEAD),
        (httpx.Response(400, json={"error": {"code": 7777, "is_transient": True}}), Advice.AGAIN),
        (httpx.Response(500, json={"error": {"code": 7777}}), Advice.AGAIN),
        (httpx.ReadTimeout("slow"), Advice.UNSURE),
        (httpx.RemoteProtocolError("cut"), Advice.UNSURE),
        (httpx.ConnectError("nobody"), Advice.AGAIN),
    ],
)
def test_an_answer_without_a_code_is_judged_by_what_may_have_happened(
    graph: GraphWire, make: Make, answer: Any, advice: Advice
) -> None:
    graph.answers(answer)

    assert refusal(make()).advice == advice
