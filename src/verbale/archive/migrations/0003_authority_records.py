"""Records of the authority files, amended by an administrator."""

import django.db.models.deletion
from django.db import migrations, models

from verbale.archive.guards import install


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="AuthorityRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=200)),
                ("step", models.PositiveIntegerField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("data", models.TextField()),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code", "step"), name="authority_record_steps_are_single"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="authority_record_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="authority_record_is_forward",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
