"""What a system's database says of the conversations of a test, read from outside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import psycopg

from config.bench.seed import SLUG

_MINE = "(SELECT id FROM conversations_conversation WHERE peer LIKE %(peers)s)"


@dataclass(frozen=True)
class Ledger:
    """The state of one test's conversations."""

    received: Counter[str]  # how often each message of a lead stands there, by its text
    unanswered: int  # messages after the one an answer took into account
    waiting: int  # events not interpreted, turns not done, deliveries not made
    out: dict[str, str]  # the status of each of our messages by its id
    failed: int  # events, turns and deliveries given up


def read(url: str, prefix: str) -> Ledger:
    """The ledger of conversations with phones that begin like this."""
    peers = {"peers": f"+{prefix}%"}
    with psycopg.connect(url, options=f"-csearch_path={SLUG}") as connection:

        def count(sql: str) -> int:
            row = connection.execute(sql, peers).fetchone()
            return int(row[0]) if row else 0

        received = connection.execute(
            f"SELECT text FROM conversations_message WHERE direction = 'in' "
            f"AND conversation_id IN {_MINE}",
            peers,
        )
        out = connection.execute(
            f"SELECT id::text, status FROM conversations_message WHERE direction = 'out' "
            f"AND conversation_id IN {_MINE}",
            peers,
        )
        return Ledger(
            received=Counter(text for (text,) in received),
            out=dict(out.fetchall()),
            unanswered=count(
                "SELECT count(*) FROM conversations_message m JOIN conversations_conversation c "
                "ON c.id = m.conversation_id WHERE m.direction = 'in' AND c.peer LIKE %(peers)s "
                "AND (c.answered_until IS NULL OR m.id > c.answered_until)"
            ),
            waiting=count("SELECT count(*) FROM channels_app_inboundevent WHERE state = 'received'")
            + count(
                "SELECT count(*) FROM agents_turn WHERE state IN ('pending', 'running') "
                f"AND conversation_id IN {_MINE}"
            )
            + count(
                "SELECT count(*) FROM channels_app_delivery WHERE state IN ('queued', 'sending') "
                f"AND conversation_id IN {_MINE}"
            ),
            failed=count("SELECT count(*) FROM channels_app_inboundevent WHERE state = 'failed'")
            + count(
                "SELECT count(*) FROM agents_turn WHERE state = 'failed' "
                f"AND conversation_id IN {_MINE}"
            )
            + count(
                "SELECT count(*) FROM channels_app_delivery WHERE state = 'dead' "
                f"AND conversation_id IN {_MINE}"
            ),
        )
