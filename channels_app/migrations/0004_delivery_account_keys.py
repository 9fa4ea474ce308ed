"""Deliveries that were there before say whose account they are for."""

from django.db import migrations

_FILL = """
    UPDATE channels_app_delivery AS delivery
    SET account_key = message.account_key
    FROM conversations_message AS message
    WHERE message.id = delivery.message_id AND delivery.account_key = ''
"""


class Migration(migrations.Migration):

    dependencies = [
        ('channels_app', '0003_delivery_pace'),
        ('conversations', '0003_reply_window'),
    ]

    operations = [
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
