"""The database refuses to change or delete rows of imports."""

from functools import partial

from django.db import migrations

from verbale.archive.guards import install


class Migration(migrations.Migration):
    """Put the triggers on the tables."""

    dependencies = [("bulk", "0001_initial"), ("archive", "0002_guards")]
    operations = [migrations.RunPython(partial(install, label="bulk"), migrations.RunPython.noop)]
