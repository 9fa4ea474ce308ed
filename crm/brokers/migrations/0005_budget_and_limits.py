from django.db import migrations


class Migration(migrations.Migration):
    """Two fourth migrations came from two sides and touch different columns."""

    dependencies = [("brokers", "0004_ai_budget"), ("brokers", "0004_handover_limits")]

    operations = []
