"""Letters: mails that came into the mailbox."""

from functools import partial

import django.db.models.deletion
from django.db import migrations, models

import verbale.archive.fields
from verbale.archive.guards import install


class Migration(migrations.Migration):
    """Make the table and guard it."""

    dependencies = [
        ("archive", "0003_authority_records"),
        ("desk", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("sender", models.CharField(max_length=300)),
                ("subject", models.TextField()),
                ("text", models.TextField()),
                ("outcome", models.CharField(max_length=20)),
                ("at", verbale.archive.fields.Instant()),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="desk.case"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="archive.submission",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(partial(install, label="desk"), migrations.RunPython.noop),
    ]
