"""What a communication transmits, where the data know it: "the statement by the Ministry of Foreign Affairs of ..."."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from verbale.authorities import Authorities
from verbale.communications.forms import date
from verbale.communications.known import Wording
from verbale.communications.templates import Worded, fill, formula, keys, matching, normalized, part
from verbale.document import Mark
from verbale.languages import find_dates
from verbale.problems import NotKnown

_LONGEST = 400  # characters of what is transmitted


def write(slots: Mapping[str, str], how: Wording) -> Worded:
    """Return what is transmitted in a language, or as it was, marked as untranslated, where no wording covers it.

    Raises NotKnown where its State stands in no authority file.
    """
    kind, text = slots.get("object-kind", ""), slots.get("object", "")
    if not kind:
        return Worded(text, (Mark("untranslated", 0, len(text)),))
    state = how.known.states.get(slots.get("object-state", ""))
    if state is None:
        raise NotKnown("The State of what is transmitted is in no authority file.", where="communication.passages")

    def slot(name: str, case: str) -> Worded:
        if name == "state":
            formal = state.formal_of if case == "of" else state.formal
            return Worded(formal(how.language, how.on))
        if iso := slots.get("object-date", ""):
            return fill(part("dated", how.language, case), lambda *_: date(iso, how.language))
        return Worded("")

    return fill(formula(f"object.{kind}", how.language).text, slot)


def read(text: str, language: str, known: Authorities) -> dict[str, str]:
    """Return the slots of what is transmitted: its kind, State and date; nothing where the data do not know it."""
    if len(text) > _LONGEST:
        return {}
    source = normalized(text.strip())
    for key, pattern in matching(_keys(), language, source):
        slots = pattern.match(source)
        state = known.find_state(slots["state"], language) if slots else None
        if slots is None or state is None:
            continue
        dates = find_dates(slots["dated"], language) if slots["dated"] else ()
        if slots["dated"] and len(dates) != 1:
            continue
        found = {"object-kind": key.removeprefix("object."), "object-state": state}
        return found | {"object-date": dates[0].date.isoformat()} if dates else found
    return {}


@cache
def _keys() -> tuple[str, ...]:
    return tuple(f"object.{kind}" for kind in keys("object"))
