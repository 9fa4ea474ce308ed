"""A broker's schema, copied from the migrated template in one round trip.

django-tenants' own clone function was tried (0.14 s) and dropped: it gives every UNIQUE constraint
a name of its own and narrows identity columns, so a clone and a migrated schema drift apart and
later migrations that name a constraint fail; it also makes and drops types in ``public`` on each
call. What Django's migrations produce is tables, identity columns, indexes and constraints, and
copying exactly these keeps every name. A test compares the catalogue of both schemas, so a
migration that adds something else (a view, a trigger) is noticed.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connection
from psycopg import sql

TEMPLATE: Final = "template"

_CLONE: Final = """
DO $clone$
DECLARE
    source text := {source};
    target text := {target};
    item record;
    copied bigint;
    path text := current_setting('search_path');
BEGIN
    -- Definitions are printed with their schema only while it is not on the path.
    PERFORM set_config('search_path', '', true);
    EXECUTE format('CREATE SCHEMA %I', target);

    FOR item IN
        SELECT c.relname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = source AND c.relkind = 'r' ORDER BY c.relname
    LOOP
        EXECUTE format(
            'CREATE TABLE %1$I.%3$I (LIKE %2$I.%3$I INCLUDING ALL EXCLUDING INDEXES)',
            target, source, item.relname);
        EXECUTE format(
            'INSERT INTO %1$I.%3$I OVERRIDING SYSTEM VALUE SELECT * FROM %2$I.%3$I',
            target, source, item.relname);
        GET DIAGNOSTICS copied = ROW_COUNT;
        IF copied > 0 AND EXISTS (
            SELECT 1 FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = format('%I.%I', target, item.relname)::regclass
            AND a.attname = 'id' AND a.attidentity <> ''
        ) THEN
            EXECUTE format(
                'SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence(%1$L, ''id''),'
                ' (SELECT max(id) FROM %2$I.%3$I))',
                format('%I.%I', target, item.relname), target, item.relname);
        END IF;
    END LOOP;

    -- Primary keys, unique and exclusion constraints bring their indexes; foreign keys last.
    FOR item IN
        SELECT c.relname, k.conname,
               replace(pg_catalog.pg_get_constraintdef(k.oid),
                       format('REFERENCES %I.', source), format('REFERENCES %I.', target)) AS body
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = source AND k.contype IN ('p', 'u', 'x', 'f')
        ORDER BY k.contype = 'f', c.relname, k.conname
    LOOP
        EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s',
                       target, item.relname, item.conname, item.body);
    END LOOP;

    FOR item IN
        SELECT pg_catalog.pg_get_indexdef(i.indexrelid) AS body
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = source AND NOT EXISTS (
            SELECT 1 FROM pg_catalog.pg_constraint k
            WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    LOOP
        EXECUTE replace(item.body, format(' ON %I.', source), format(' ON %I.', target));
    END LOOP;

    PERFORM set_config('search_path', path, true);
END
$clone$
"""


def schema_clone(source: str, target: str) -> None:
    """Make the schema ``target`` with all that ``source`` has; inside the caller's transaction."""
    statement = sql.SQL(_CLONE).format(source=sql.Literal(source), target=sql.Literal(target))
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection))


def schema_exists(name: str) -> bool:
    """Whether the database has a schema of that name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = %s", [name])
        return cursor.fetchone() is not None


def schema_make(name: str) -> None:
    """An empty schema, unless it is there."""
    _execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(name)))


def schema_drop(name: str) -> None:
    """The schema and everything in it, gone."""
    _execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))


def _execute(statement: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection))
