"""The tables of the archive: only added to, every row with the log entry that added it.

Columns hold text, whole numbers and dates only, so that what is hashed is what is stored and both databases hold the
same. A row that changed, vanished or came in from elsewhere no longer fits the digest in its entry.
"""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from verbale.archive.fields import Instant


class Entry(models.Model):
    """One entry of the log: who did what to what and when, chained to the entry before it by its hash.

    ``facts`` is canonical JSON, what the verb wants remembered; ``rows`` canonical JSON, the digest of the rows that
    the verb added, by table.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = Instant()
    by = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=300, db_index=True)
    facts = models.TextField()
    rows = models.TextField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(by="") & ~Q(verb=""), name="entry_says_who_and_what"),
            CheckConstraint(condition=Q(number__gte=1), name="entry_numbers_begin_with_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"


class Issued(models.Model):
    """A row that is never changed, and the entry that added it; any application may have such tables.

    Its log entry holds the digest of the row, and the database guards it (`verbale.archive.guards`) and all other
    tables of that application but those whose model says ``guarded = False``.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Work(Issued):
    """A document in all its languages.

    ``key`` names it for good: the match key of its symbol, or ``sha256:...`` of its first language version where it
    has none. ``base`` is the key of the document that it corrects, revises or adds to, ``change`` how ("Corr", "Rev",
    "Add"). ``agenda`` is a JSON list of item numbers; ``sender`` a State, ``dated`` the communication's own date.
    """

    key = models.CharField(max_length=200, unique=True)
    symbol = models.CharField(max_length=200)
    base = models.CharField(max_length=200, db_index=True)
    change = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    session = models.CharField(max_length=20)
    distribution = models.CharField(max_length=30)
    agenda = models.TextField()
    sender = models.CharField(max_length=20)
    dated = models.DateField(null=True)

    class Meta:
        indexes = [Index(fields=["body", "session"], name="work_by_body_and_session")]

    def __str__(self) -> str:
        return self.symbol or self.key


class Name(Issued):
    """A symbol of a document; one issued to two organs has each alone, and both together."""

    work = models.ForeignKey(Work, models.PROTECT, related_name="names")
    symbol = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.symbol


class Ruling(Issued):
    """Who may see a document from this step on: the last one counts; all but the first say why."""

    work = models.ForeignKey(Work, models.PROTECT, related_name="rulings")
    step = models.PositiveIntegerField()
    access = models.CharField(max_length=20)
    reason = models.TextField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["work", "step"], name="ruling_steps_are_single"),
            CheckConstraint(
                condition=Q(access__in=["public", "restricted", "withdrawn"]), name="ruling_access_is_known"
            ),
            CheckConstraint(condition=Q(step=1) | ~Q(reason=""), name="ruling_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.access} {self.reason}".strip()


class Expression(Issued):
    """A document in one language as it came out once; a reissue is the next ``version``.

    ``stage`` is "advance" (unedited), "issued" or "reissued"; ``stars`` those after the symbol; ``reason`` why it was
    reissued. ``issued`` is the date in its masthead, ``released`` the moment the public could first read it.
    """

    work = models.ForeignKey(Work, models.PROTECT, related_name="expressions")
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    stage = models.CharField(max_length=20)
    stars = models.PositiveIntegerField()
    reason = models.TextField()
    title = models.TextField()
    issued = models.DateField(null=True)
    released = Instant()
    job_number = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["work", "language", "version"], name="expression_versions_are_single"),
            CheckConstraint(condition=Q(stage__in=["advance", "issued", "reissued"]), name="expression_stage_is_known"),
        ]
        indexes = [Index(fields=["released"], name="expression_by_release")]

    def __str__(self) -> str:
        return f"{self.work} {self.language} {self.version}"


class Rendition(Issued):
    """One file of a language version; ``path`` is where its bytes are in the storage root."""

    expression = models.ForeignKey(Expression, models.PROTECT, related_name="renditions")
    format = models.CharField(max_length=30)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=400)

    class Meta:
        constraints = [UniqueConstraint(fields=["expression", "format"], name="rendition_formats_are_single")]

    def __str__(self) -> str:
        return self.name


class CitationEdge(Issued):
    """A language version cites ``symbol``, ``times`` times; whether that document is held, `verbale.archive.citing` says."""

    expression = models.ForeignKey(Expression, models.PROTECT, related_name="citations")
    symbol = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=30)
    times = models.PositiveIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["expression", "key"], name="citation_edges_are_single")]

    def __str__(self) -> str:
        return self.symbol


