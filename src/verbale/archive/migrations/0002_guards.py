"""The database refuses to change or delete rows."""

from django.db import migrations

from verbale.archive.guards import install


class Migration(migrations.Migration):
    """Put the triggers on all tables."""

    dependencies = [("archive", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
