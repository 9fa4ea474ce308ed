from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0005_message_trouble'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(condition=models.Q(('due_at__isnull', False), ('state', 'stored')), fields=['due_at'], name='attachment_unheard'),
        ),
    ]
