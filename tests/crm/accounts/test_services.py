"""Changing people."""

from __future__ import annotations

import pytest

from crm.accounts.models import User
from crm.accounts.permissions import ABILITIES, can
from crm.accounts.selectors import user_get_for, user_list_for
from crm.accounts.services import user_create, user_update
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.errors import Conflict, Invalid, NotFound
from crm.core.models import AuditLog
from tests.platform import PASSWORD, person


def test_an_e_mail_signs_in_one_person_whatever_its_case(alice: Broker) -> None:
    person("t_alice", "ana@alice.test")

    with pytest.raises(Conflict):
        person("t_alice", "ANA@alice.test")


def test_adding_somebody_is_audited_without_their_name(alice: Broker) -> None:
    user = person("t_alice", "ana@alice.test")

    row = AuditLog.objects.get(verb="crm.user.created")
    assert row.object_id == user.pk
    assert "ana" not in str(row.changes).lower()


@pytest.mark.parametrize(
    "wrong",
    [{"role": "KING"}, {"language": "xx"}, {"name": "x" * 121}, {"email": "x"}, {"password": "1"}],
)
def test_what_cannot_stand_is_refused(alice: Broker, wrong: dict[str, str]) -> None:
    facts = {"email": "new@alice.test", "password": PASSWORD} | wrong

    with pytest.raises(Invalid) as refusal:
        user_create(actor=SYSTEM, **facts)

    assert set(refusal.value.fields) == set(wrong)


def test_the_last_admin_stays(alice: Broker) -> None:
    boss = person("t_alice", "boss@alice.test", role="ADMIN")

    with pytest.raises(Conflict):
        user_update(user=boss, role="AGENT", actor=SYSTEM)
    with pytest.raises(Conflict):
        user_update(user=boss, is_active=False, actor=SYSTEM)

    person("t_alice", "second@alice.test", role="ADMIN")
    boss.refresh_from_db()
    assert user_update(user=boss, role="AGENT", actor=SYSTEM).role == "AGENT"


def test_an_agent_sees_who_is_here_and_an_admin_also_who_left(alice: Broker) -> None:
    boss = person("t_alice", "boss@alice.test", role="ADMIN")
    ana = person("t_alice", "ana@alice.test")
    gone = person("t_alice", "gone@alice.test")
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert gone in user_list_for(boss)
    assert gone not in user_list_for(ana)
    with pytest.raises(NotFound):
        user_get_for(ana, gone.pk)
    with pytest.raises(NotFound):
        user_get_for(ana, "no uuid")


@pytest.mark.parametrize("ability", sorted(ABILITIES))
def test_an_admin_may_everything_and_who_left_nothing(alice: Broker, ability: str) -> None:
    boss = User(role="ADMIN")

    assert can(boss, ability)
    assert not can(User(role="ADMIN", is_active=False), ability)
    assert not can(User(role="OTHER"), ability)


def test_an_agent_may_not_run_the_place(alice: Broker) -> None:
    agent = User(role="AGENT")

    assert can(agent, "leads.edit")
    assert not can(agent, "users.edit")
    assert not can(agent, "leads.delete")
    with pytest.raises(KeyError):
        can(agent, "no.such.ability")
