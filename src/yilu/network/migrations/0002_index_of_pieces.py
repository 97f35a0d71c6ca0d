"""The index in which sites are found by a piece of code or name."""

from django.db import migrations

from yilu.network import finding


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]
    operations = [migrations.RunPython(finding.forwards, finding.backwards)]
