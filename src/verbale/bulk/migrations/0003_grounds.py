from functools import partial

import django.db.models.deletion
from django.db import migrations, models

from verbale.archive.guards import install


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_authority_records"), ("bulk", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="Grounds",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("evidence", models.TextField()),
                (
                    "doubt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grounds", to="bulk.doubt"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(partial(install, label="bulk"), migrations.RunPython.noop),
    ]
