from functools import partial

import django.db.models.deletion
from django.db import migrations, models

from verbale.archive import guards

KEY = ("id", models.BigAutoField(primary_key=True, serialize=False))
ENTRY = (
    "entry",
    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"),
)


class Migration(migrations.Migration):
    initial = True
    dependencies = (("archive", "0001_initial"),)
    operations = (
        migrations.CreateModel(
            "Box",
            [KEY, ENTRY, ("label", models.CharField(max_length=20)), ("opened", models.DateField(null=True))],
        ),
        migrations.CreateModel(
            "Paper",
            [
                KEY,
                ENTRY,
                ("box", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="shelf.box")),
                ("sheets", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel("Lamp", [KEY, ("lit", models.IntegerField())]),
        migrations.CreateModel("Plate", [KEY, ("text", models.CharField(max_length=20))]),
        migrations.RunPython(partial(guards.install, label="shelf"), migrations.RunPython.noop),
    )
