"""The database refuses to change or delete rows of the desk, people and their keys apart."""

from functools import partial

from django.db import migrations

from verbale.archive.guards import install


class Migration(migrations.Migration):
    """Put the triggers on the tables."""

    dependencies = [("desk", "0001_initial"), ("archive", "0002_guards")]
    operations = [migrations.RunPython(partial(install, label="desk"), migrations.RunPython.noop)]