class SubjectEdge(Issued):
    """A language version is about ``term``, which has an ``address`` in its thesaurus.

    ``key`` is the term as addresses write it, so that the same word of two thesauri is one subject.
    """

    expression = models.ForeignKey(Expression, models.PROTECT, related_name="subjects")
    key = models.CharField(max_length=200, db_index=True)
    term = models.TextField()
    address = models.TextField()

    class Meta:
        constraints = [UniqueConstraint(fields=["expression", "address"], name="subject_edges_are_single")]

    def __str__(self) -> str:
        return self.term


class Terms(models.Model):
    """The search terms of a language version, in order and set apart by spaces; derived, so they may be made anew."""

    guarded = False

    expression = models.OneToOneField(Expression, models.PROTECT, primary_key=True, related_name="terms")
    title = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.title


class Stored(Issued):
    """A version of an object in the storage root, and the sha-256 of its inventory."""

    object = models.CharField(max_length=400)
    version = models.PositiveIntegerField()
    inventory = models.CharField(max_length=64)

    class Meta:
        constraints = [UniqueConstraint(fields=["object", "version"], name="stored_versions_are_single")]

    def __str__(self) -> str:
        return f"{self.object} v{self.version}"


class Submission(Issued):
    """What arrived: from whom, with which request (canonical JSON) and the sender's own reference; never changed."""

    reference = models.CharField(max_length=60, unique=True)
    sender = models.CharField(max_length=200)
    sender_reference = models.CharField(max_length=200, db_index=True)
    request = models.TextField()
    received = Instant()

    def __str__(self) -> str:
        return self.reference


class SubmittedFile(Issued):
    """A file of a submission, as it arrived."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=400)

    class Meta:
        constraints = [UniqueConstraint(fields=["submission", "position"], name="submitted_files_are_in_order")]

    def __str__(self) -> str:
        return self.name


class Series(Issued):
    """A series of numbers: ``pattern`` has ``{n}`` where the number goes ("A/HRC/43/G/{n}", "GE.20-{n}")."""

    pattern = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10)
    first = models.PositiveBigIntegerField()
    body = models.CharField(max_length=100)
    session = models.CharField(max_length=20)
    year = models.PositiveIntegerField(null=True)
    series = models.CharField(max_length=30)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(kind__in=["symbol", "job"]), name="series_kind_is_known"),
            CheckConstraint(condition=Q(first__gte=1), name="series_begin_above_zero"),
        ]

    def __str__(self) -> str:
        return self.pattern


class Registration(Issued):
    """A number that was given out or told; ``text`` is the symbol or job number that it makes.

    ``subject`` says for what (the reference of a submission), ``language`` for which version a job number is.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="registrations")
    number = models.PositiveBigIntegerField()
    text = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=200, db_index=True)
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [UniqueConstraint(fields=["series", "number"], name="registration_numbers_are_single")]

    def __str__(self) -> str:
        return self.text


class Standing(Issued):
    """The state of a registration from this step on; ``reason`` is public, and a number that is not used has one."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="standings")
    step = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    reason = models.TextField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["registration", "step"], name="standing_steps_are_single"),
            CheckConstraint(
                condition=Q(state__in=["reserved", "assigned", "void", "withdrawn"]), name="standing_state_is_known"
            ),
            CheckConstraint(condition=Q(state__in=["reserved", "assigned"]) | ~Q(reason=""), name="standing_says_why"),
        ]

    def __str__(self) -> str:
        return self.state


class Gap(Issued):
    """Numbers ``first`` to ``last`` that were passed over, and the public reason."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="gaps")
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    reason = models.TextField()

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(reason=""), name="gap_says_why"),
            CheckConstraint(condition=Q(first__lte=models.F("last")), name="gap_is_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}: {self.reason}"


class AuthorityRecord(Issued):
    """A record of the authority files from this step on, on the days from ``valid_from`` to ``valid_to``; open where null.

    ``code`` names it among those of its ``kind`` ("XAA", "A/HRC 43"); ``data`` is canonical JSON of its row, as
    `Authorities.with_source` takes it, empty where the record is retired; ``reason`` says why it was amended.
    """

    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=200)
    step = models.PositiveIntegerField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    data = models.TextField()
    reason = models.TextField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["kind", "code", "step"], name="authority_record_steps_are_single"),
            CheckConstraint(condition=~Q(reason=""), name="authority_record_says_why"),
            CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=models.F("valid_to")),
                name="authority_record_is_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
