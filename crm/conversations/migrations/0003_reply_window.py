"""Threads of before this column was there know their window by their last message."""

from django.db import migrations

_SET = """
    UPDATE conversations_conversation
       SET reply_until = last_inbound_at + interval '24 hours'
     WHERE channel = 'whatsapp' AND last_inbound_at IS NOT NULL AND reply_until IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_messaging")]
    operations = [migrations.RunSQL(_SET, migrations.RunSQL.noop)]
