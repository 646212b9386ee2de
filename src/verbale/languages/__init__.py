"""The six official languages: their codes, official wording, dates, sessions, agenda items and search terms.

Everything that Verbale knows about language stands here as data (``data/*.toml``, with a source for each table) and is
written and read by small functions: what is written is read back. The room knows no document, body or State.
"""

from verbale.languages.agenda import AgendaItems, FoundAgendaItems, find_agenda, read_agenda, write_agenda, write_item
from verbale.languages.calendar import Dating, dates_pattern, read_dating
from verbale.languages.codes import LANGUAGES, Language, language
from verbale.languages.dates import FoundDate, find_dates, read_date, write_date
from verbale.languages.identify import identify
from verbale.languages.numbers import Quantity, figures_pattern, read_quantities, words_pattern, write_number
from verbale.languages.ordinals import ordinal, raised, read_han, read_ordinal, write_han
from verbale.languages.ranges import DateRange, read_dates, write_dates
from verbale.languages.sentences import sentences
from verbale.languages.sessions import FoundSession, SessionName, find_sessions, read_session, write_session
from verbale.languages.terms import terms
from verbale.languages.wording import (
    Wording,
    annex_label,
    edition_line,
    only_line,
    original_line,
    phrase,
    roman,
    wording,
    wordings,
)

__all__ = [
    "LANGUAGES",
    "AgendaItems",
    "DateRange",
    "Dating",
    "FoundAgendaItems",
    "FoundDate",
    "FoundSession",
    "Language",
    "Quantity",
    "SessionName",
    "Wording",
    "annex_label",
    "dates_pattern",
    "edition_line",
    "figures_pattern",
    "find_agenda",
    "find_dates",
    "find_sessions",
    "identify",
    "language",
    "only_line",
    "ordinal",
    "original_line",
    "phrase",
    "raised",
    "read_agenda",
    "read_date",
    "read_dates",
    "read_dating",
    "read_han",
    "read_ordinal",
    "read_quantities",
    "read_session",
    "roman",
    "sentences",
    "terms",
    "wording",
    "wordings",
    "words_pattern",
    "write_agenda",
    "write_date",
    "write_dates",
    "write_han",
    "write_item",
    "write_number",
    "write_session",
]
