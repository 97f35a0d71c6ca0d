"""Triggers that keep the record append-only, on SQLite and PostgreSQL."""

from django.db import migrations

from yilu.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(triggers.forwards, triggers.backwards)]
