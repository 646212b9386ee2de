"""The tables of the desk: people, and cases with all that was done to them.

People can change their name and password; everything else is only added to, like the archive: a row belongs to the log
entry that added it, and what counts is the last one.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from verbale.archive.fields import Instant
from verbale.archive.models import Issued, Submission
from verbale.languages import LANGUAGES


class People(BaseUserManager["Person"]):
    """Makes people, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Add a person; without a password nobody can sign in as them with one."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, email: str) -> Person:
        """Return the person of an e-mail address, however it is written."""
        return self.get(email__iexact=email)


class Person(AbstractUser):
    """Somebody who can sign in; what they may do, their grants say. People leave (``is_active``), rows stay."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()
    guarded = False

    class Meta:
        constraints = [CheckConstraint(condition=Q(language__in=LANGUAGES), name="person_reads_a_known_language")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name that pages greet with."""
        return self.name


class Grant(Issued):
    """A role given to a person, or taken: ``scope`` is the State of a Mission, the language of a translator."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30)
    scope = models.CharField(max_length=20)
    given = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [Index(fields=["person", "role", "scope"], name="grant_by_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.scope}".strip()


class Token(models.Model):
    """A key with which a program acts for a person; only its digest is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made = Instant()
    guarded = False

    def __str__(self) -> str:
        return self.name


class Case(Issued):
    """A communication on its way, or a change to a released document.

    ``reference`` is the submission's, or that of the case it ``follows`` with a number behind it. ``change`` is empty,
    "reissue", "Corr", "Rev" or "Add". ``languages`` are those it concerns, as canonical JSON.
    """

    reference = models.CharField(max_length=60, unique=True)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="cases")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    change = models.CharField(max_length=20)
    sender = models.CharField(max_length=20, db_index=True)
    contact = models.EmailField()
    languages = models.TextField()
    opened = Instant()

    def __str__(self) -> str:
        return self.reference


class Move(Issued):
    """A move that a case made, or one of its languages (``branch``; empty for the trunk), and the state after it.

    ``due`` is when the next move is due, for a scheduled language when it is released. ``assignee`` is the e-mail
    address of whoever is to do it, or empty. ``facts`` is canonical JSON, what the move settled.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves")
    branch = models.CharField(max_length=10)
    step = models.PositiveIntegerField()
    name = models.CharField(max_length=30)
    state = models.CharField(max_length=20)
    by = models.CharField(max_length=200)
    role = models.CharField(max_length=30)
    at = Instant()
    due = Instant(null=True)
    assignee = models.CharField(max_length=200)
    reason = models.TextField()
    facts = models.TextField()

    class Meta:
        constraints = [UniqueConstraint(fields=["case", "branch", "step"], name="move_steps_are_single")]
        indexes = [Index(fields=["state", "due"], name="move_by_state_and_due")]

    def __str__(self) -> str:
        return f"{self.case} {self.branch} {self.name}".replace("  ", " ")


class Attachment(Issued):
    """A file that came with an answer to a return, or with a change: in its own submission, joined to the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attached_to")

    def __str__(self) -> str:
        return f"{self.case} {self.submission}"


class Read(Issued):
    """How the files of a case were read: document, problems and evidence as JSON; read again, it is the next one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    document = models.TextField()
    problems = models.TextField()
    evidence = models.TextField()

    class Meta:
        constraints = [UniqueConstraint(fields=["case", "number"], name="readings_are_single")]

    def __str__(self) -> str:
        return f"{self.case} reading {self.number}"


class Correction(Issued):
    """What a person put in place of what was read: ``path`` in the document, ``value`` as JSON; the last one counts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    path = models.CharField(max_length=200)
    value = models.TextField()
    by = models.CharField(max_length=200)
    at = Instant()

    def __str__(self) -> str:
        return f"{self.case} {self.path}"


class Draft(Issued):
    """The text of a language version as it stood: a document as JSON. ``origin`` is "formulas", "person", "machine"."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="drafts")
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    document = models.TextField()
    origin = models.CharField(max_length=20)
    by = models.CharField(max_length=200)
    at = Instant()

    class Meta:
        constraints = [UniqueConstraint(fields=["case", "language", "number"], name="drafts_are_single")]

    def __str__(self) -> str:
        return f"{self.case} {self.language} {self.number}"


class Segment(Issued):
    """A passage of a language version as it was left: ``path`` in its text, and the ``source`` that it was written from.

    ``state`` is "draft", "translated" or "reviewed"; ``origin`` says whose its words are: "person", "memory" or "machine".
    A passage that nobody has touched has none: it stands as the set formulas wrote it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="segments")
    language = models.CharField(max_length=10)
    path = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    origin = models.CharField(max_length=20)
    source = models.TextField()
    by = models.CharField(max_length=200)
    at = Instant()

    class Meta:
        indexes = [Index(fields=["case", "language", "path"], name="segment_by_place")]

    def __str__(self) -> str:
        return f"{self.case} {self.language} {self.path}"


class Acceptance(Issued):
    """A difference between language versions that an editor accepts, and why; taken back where ``given`` is 0.

    ``key`` is that of the finding (`verbale.concordance.Finding`), which is the same as long as the difference is.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="acceptances")
    key = models.CharField(max_length=200)
    code = models.CharField(max_length=60)
    reason = models.TextField()
    given = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=200)
    at = Instant()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(reason="") | Q(given=0), name="acceptance_says_why")]
        indexes = [Index(fields=["case", "key"], name="acceptance_by_finding")]

    def __str__(self) -> str:
        return f"{self.case} {self.code} {self.key}"


class Mail(Issued):
    """A letter to one person about one move, in their language; written in the transaction of the move."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="mails")
    message_id = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    language = models.CharField(max_length=10)
    about = models.CharField(max_length=60)
    subject = models.TextField()
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class Posting(Issued):
    """What became of a mail: "sent", or "failed" with the reason, to be tried again."""

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="postings")
    step = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    at = Instant()
    detail = models.TextField()

    class Meta:
        constraints = [UniqueConstraint(fields=["mail", "step"], name="posting_steps_are_single")]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.state}"


class Subscription(Issued):
    """An address on a distribution list, or taken off it: the list is of all documents whose symbol begins so."""

    prefix = models.CharField(max_length=100)
    to = models.EmailField()
    language = models.CharField(max_length=10)
    given = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.prefix}: {self.to}"


class UsedLink(Issued):
    """A signed link that was used, by its digest: it works once."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="used_links")
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest


class Letter(Issued):
    """A mail that came into the mailbox, by its Message-ID, so that it is taken once; what came with it is a submission.

    ``outcome`` is "case" (it opened one), "reply" (it belongs to one), "unknown" (its sender is no Mission of ours) or
    "automatic" (a machine wrote it).
    """

    message_id = models.CharField(max_length=200, unique=True)
    sender = models.CharField(max_length=300)
    subject = models.TextField()
    text = models.TextField()
    outcome = models.CharField(max_length=20)
    at = Instant()
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="letters")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="letters")

    def __str__(self) -> str:
        return f"{self.sender}: {self.subject}"


class Asked(Issued):
    """A request of a program that opened a case, by the program's own key: asked again, it gets that case.

    ``digest`` is that of the request, so that a key is not used for two.
    """

    by = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    case = models.ForeignKey(Case, models.PROTECT, related_name="asked")

    class Meta:
        constraints = [UniqueConstraint(fields=["by", "key"], name="requests_are_single")]

    def __str__(self) -> str:
        return f"{self.by} {self.key}"
