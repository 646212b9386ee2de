"""Authority files: bodies, sessions, agendas, States, offices, seats and capacities, named in six languages.

All that is particular to one organization is data here: the United Nations' in ``data/``, another organization's in a
TOML file of its own. ::

    known = authorities()
    known.states["AZE"].of("es")                              # de Azerbaiyán
    known.bodies["A/HRC"].form("fr", "of")                    # du Conseil des droits de l’homme
    known.offices["OHCHR"].form("es", "addressed")            # a la Oficina del Alto Comisionado ...
    known.find_state("Turkey", "en")                          # TUR
    known.session("A/HRC", 43).planned                        # 24 February to 20 March 2020
    known.with_organization(toml)                             # the same, and a fictional league
"""

from functools import cache

from verbale.authorities.faults import faults, references
from verbale.authorities.files import KINDS, Kind, Row, code_of, keys_of, shipped
from verbale.authorities.finding import name_of, names_pattern
from verbale.authorities.grammar import CASES, Case
from verbale.authorities.model import (
    Body,
    Capacity,
    Office,
    Organization,
    Seat,
    SessionRecord,
    StandingItem,
    State,
    StateForms,
    StateName,
    Style,
)
from verbale.authorities.registry import Authorities, Record
from verbale.authorities.subjects import subject_names
from verbale.authorities.terminology import Concept, Glossary, Term, glossary, read_glossary

__all__ = [
    "CASES",
    "KINDS",
    "Authorities",
    "Body",
    "Capacity",
    "Case",
    "Concept",
    "Glossary",
    "Kind",
    "Office",
    "Organization",
    "Record",
    "Row",
    "Seat",
    "SessionRecord",
    "StandingItem",
    "State",
    "StateForms",
    "StateName",
    "Style",
    "Term",
    "authorities",
    "code_of",
    "faults",
    "glossary",
    "keys_of",
    "name_of",
    "names_pattern",
    "read_glossary",
    "references",
    "subject_names",
]


@cache
def authorities() -> Authorities:
    """Gives the United Nations' authority files; each kind is read when first asked for."""
    return Authorities((shipped,))
