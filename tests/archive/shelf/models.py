from django.db import models

from verbale.archive.models import Issued


class Box(Issued):
    label = models.CharField(max_length=20)
    opened = models.DateField(null=True)


class Paper(Issued):
    box = models.ForeignKey(Box, models.PROTECT)
    sheets = models.PositiveIntegerField()


class Lamp(models.Model):
    """Not kept: may be changed."""

    guarded = False

    lit = models.IntegerField()


class Plate(models.Model):
    """Kept, though of no entry: says nothing, so it is guarded."""

    text = models.CharField(max_length=20)
