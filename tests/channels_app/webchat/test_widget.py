"""The script that other sites load."""

from __future__ import annotations

import json

from django.test import Client

from crm.brokers.models import Broker
from crm.brokers.services import broker_update
from tests.channels_app.sockets import HOST, OTHER_HOST


def test_the_script_is_a_call_with_the_brokers_facts(visitor: Client, alice: Broker) -> None:
    answer = visitor.get("/widget.js")
    body = answer.content.decode()

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    facts = json.loads(body.rpartition("\n})(")[2].removesuffix(");\n"))
    assert facts == {"name": alice.name, "language": alice.language}


def test_what_a_broker_is_called_stays_a_string(visitor: Client, alice: Broker) -> None:
    broker_update(broker=alice, changes={"name": '"});alert(1)//\u2028</script>'})

    facts = visitor.get("/widget.js").content.decode().rpartition("\n})(")[2]

    assert json.loads(facts.removesuffix(");\n"))["name"].startswith('"});alert(1)')


def test_the_script_may_be_kept_and_asked_for_again(visitor: Client, alice: Broker) -> None:
    first = visitor.get("/widget.js")
    again = visitor.get("/widget.js", headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"].startswith("public, max-age=300")
    assert first["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert (again.status_code, again.content) == (304, b"")

    broker_update(broker=alice, changes={"name": "Otra"})
    assert visitor.get("/widget.js", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_script_is_the_same_for_everybody_and_leaves_no_cookie(alice: Broker) -> None:
    spanish = Client(headers={"host": HOST, "accept-language": "es"})
    english = Client(headers={"host": HOST, "accept-language": "en"})

    first, second = spanish.get("/widget.js"), english.get("/widget.js")

    assert first.content == second.content
    assert not first.cookies


def test_each_broker_has_a_script_of_its_own(visitor: Client, charlie: Broker) -> None:
    other = Client(headers={"host": OTHER_HOST}).get("/widget.js").content.decode()

    assert charlie.name in other
    assert charlie.name not in visitor.get("/widget.js").content.decode()


def test_the_bare_host_has_no_chat_to_embed(bare: Client) -> None:
    assert bare.get("/widget.js").status_code == 404


def test_the_script_is_only_read(visitor: Client) -> None:
    assert visitor.head("/widget.js").status_code == 200
    assert visitor.post("/widget.js").status_code == 405
