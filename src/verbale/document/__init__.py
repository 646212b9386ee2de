"""The document: the model of one language version, walking it, its JSON, and the values that rooms hand on."""

from verbale.document.codec import from_json, schema, to_json
from verbale.document.hidden import Hidden
from verbale.document.lines import Evidence, Line, Sheet
from verbale.document.model import (
    AgendaItem,
    Annex,
    Block,
    Cell,
    Citation,
    Communication,
    CoverLine,
    Document,
    Heading,
    Mark,
    Masthead,
    Note,
    Paragraph,
    Passage,
    Sender,
    Session,
    Subject,
    Table,
)
from verbale.document.results import Edition, Reading, Rendition, WriteOptions, Writing
from verbale.document.walk import Place, Segment, change_blocks, places, segments, text, texts

__all__ = [
    "AgendaItem", "Annex", "Block", "Cell", "Citation", "Communication", "CoverLine", "Document", "Edition", "Evidence",
    "Heading", "Hidden", "Line", "Mark", "Masthead", "Note", "Paragraph", "Passage", "Place", "Reading", "Rendition", "Segment",
    "Sender", "Session", "Sheet", "Subject", "Table", "WriteOptions", "Writing", "change_blocks", "from_json", "places", "schema", "segments",
    "text", "texts", "to_json",
]  # fmt: skip
