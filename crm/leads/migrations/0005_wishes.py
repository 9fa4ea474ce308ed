from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0004_told")]

    operations = [
        migrations.AddField(
            model_name="leadprofile",
            name="approx",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="period",
            field=models.CharField(
                blank=True,
                choices=[("month", "a month"), ("year", "a year")],
                default="",
                max_length=5,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="financing",
            field=models.CharField(
                blank=True,
                choices=[("cash", "cash"), ("mortgage", "mortgage")],
                default="",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="pets",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="parking",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="furnished",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="laundry",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="viewing",
            field=models.CharField(blank=True, default="", max_length=160),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="viewing_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="viewing_to",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="leadprofile",
            name="viewing_part",
            field=models.CharField(
                blank=True,
                choices=[
                    ("morning", "morning"),
                    ("afternoon", "afternoon"),
                    ("evening", "evening"),
                ],
                default="",
                max_length=9,
            ),
            preserve_default=False,
        ),
    ]
