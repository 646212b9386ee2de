"""Asked: requests of programs, by their own keys."""

from functools import partial

import django.db.models.deletion
from django.db import migrations, models

from verbale.archive.guards import install


class Migration(migrations.Migration):
    """Make the table and guard it."""

    dependencies = [
        ("archive", "0003_authority_records"),
        ("desk", "0003_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="desk.case"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("by", "key"), name="requests_are_single")],
            },
        ),
        migrations.RunPython(partial(install, label="desk"), migrations.RunPython.noop),
    ]
