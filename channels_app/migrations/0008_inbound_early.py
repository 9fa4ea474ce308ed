"""Finds the changes of a message that came before the message itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels_app", "0007_inbound_lane")]

    operations = [
        migrations.AddIndex(
            model_name="inboundevent",
            index=models.Index(
                condition=models.Q(("note__startswith", "before its message:")),
                fields=["note"],
                name="inbound_early",
            ),
        ),
    ]
