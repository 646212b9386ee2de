"""What language versions are about."""

import django.db.models.deletion
from django.db import migrations, models

from verbale.archive.guards import install


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_authority_records")]

    operations = [
        migrations.CreateModel(
            name="SubjectEdge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=200)),
                ("term", models.TextField()),
                ("address", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "expression",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="archive.expression"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("expression", "address"), name="subject_edges_are_single")
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
