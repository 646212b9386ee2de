"""What holds for every symbol, over symbols made from the grammar."""

from __future__ import annotations

import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.problems import BadSymbol
from verbale.symbols import expand, file_name, from_file_name, from_undocs, looks_like, parse, pattern, undocs


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ASEHRCGLaPVdst0123/()[].-* *,\u2013\u0410\n"), max_size=40) | st.text(max_size=400))
def test_any_text_is_a_symbol_or_a_named_error(text: str) -> None:
    try:
        symbol = parse(text)
    except BadSymbol:
        return
    assert parse(str(symbol)) == symbol
    assert str(symbol).isascii()


def _numbers(most: int) -> st.SearchStrategy[str]:
    return st.integers(1, most).map(str)


_BODY = st.sampled_from(
    [
        "A",
        "A/HRC",
        "A/HRC/WG.6",
        "A/C.3",
        "A/CONF.224/PC(III)",
        "S",
        "E/CN.4/Sub.2",
        "CERD/C",
        "ICCD/COP(9)",
        "UNEP/EA.5",
        "TD/B",
    ]
)
_WHEN = st.sampled_from(["43", "S-34", "ES-11", "2015", "1987"])
_SERIES = st.sampled_from(["", "/G", "/NGO", "/INF", "/RES", "/DEC"])
_DOTTED = st.sampled_from(["L", "PV", "SR", "CRP", "WP"])
_SUFFIX = st.sampled_from(["Add", "Corr", "Rev", "Amend"])
_BRACKET = st.sampled_from(["", " (Part II)", " (Vol. I)", " (Sect. 29G)", " (SUPP)"])


@st.composite
def symbols(draw: st.DrawFn) -> str:
    """Return a canonical symbol, single or double, with any tails."""
    numbered = f"{draw(_SERIES)}/{draw(_WHEN)}/{draw(_numbers(9999))}" if draw(st.booleans()) else ""
    middle = numbered or f"/{draw(_WHEN)}/{draw(_DOTTED)}.{draw(_numbers(9999))}"
    chain = "".join(f"/{draw(_SUFFIX)}.{draw(_numbers(99))}" for _ in range(draw(st.integers(0, 3))))
    body = draw(_BODY if "/RES" not in middle else _BODY.filter(lambda body: body != "S"))
    return f"{body}{middle}{draw(_BRACKET)}{chain}"


@settings(max_examples=200, deadline=None)
@given(symbols(), symbols() | st.none(), st.integers(0, 3))
def test_canonical_symbols_come_back_to_the_letter(single: str, other: str | None, stars: int) -> None:
    text = "-".join(filter(None, (single, other))) + "*" * stars
    symbol = parse(text)
    assert str(symbol) == text
    assert parse(str(symbol)) == symbol
    assert parse(text.upper()) == symbol
    assert symbol.stars == stars
    assert len(symbol.joint) == (2 if other else 0)
    assert "".join(part.text for part in (symbol.joint or (symbol,))[-1].parts if part.kind == "suffix") == "".join(
        component for component in (other or single).split("/") if component.startswith(("Add", "Corr", "Rev", "Amend"))
    )
    assert from_file_name(file_name(symbol, ["en"], "pdf")) == (symbol, ("en",))
    assert expand(text) == [symbol]
    assert looks_like(text)
    found = re2.search(pattern(), f"see {text}, annex")
    assert found[0] == text
    if not other:
        assert from_undocs(undocs(symbol, "fr")) == (parse(text.rstrip("*")), "fr")
