"""A folder as archives are: languages in folders of their own, formats mixed, and some files that are no good."""

from __future__ import annotations

import datetime
from pathlib import Path

from verbale import press
from verbale.document import AgendaItem, Document, Masthead, Paragraph, Session
from verbale.languages import LANGUAGES

DAY = datetime.date(2021, 3, 4)
AT = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC)
WORDS = {
    "ar": "تعرب البعثة الدائمة لجمهورية ألفا عن أطيب تحياتها للمنظمة",
    "zh": "阿尔法共和国常驻代表团向本组织致意并谨通知如下事项",
    "en": "The Permanent Mission of the Republic of Alpha presents its compliments to the organization",
    "fr": "La Mission permanente de la République d’Alpha présente ses compliments à l’organisation",
    "ru": "Постоянное представительство Республики Альфа свидетельствует свое уважение организации",
    "es": "La Misión Permanente de la República de Alfa saluda atentamente a la organización",
}


def document(symbol: str | None, lang: str, more: str = "") -> Document:
    """Return a short document in a language, marked SPECIMEN."""
    return Document(
        symbol=symbol,
        kind="note",
        body="A/HRC",
        session=Session(number=43),
        agenda=(AgendaItem("4"),),
        title=f"SPECIMEN {symbol or ''}".strip(),
        masthead=Masthead(organization="United Nations", distribution="general", issued=DAY, language=lang),
        content=(Paragraph("p1", f"{WORDS[lang]} {more}".strip()),),
        specimen=True,
    )


def put(folder: Path, name: str, given: Document, form: str = "akn") -> Path:
    """Write a document into a folder in a format."""
    suffix = {"akn": ".xml", "markdown": ".md"}.get(form, f".{form}")
    path = folder / f"{name}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(press.write(given, form).data)
    return path


def fill(folder: Path) -> Path:
    """Fill a folder: two documents in six languages, one without symbol, a conflict, a broken file, an empty one."""
    for number in (901, 902):
        for lang in LANGUAGES:
            given = document(f"A/HRC/43/G/{number}", lang)
            put(folder, f"{lang}/A_HRC_43_G_{number}-{lang.upper()}", given)
    put(folder, "loose/minutes", document(None, "en", "without a symbol"), "json")
    (folder / "loose" / "broken.json").write_bytes(b'{"verbale": "1", ')
    (folder / "loose" / "empty.pdf").write_bytes(b"")
    return folder
