"""Making and changing brokers: whole, or not at all."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from crm.accounts.models import User
from crm.brokers import cloning
from crm.brokers.events import broker_created
from crm.brokers.models import Broker, ChannelRoute, Domain
from crm.brokers.selectors import active_schemas, broker_get
from crm.brokers.services import (
    broker_create,
    broker_delete,
    broker_resume,
    broker_suspend,
    domain_add,
    route_connect,
)
from crm.core.errors import Conflict, Invalid, NotFound
from crm.core.tenancy import current_schema, in_schema
from crm.leads.models import Stage
from tests.platform import PASSWORD

pytestmark = pytest.mark.django_db


def make(slug: str = "nueva", **other: object) -> Broker:
    facts = {"name": "Nueva", "admin_email": "Jefa@Nueva.test", "admin_password": PASSWORD}
    return broker_create(slug=slug, **{**facts, **other})  # type: ignore[arg-type]


def test_a_new_broker_is_whole_and_made_within_a_second() -> None:
    begun = time.perf_counter()

    broker = make(language="es")

    assert time.perf_counter() - begun < 1.5
    with in_schema("nueva"):
        admin = User.objects.get()
        assert (admin.email, admin.role) == ("jefa@nueva.test", "ADMIN")
        assert admin.check_password(PASSWORD)
        assert Stage.objects.filter(key="viewing_booked").exists()
    assert list(broker.domains.values_list("domain", flat=True)) == ["nueva.localhost"]
    assert current_schema() == "public"


def test_a_new_broker_answers_at_its_host_at_once(bare: Client) -> None:
    assert bare.get("/login/", HTTP_HOST="nueva.localhost").status_code == 404

    make()

    assert bare.get("/login/", HTTP_HOST="nueva.localhost").status_code == 200


CATALOGUE = """
    SELECT 'table', c.relname, c.relkind::text, '' FROM pg_class c
      WHERE c.relnamespace = %(schema)s::text::regnamespace AND c.relkind NOT IN ('i', 'I')
    UNION ALL SELECT 'column', c.relname, a.attname,
      concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
                a.attgenerated, replace(pg_get_expr(d.adbin, d.adrelid), %(schema)s::text, '@'))
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relnamespace = %(schema)s::text::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND NOT a.attisdropped
    UNION ALL SELECT 'sequence', c.relname, s.seqmin::text, s.seqmax::text
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
      WHERE c.relnamespace = %(schema)s::text::regnamespace
    UNION ALL SELECT 'constraint', k.conrelid::regclass::text, k.conname,
      replace(pg_get_constraintdef(k.oid), %(schema)s::text || '.', '@.')
      FROM pg_constraint k WHERE k.connamespace = %(schema)s::text::regnamespace
    UNION ALL SELECT 'index', tablename, indexname, replace(indexdef, %(schema)s::text || '.', '@.')
      FROM pg_indexes WHERE schemaname = %(schema)s::text
    UNION ALL SELECT 'trigger', c.relname, t.tgname, '' FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = %(schema)s::text::regnamespace AND NOT t.tgisinternal
    UNION ALL SELECT 'routine', p.proname, '', '' FROM pg_proc p
      WHERE p.pronamespace = %(schema)s::text::regnamespace
    UNION ALL SELECT 'type', t.typname, t.typtype::text, '' FROM pg_type t
      WHERE t.typnamespace = %(schema)s::text::regnamespace AND t.typtype IN ('e', 'd', 'r')
"""


def catalogue(schema: str) -> list[tuple[str, ...]]:
    """Everything PostgreSQL knows of a schema, without the schema's own name."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO ''")
        cursor.execute(CATALOGUE, {"schema": schema})
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL search_path TO public")
    return sorted(tuple(_plain(str(cell), schema) for cell in row) for row in rows)


def _plain(text: str, schema: str) -> str:
    # PostgreSQL prints the casts of a condition in another place after reading its own print.
    return re.sub(r"::(text|character varying)(\[\])?|[()]", "", text.replace(f"{schema}.", "@."))


def test_a_cloned_schema_is_the_template_down_to_the_names_of_its_constraints() -> None:
    make()

    cloned = catalogue("nueva")

    assert len(cloned) > 300
    assert set(cloned) ^ set(catalogue(cloning.TEMPLATE)) == set()


