from django.db import migrations


class Migration(migrations.Migration):
    """pgvector, once a database, in the public schema: every broker's search path ends there.

    Where an operator has installed it, nothing happens; making it takes a superuser, or a server
    that trusts it.
    """

    dependencies = [
        ('brokers', '0005_ai_budget'),
    ]

    operations = [
        migrations.RunSQL(
            'CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public',
            migrations.RunSQL.noop,
        ),
    ]
