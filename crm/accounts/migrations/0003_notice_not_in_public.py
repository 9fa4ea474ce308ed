from django.db import migrations
from django_tenants.utils import get_public_schema_name


def drop_in_public(apps, schema_editor):
    # It was made there before the router kept it out; nobody ever wrote to it.
    if schema_editor.connection.schema_name == get_public_schema_name():
        schema_editor.execute('DROP TABLE IF EXISTS "public"."accounts_notice"')


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_notice'),
    ]

    operations = [
        migrations.RunPython(drop_in_public, migrations.RunPython.noop, elidable=True),
    ]
