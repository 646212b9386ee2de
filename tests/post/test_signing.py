"""The signature of a call, as any receiver would check it."""

from __future__ import annotations

import datetime
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.post.signing import TOLERANCE, is_signed, sign

AT = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)


def test_the_signature_is_the_one_described() -> None:
    moment = str(int(AT.timestamp()))
    wanted = hmac.new(b"secret", moment.encode() + b"." + b'{"a": 1}', hashlib.sha256).hexdigest()
    assert sign(["secret"], b'{"a": 1}', AT) == f"t={moment},v1={wanted}"


@given(st.text(min_size=1), st.text(min_size=1), st.binary(), st.binary())
def test_only_what_was_signed_is_taken(secret: str, other: str, body: bytes, forged: bytes) -> None:
    signature = sign([secret, other], body, AT)
    assert is_signed(secret, body, signature, AT)
    assert is_signed(other, body, signature, AT)
    assert is_signed("another" + secret + other, body, signature, AT) is False
    assert is_signed(secret, forged, signature, AT) is (forged == body)


@pytest.mark.parametrize("seconds", [-TOLERANCE - 1, TOLERANCE + 1, 86400])
def test_an_old_call_is_not_taken_again(seconds: int) -> None:
    signature = sign(["secret"], b"{}", AT)
    assert not is_signed("secret", b"{}", signature, AT + datetime.timedelta(seconds=seconds))


@given(st.text())
def test_nonsense_is_no_signature(text: str) -> None:
    assert not is_signed("secret", b"{}", text, AT)
