"""The oldest package of each receiver, also out of a long backlog."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_package_signature")]
    operations = [
        migrations.RemoveIndex(model_name="outbox", name="exchange_outbox_waiting"),
        migrations.AddIndex(
            model_name="outbox",
            index=models.Index(
                condition=models.Q(("state", "queued")),
                fields=["connection", "receiver_code", "id"],
                name="exchange_outbox_waiting",
            ),
        ),
    ]
