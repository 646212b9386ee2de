"""The tables as they first were."""

import django.db.models.deletion
from django.db import migrations, models

import verbale.archive.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Expression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("version", models.PositiveIntegerField()),
                ("stage", models.CharField(max_length=20)),
                ("stars", models.PositiveIntegerField()),
                ("reason", models.TextField()),
                ("title", models.TextField()),
                ("issued", models.DateField(null=True)),
                ("released", verbale.archive.fields.Instant()),
                ("job_number", models.CharField(db_index=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", verbale.archive.fields.Instant()),
                ("by", models.CharField(max_length=200)),
                ("verb", models.CharField(max_length=60)),
                ("subject", models.CharField(db_index=True, max_length=300)),
                ("facts", models.TextField()),
                ("rows", models.TextField()),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("by", ""), _negated=True), models.Q(("verb", ""), _negated=True)),
                        name="entry_says_who_and_what",
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="entry_numbers_begin_with_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "expression",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="terms",
                        serialize=False,
                        to="archive.expression",
                    ),
                ),
                ("title", models.TextField()),
                ("text", models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name="expression",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"),
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pattern", models.CharField(max_length=200, unique=True)),
                ("kind", models.CharField(max_length=10)),
                ("first", models.PositiveBigIntegerField()),
                ("body", models.CharField(max_length=100)),
                ("session", models.CharField(max_length=20)),
                ("year", models.PositiveIntegerField(null=True)),
                ("series", models.CharField(max_length=30)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField()),
                ("text", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("subject", models.CharField(db_index=True, max_length=200)),
                ("language", models.CharField(max_length=10)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="archive.series"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.PositiveBigIntegerField()),
                ("last", models.PositiveBigIntegerField()),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gaps", to="archive.series"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveIntegerField()),
                ("state", models.CharField(max_length=20)),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="archive.registration"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stored",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object", models.CharField(max_length=400)),
                ("version", models.PositiveIntegerField()),
                ("inventory", models.CharField(max_length=64)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=60, unique=True)),
                ("sender", models.CharField(max_length=200)),
                ("sender_reference", models.CharField(db_index=True, max_length=200)),
                ("request", models.TextField()),
                ("received", verbale.archive.fields.Instant()),
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
            name="SubmittedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=120)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("path", models.CharField(max_length=400)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="archive.submission"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True)),
                ("symbol", models.CharField(max_length=200)),
                ("base", models.CharField(db_index=True, max_length=200)),
                ("change", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=60)),
                ("body", models.CharField(max_length=100)),
                ("session", models.CharField(max_length=20)),
                ("distribution", models.CharField(max_length=30)),
                ("agenda", models.TextField()),
                ("sender", models.CharField(max_length=20)),
                ("dated", models.DateField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveIntegerField()),
                ("access", models.CharField(max_length=20)),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="archive.work"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("symbol", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200, unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="archive.work"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="expression",
            name="work",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="expressions", to="archive.work"
            ),
        ),
        migrations.CreateModel(
            name="CitationEdge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("symbol", models.CharField(max_length=200)),
                ("key", models.CharField(db_index=True, max_length=200)),
                ("kind", models.CharField(max_length=30)),
                ("times", models.PositiveIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "expression",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="citations", to="archive.expression"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("expression", "key"), name="citation_edges_are_single")
                ],
            },
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=120)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("path", models.CharField(max_length=400)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.entry"
                    ),
                ),
                (
                    "expression",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="renditions", to="archive.expression"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("expression", "format"), name="rendition_formats_are_single")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["symbol", "job"])), name="series_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(condition=models.Q(("first__gte", 1)), name="series_begin_above_zero"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("series", "number"), name="registration_numbers_are_single"),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="gap_says_why"),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lte", models.F("last"))), name="gap_is_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(fields=("registration", "step"), name="standing_steps_are_single"),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["reserved", "assigned", "void", "withdrawn"])),
                name="standing_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["reserved", "assigned"]), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="standing_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="stored",
            constraint=models.UniqueConstraint(fields=("object", "version"), name="stored_versions_are_single"),
        ),
        migrations.AddConstraint(
            model_name="submittedfile",
            constraint=models.UniqueConstraint(fields=("submission", "position"), name="submitted_files_are_in_order"),
        ),
        migrations.AddIndex(
            model_name="work",
            index=models.Index(fields=["body", "session"], name="work_by_body_and_session"),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(fields=("work", "step"), name="ruling_steps_are_single"),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("access__in", ["public", "restricted", "withdrawn"])), name="ruling_access_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("step", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="ruling_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="expression",
            index=models.Index(fields=["released"], name="expression_by_release"),
        ),
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.UniqueConstraint(
                fields=("work", "language", "version"), name="expression_versions_are_single"
            ),
        ),
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["advance", "issued", "reissued"])), name="expression_stage_is_known"
            ),
        ),
    ]
