"""Keys of forms lie in `kernel.Once` alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0006_scan_pile"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="draft", name="documents_drafted_once"),
        migrations.RemoveConstraint(model_name="incomingdocument", name="documents_uploaded_once"),
        migrations.RemoveConstraint(model_name="scanpile", name="documents_pile_once"),
        migrations.RemoveField(model_name="draft", name="create_key"),
        migrations.RemoveField(model_name="incomingdocument", name="upload_key"),
        migrations.RemoveField(model_name="scanpile", name="upload_key"),
    ]
