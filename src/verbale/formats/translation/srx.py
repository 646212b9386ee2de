"""SRX 2.0: where sentences end in each language, for translators' tools; the same rules as `verbale.languages.sentences`."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.document.results import Writing
from verbale.formats.translation.markup import HEAD, attribute, escape
from verbale.languages import LANGUAGES, language
from verbale.languages.sentences import rules

NAMESPACE = "http://www.lisa.org/srx20"

_HEADER = (
    '<header segmentsubflows="no" cascade="no"><formathandle type="start" include="no"/>'
    '<formathandle type="end" include="yes"/><formathandle type="isolated" include="yes"/></header>\n'
)


def write(languages: Sequence[str] = LANGUAGES) -> Writing:
    """Return the rules of some languages as an SRX file, valid against its schema."""
    known = [language(code) for code in languages]
    lists = "".join(_rules(one.code, one.name_en) for one in known)
    maps = "".join(
        f'<languagemap languagepattern="(?i){one.code}.*"{attribute("languagerulename", one.name_en)}/>\n'
        for one in known
    )
    return Writing(
        (
            f'{HEAD}<srx version="2.0" xmlns="{NAMESPACE}">\n{_HEADER}<body>\n<languagerules>\n{lists}</languagerules>\n'
            f"<maprules>\n{maps}</maprules>\n</body>\n</srx>\n"
        ).encode()
    )


def _rules(code: str, name: str) -> str:
    rows = "".join(
        f'<rule break="{"yes" if rule.breaks else "no"}"><beforebreak>{escape(rule.before)}</beforebreak>'
        f"<afterbreak>{escape(rule.after)}</afterbreak></rule>\n"
        for rule in rules(code)
    )
    return f"<languagerule{attribute('languagerulename', name)}>\n{rows}</languagerule>\n"
