"""The tables of imports: what was doubtful, with the bytes it was read from, and what a librarian made of it."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q

from verbale.archive.models import Issued


class Doubt(Issued):
    """A file that was read and not deposited, since something about it is doubtful.

    ``path`` is where it was found ("minutes.zip/1998/E/12.pdf"), ``stored`` where its bytes are in the storage root;
    ``symbol`` and ``language`` as far as they are known; ``document`` its JSON, ``problems`` JSON of what is doubtful.
    """

    path = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=30)
    stored = models.CharField(max_length=400)
    symbol = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    document = models.TextField()
    problems = models.TextField()

    def __str__(self) -> str:
        return self.path


class Grounds(Issued):
    """Where each field of a doubtful document was read: JSON of `verbale.document.Evidence` values."""

    doubt = models.OneToOneField(Doubt, models.PROTECT, related_name="grounds")
    evidence = models.TextField()

    def __str__(self) -> str:
        return str(self.doubt)


class Verdict(Issued):
    """What a librarian made of a doubt: ``key`` is the document that it became, ``reason`` why it was rejected."""

    doubt = models.OneToOneField(Doubt, models.PROTECT, related_name="verdict")
    decision = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    reason = models.TextField()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(decision__in=["accepted", "rejected"]), name="verdict_decision_is_known"),
            CheckConstraint(condition=Q(decision="accepted") | ~Q(reason=""), name="verdict_says_why"),
        ]

    def __str__(self) -> str:
        return self.decision
