"""Checks and measurements in a table per day (PostgreSQL)."""

from django.db import migrations

from yilu.people import partitions


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(partitions.forwards, migrations.RunPython.noop)]
