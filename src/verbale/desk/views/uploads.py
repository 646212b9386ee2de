"""Files in forms: several in one field, and each as what arrived."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from verbale.archive.submissions import Arrived

ACCEPTED = ".docx,.docm,.pdf,.md,.markdown,.txt,.html,.htm,.xml,.akn,.json,.tif,.tiff,.png,.jpg,.jpeg"
"""What can be read; a browser offers these first, and anything else is kept all the same."""


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A field for several files."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files, in the order in which they were chosen."""
        given = data if isinstance(data, list | tuple) else [data]
        return [file for file in (super(FilesField, self).clean(one, initial) for one in given) if file]


def one_file(**given: Any) -> forms.FileField:
    """Return a field for one file."""
    return forms.FileField(widget=forms.FileInput(attrs={"accept": ACCEPTED}), allow_empty_file=True, **given)


def several_files(**given: Any) -> FilesField:
    """Return a field for several files."""
    return FilesField(widget=_Several(attrs={"accept": ACCEPTED, "multiple": True}), allow_empty_file=True, **given)


def arrived(file: UploadedFile) -> Arrived:
    """Return an uploaded file as it arrived."""
    return Arrived(file.name or "file", file.content_type or "application/octet-stream", file.read())
