"""Writing the metadata of a document: identification, publication, references, what is proprietary, the job number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from verbale.document import Annex, Document
from verbale.document.record import senders
from verbale.formats.akn.identity import Identity, body_name, state_name
from verbale.formats.akn.markup import always, attribute, escape
from verbale.formats.akn.vocabulary import AKN4UN, OWN, alpha3, references

_ALWAYS = frozenset({"verbale", "author", "issuingBody", "editor"})
_UNKNOWN = date(1, 1, 1)
"""The date of what has none, as published files write it: every work must have one."""


def identification(document: Document, identity: Identity) -> str:
    """Return who the document is, as work, expression and manifestation; in translation of what it was first written in."""
    head, said = document.masthead, document.communication
    dated = _date(identity.dated or head.issued, identity.date_name)
    issued = _date(head.issued or identity.dated, "publication")
    actor = f'href="#{identity.actor}"'
    sender = "".join(f'<FRBRauthor href="#{_mission(who.state)}" as="#proponent"/>' for who in senders(said))
    work, expression, tongue = identity.work, identity.expression, alpha3(head.language)
    shown = attribute("showAs", document.symbol or "")
    alias = f'<FRBRalias name="current" value="{escape(work)}/{tongue}@"/>' if head.issued else ""
    return (
        '<identification source="#verbale"><FRBRWork>'
        f"<FRBRthis{attribute('value', work + '/!main')}/><FRBRuri{attribute('value', work)}/>{dated}"
        f'<FRBRauthor {actor} as="#author"/>{sender}<FRBRcountry value="un"/><FRBRsubtype value="{identity.kind.subtype}"/>'
        f"<FRBRnumber{attribute('value', identity.number)}{shown}/>{_name(document.kind)}</FRBRWork><FRBRExpression>"
        f"<FRBRthis{attribute('value', expression + '/!main')}/><FRBRuri{attribute('value', expression)}/>{alias}{issued}"
        f'<FRBRauthor {actor} as="#issuingBody"/><FRBRlanguage language="{tongue}"/>{_translations(document, work)}'
        "</FRBRExpression><FRBRManifestation>"
        f"<FRBRthis{attribute('value', expression + '/!main.xml')}/><FRBRuri{attribute('value', expression + '.xml')}/>"
        f'{_date(head.issued or identity.dated, "markup")}<FRBRauthor href="#verbale" as="#editor"/>'
        '<FRBRformat value="application/akn+xml"/></FRBRManifestation></identification>'
    )


def _date(day: date | None, name: str) -> str:
    return f'<FRBRdate date="{(day or _UNKNOWN).isoformat()}" name="{name}"/>'


def _name(kind: str) -> str:
    return f"<FRBRname{attribute('value', kind)}/>" if kind else ""


def _translations(document: Document, work: str) -> str:
    """Return the links to the originals that this language version is a translation of."""
    head = document.masthead
    if head.language in head.originals:
        return ""
    return "".join(
        f"<FRBRtranslation{attribute('href', f'{work}/{alpha3(one)}@')}{attribute('fromLanguage', alpha3(one))}"
        ' by="#translationService" authoritative="true"/>'
        for one in head.originals
    )


def _mission(state: str) -> str:
    slug = "".join(letter for letter in state.lower() if letter.isalnum() and letter.isascii())
    return f"state-{slug or 'unknown'}"


def publication(document: Document) -> str:
    """Return the publication: its date, and the distribution as printed."""
    if document.masthead.issued is None:
        return ""
    shown = next((line.text for line in document.cover if line.field == "distribution"), document.masthead.distribution)
    day = document.masthead.issued.isoformat()
    return f'<publication name="officialDocument" date="{day}"{always("showAs", shown)}/>'


def reference_list(
    document: Document, identity: Identity, used: Iterable[str], named: Mapping[str, str], annexes: str
) -> str:
    """Return the references: the original, the annexes, and every role, body and concept that the file refers to.

    ``named`` are the instruments cited, by eId; ``annexes`` the links to annexes.
    """
    wanted = {*used, *_ALWAYS}
    head, said = document.masthead, document.communication
    if head.originals and head.language not in head.originals:
        wanted.add("translationService")
    if said and said.sender.state:
        wanted.add("proponent")
    rows = [(eid, row) for eid, row in references().items() if eid in wanted]
    rows.append((identity.actor, ("TLCOrganization", f"organization/un/{identity.actor}", body_name(document.body))))
    rows += [
        (_mission(state), ("TLCOrganization", f"organization/un/memberState/{state.lower()}", state_name(state)))
        for state in dict.fromkeys(who.state for who in senders(said))
    ]
    rows += [(eid, ("TLCReference", f"reference/un/{eid}", code)) for eid, code in named.items()]
    tongue = alpha3(head.originals[0] if head.originals else head.language)
    shown = always("showAs", document.symbol or document.title)
    first = f'<original eId="rmain"{attribute("href", f"{identity.work}/{tongue}@")}{shown}/>'
    listed = "".join(_reference(eid, row) for eid, row in rows)
    return f'<references source="#verbale">{first}{annexes}{listed}</references>'


@lru_cache(maxsize=512)
def _reference(eid: str, row: tuple[str, str, str]) -> str:
    tag, address, words = row
    name = ' name="instrument"' if tag == "TLCReference" else ""
    return f'<{tag} eId="{eid}"{name}{attribute("href", "/akn/ontology/" + address)}{always("showAs", words)}/>'


def attachments(identity: Identity, annexes: Iterable[Annex], tongue: str) -> str:
    """Return the links to the annexes, each an expression in its own language."""
    return "".join(
        f'<hasAttachment eId="rannex_{nth}"{attribute("href", annex_expression(identity, annex, nth, tongue))}'
        f"{always('showAs', annex.label)}/>"
        for nth, annex in enumerate(annexes, 1)
    )


def annex_expression(identity: Identity, annex: Annex, nth: int, tongue: str) -> str:
    """Return the name of an annex as an expression: one in another language is the same in all language versions."""
    if annex.language and annex.language != tongue:
        return f"{identity.work}/{alpha3(annex.language)}@/!annex_{nth}"
    return f"{identity.expression}/!annex_{nth}"


def annex_metadata(document: Document, identity: Identity, annex: Annex, nth: int, notes: str) -> str:
    """Return the metadata of an annex: a component of the document's work."""
    head = document.masthead
    work, expression = identity.work, annex_expression(identity, annex, nth, head.language)
    dated = identity.dated or head.issued
    whole = expression.rpartition("/")[0]
    actor = f'<FRBRauthor href="#{identity.actor}"/>'
    return (
        '<meta><identification source="#verbale"><FRBRWork>'
        f"<FRBRthis{attribute('value', f'{work}/!annex_{nth}')}/><FRBRuri{attribute('value', work)}/>"
        f'{_date(dated, identity.date_name)}{actor}<FRBRcountry value="un"/></FRBRWork><FRBRExpression>'
        f"<FRBRthis{attribute('value', expression)}/><FRBRuri{attribute('value', whole)}/>"
        f'{_date(head.issued or dated, "publication")}{actor}<FRBRlanguage language="{alpha3(annex.language or head.language)}"/>'
        f"</FRBRExpression><FRBRManifestation><FRBRthis{attribute('value', expression + '.xml')}/>"
        f"<FRBRuri{attribute('value', whole + '.xml')}/>{_date(head.issued or dated, 'markup')}"
        '<FRBRauthor href="#verbale" as="#editor"/></FRBRManifestation></identification>'
        f'<references source="#verbale"><attachmentOf eId="att_{nth}__rmain"{attribute("href", work + "/!main")}'
        f"{always('showAs', document.symbol or document.title)}/></references>{note_list(notes)}</meta>"
    )


def note_list(notes: str) -> str:
    """Return the notes that no text anchors."""
    return f'<notes source="#verbale">{notes}</notes>' if notes else ""


def proprietary(identity: Identity, record: str) -> str:
    """Return our own data: whether the number of the work is provisional, and what no mark-up says."""
    provisional = ' number="provisional"' if identity.provisional else ""
    return f'<proprietary source="#verbale"><v:document xmlns:v="{OWN}"{provisional}>{escape(record)}</v:document></proprietary>'


def presentation(document: Document) -> str:
    """Return the job number where no line of the masthead states it, as published files have it at the foot of page 1."""
    number = document.masthead.job_number
    if not number or any(line.field == "job-number" for line in document.cover):
        return ""
    return (
        f'<presentation source="#verbale"><u:internalCode xmlns:u="{AKN4UN}">'
        f'<docketNumber refersTo="#publicationJobNumber">{escape(number)}</docketNumber></u:internalCode></presentation>'
    )
