"""The checks of concordance: each looks at one kind of statement over the rows of an alignment and yields findings."""

from collections.abc import Callable, Iterator

from verbale.concordance.checks import (
    citations,
    dates,
    digits,
    emphasis,
    language,
    masthead,
    names,
    notes,
    numbers,
    received,
    scripts,
    structure,
    terms,
    titles,
    wording,
)
from verbale.concordance.model import Alignment, Finding

Check = Callable[[Alignment], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    masthead.check,
    structure.check,
    notes.check,
    received.check,
    citations.check,
    dates.check,
    numbers.check,
    names.check,
    digits.check,
    language.check,
    scripts.check,
    terms.check,
    wording.check,
    titles.check,
    emphasis.check,
)
