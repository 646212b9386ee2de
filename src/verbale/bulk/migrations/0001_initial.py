import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("archive", "0003_authority_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="Doubt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.TextField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("format", models.CharField(max_length=30)),
                ("stored", models.CharField(max_length=400)),
                ("symbol", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=10)),
                ("document", models.TextField()),
                ("problems", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decision", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                (
                    "doubt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verdict", to="bulk.doubt"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["accepted", "rejected"])), name="verdict_decision_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", "accepted"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="verdict_says_why",
                    ),
                ],
            },
        ),
    ]
