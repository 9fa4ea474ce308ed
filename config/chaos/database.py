"""What the system's database says, read from outside with plain SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from config.chaos.books import Person
from config.chaos.seed import BROKERS


@dataclass(frozen=True, slots=True)
class Row:
    """A message as it stands there, with its conversation."""

    broker: str
    id: str
    conversation: str
    channel: str
    peer: str
    holder: str
    reason: str
    direction: str
    author: str
    text: str
    status: str
    created_at: datetime


_MESSAGES = """
    SELECT m.id::text, c.id::text, c.channel, c.peer, c.holder, c.handover_reason, m.direction,
           m.author, m.text, m.status, m.created_at
      FROM conversations_message m JOIN conversations_conversation c ON c.id = m.conversation_id
     ORDER BY m.id
"""
# Whatever still has to happen by itself.
_WAITING = """
    SELECT (SELECT count(*) FROM channels_app_inboundevent WHERE state = 'received')
         + (SELECT count(*) FROM agents_turn WHERE state IN ('pending', 'running'))
         + (SELECT count(*) FROM channels_app_delivery WHERE state IN ('queued', 'sending')
             OR (state = 'unsure' AND settle_at IS NOT NULL))
"""
_FAILED = """
    SELECT (SELECT count(*) FROM channels_app_inboundevent WHERE state = 'failed')
         + (SELECT count(*) FROM agents_turn WHERE state = 'failed')
"""
_CONVERSATION = """
    SELECT id::text FROM conversations_conversation
     WHERE channel = %s AND peer = %s AND holder <> 'closed'
"""
# A copy of the person's message and of its delivery, but in Sofía's name.
_TALK_OVER = """
    WITH said AS (
        SELECT m.id FROM conversations_message m JOIN conversations_conversation c
            ON c.id = m.conversation_id
         WHERE c.channel = %(channel)s AND c.peer = %(peer)s AND c.holder <> 'closed'
           AND m.direction = 'out' AND m.author = 'person' AND m.kind = 'text' LIMIT 1
    ), written AS (
        INSERT INTO conversations_message
        SELECT (jsonb_populate_record(m, jsonb_build_object(
               'id', uuidv7(), 'author', 'sofia', 'author_user_id', NULL, 'text', %(words)s::text,
               'status', 'queued', 'external_id', '', 'client_key', '', 'created_at', now()))).*
          FROM conversations_message m JOIN said ON said.id = m.id
     RETURNING id
    )
    INSERT INTO channels_app_delivery
    SELECT (jsonb_populate_record(d, jsonb_build_object(
           'id', uuidv7(), 'message_id', written.id, 'state', 'queued', 'is_forced', true,
           'attempts', 0, 'due_at', now(), 'lease_until', NULL, 'settle_at', NULL))).*
      FROM channels_app_delivery d JOIN said ON said.id = d.message_id CROSS JOIN written
"""


def messages(url: str) -> list[Row]:
    """Every message of every broker, in the order of their ids."""
    found = []
    for broker in BROKERS:
        with _connect(url, broker) as connection:
            found += [Row(broker, *row) for row in connection.execute(_MESSAGES)]
    return found


def waiting(url: str) -> int:
    """How many rows still wait for something to be done."""
    return _count(url, _WAITING)


def failed(url: str) -> int:
    """How many rows were given up."""
    return _count(url, _FAILED)


def conversation_of(url: str, lead: Person) -> str:
    """The id of the lead's open conversation, "" while there is none or nobody can tell."""
    try:
        with _connect(url, lead.broker) as connection:
            row = connection.execute(_CONVERSATION, [lead.channel, lead.peer]).fetchone()
    except psycopg.OperationalError:
        return ""
    return str(row[0]) if row else ""


def talk_over(url: str, lead: Person, words: str) -> None:
    """Sabotage: write into the outbox in Sofía's name, past every rule there is."""
    with _connect(url, lead.broker) as connection:
        connection.execute(_TALK_OVER, {"channel": lead.channel, "peer": lead.peer, "words": words})


def _count(url: str, sql: str) -> int:
    total = 0
    for broker in BROKERS:
        with _connect(url, broker) as connection:
            row = connection.execute(sql).fetchone()
            total += int(row[0]) if row else 0
    return total


def _connect(url: str, broker: str) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(url, options=f"-csearch_path={broker}")
