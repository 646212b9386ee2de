"""What editing keeps: passages as they were left, and differences that were accepted."""

from functools import partial

import django.db.models.deletion
from django.db import migrations, models

import verbale.archive.fields
from verbale.archive.guards import install


class Migration(migrations.Migration):
    """Make the tables and guard them."""

    dependencies = [
        ("archive", "0003_authority_records"),
        ("desk", "0004_asked"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("code", models.CharField(max_length=60)),
                ("reason", models.TextField()),
                ("given", models.PositiveSmallIntegerField()),
                ("by", models.CharField(max_length=200)),
                ("at", verbale.archive.fields.Instant()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acceptances", to="desk.case"
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
                "indexes": [models.Index(fields=["case", "key"], name="acceptance_by_finding")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("reason", ""), _negated=True), ("given", 0), _connector="OR"),
                        name="acceptance_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("path", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=20)),
                ("origin", models.CharField(max_length=20)),
                ("source", models.TextField()),
                ("by", models.CharField(max_length=200)),
                ("at", verbale.archive.fields.Instant()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="segments", to="desk.case"
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
                "indexes": [models.Index(fields=["case", "language", "path"], name="segment_by_place")],
            },
        ),
        migrations.RunPython(partial(install, label="desk"), migrations.RunPython.noop),
    ]