def test_a_cloned_schema_counts_its_own_ids_on() -> None:
    make()

    with in_schema("nueva"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())"
            " RETURNING id > (SELECT max(id) FROM template.django_migrations)"
        )
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"slug": "public"}, "slug"),
        ({"slug": "template"}, "slug"),
        ({"slug": "pg_x"}, "slug"),
        ({"slug": "Nueva"}, "slug"),
        ({"slug": "9a"}, "slug"),
        ({"slug": 'a";drop'}, "slug"),
        ({"name": "  "}, "name"),
        ({"language": "xx"}, "language"),
        ({"country": "chile"}, "country"),
        ({"currency": "pesos"}, "currency"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"admin_email": "nobody"}, "email"),
        ({"admin_password": "1234"}, "password"),
        ({"domain": "localhost"}, "domain"),
        ({"domain": "not a host"}, "domain"),
    ],
)
def test_what_cannot_stand_is_named_and_leaves_nothing_behind(
    wrong: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        make(**wrong)

    assert field in refusal.value.fields
    assert not Broker.objects.filter(schema_name=wrong.get("slug", "nueva")).exists()
    assert not cloning.schema_exists("nueva")


def test_a_slug_is_given_once() -> None:
    make()

    with pytest.raises(Conflict, match="already a broker nueva"):
        make()


def test_a_leftover_schema_is_not_taken_over() -> None:
    cloning.schema_make("nueva")

    with pytest.raises(Conflict, match="belongs to no broker"):
        make()


def test_a_failing_listener_undoes_the_whole_broker() -> None:
    def fails(**_signal: object) -> None:
        raise Invalid("no stages today")

    broker_created.connect(fails)
    try:
        with pytest.raises(Invalid, match="no stages today"):
            make()
    finally:
        broker_created.disconnect(fails)

    assert not Broker.objects.filter(schema_name="nueva").exists()
    assert not cloning.schema_exists("nueva")
    assert current_schema() == "public"


def test_a_suspended_broker_says_so_at_once_and_comes_back(bare: Client) -> None:
    broker = make()
    page: dict[str, Any] = {"path": "/login/", "HTTP_HOST": "nueva.localhost"}
    assert bare.get(**page).status_code == 200

    broker_suspend(broker=broker)

    refused = bare.get(**page)
    assert refused.status_code == 503
    assert refused["Retry-After"]
    api = bare.get("/api/v1/auth/me", HTTP_HOST="nueva.localhost")
    assert api.status_code == 503
    assert api.json()["error"]["code"] == "suspended"
    assert "nueva" not in active_schemas()
    broker_resume(broker=broker)
    assert bare.get(**page).status_code == 200
    assert "nueva" in active_schemas()


def test_a_domain_of_its_own_leads_to_the_broker_whatever_its_writing(bare: Client) -> None:
    broker = make()

    domain_add(broker=broker, domain="WWW.Nueva.CL.")

    for host in ("www.nueva.cl", "WWW.NUEVA.CL:8443", "www.nueva.cl."):
        assert bare.get("/login/", HTTP_HOST=host).status_code == 200, host


def test_a_domain_belongs_to_one_broker() -> None:
    domain_add(broker=make(), domain="casas.cl")
    other = make("otra", admin_email="o@otra.test")

    with pytest.raises(Conflict):
        domain_add(broker=other, domain="casas.cl")
    assert Domain.objects.get(domain="casas.cl").tenant.slug == "nueva"


def test_a_route_is_not_stolen_and_again_is_harmless() -> None:
    broker = make()
    other = make("otra", admin_email="o@otra.test")
    route_connect(broker=broker, channel="telegram", account_id="777", secret="s1")
    route_connect(broker=broker, channel="telegram", account_id="777", secret="s2")

    with pytest.raises(Conflict):
        route_connect(broker=other, channel="telegram", account_id="777")
    with pytest.raises(Conflict):
        route_connect(broker=other, channel="telegram", account_id="778", secret="s2")
    with pytest.raises(Invalid):
        route_connect(broker=broker, channel="pigeon", account_id="777")
    assert ChannelRoute.objects.count() == 1


def test_deleting_a_broker_takes_its_schema_along() -> None:
    broker_delete(broker=make())

    assert not cloning.schema_exists("nueva")
    with pytest.raises(NotFound):
        broker_get("nueva")
