"""Signing in: password, second step, passkey, forgotten password; nobody registers, and nobody tries for ever."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from tests.pages.conftest import WORD
from verbale.desk.models import Person
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

LOGIN = "/accounts/login/"
PAGES = ("/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/",
         "/accounts/password/change/", "/accounts/reauthenticate/", "/accounts/logout/")  # fmt: skip


def sign_in(client: Client, word: str = WORD, email: str = "a.beacon@example.org") -> str:
    answer = client.post(LOGIN, {"login": email, "password": word})
    return answer.headers.get("Location", f"{answer.status_code}")


def confirm(client: Client) -> None:
    """Give the password again: what guards an account is changed only by who just did."""
    assert client.get(PAGES[1]).headers["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/reauthenticate/", {"password": WORD}).status_code == 302


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_person_signs_in_and_out(client: Client, person: Callable[..., Person]) -> None:
    person()
    assert sign_in(client, email="A.Beacon@Example.org") == "/"
    assert "A. Beacon" in client.get("/accounts/2fa/").content.decode()
    client.post("/accounts/logout/")
    assert client.get("/accounts/2fa/").headers["Location"].startswith(LOGIN)


def test_a_wrong_password_and_an_unknown_person_look_alike(client: Client, person: Callable[..., Person]) -> None:
    person()
    pages = [
        client.post(LOGIN, {"login": email, "password": "wrong word 1"}).content.decode()
        for email in ("a.beacon@example.org", "nobody@example.org")
    ]
    bare = [re.sub(r'(csrfmiddlewaretoken" |name="login" )?value="[^"]*"', "", page) for page in pages]
    assert bare[0] == bare[1]


def test_who_has_left_does_not_come_in(client: Client, person: Callable[..., Person]) -> None:
    somebody = person()
    Person.objects.filter(pk=somebody.pk).update(is_active=False)
    assert sign_in(client) != "/"
    assert "_auth_user_id" not in client.session


def test_tries_are_counted(client: Client, person: Callable[..., Person]) -> None:
    person()
    told = [sign_in(client, word=f"wrong word {n}") for n in range(12)]
    assert told[0] == "200"
    assert sign_in(client) != "/"  # the right word comes too late


def test_nobody_registers_and_the_page_says_so(client: Client) -> None:
    before = Person.objects.count()
    answer = client.post("/accounts/signup/", {"email": "new@example.org", "password1": WORD})
    assert say("sign.closed", "en") in answer.content.decode()
    assert Person.objects.count() == before


def test_the_second_step(client: Client, person: Callable[..., Person]) -> None:
    somebody = person()
    sign_in(client)
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', page)[1]
    assert client.post("/accounts/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    kept = Authenticator.objects.get(user=somebody, type="totp").data["secret"]
    assert secret not in kept
    assert get_adapter().decrypt(kept) == secret
    codes = re.findall(
        r"^(?:.*>)?(\d{8})(?:<.*)?$", client.get("/accounts/2fa/recovery-codes/").content.decode(), re.MULTILINE
    )
    assert len(codes) >= 8
    client.post("/accounts/logout/")
    assert sign_in(client) == "/accounts/2fa/authenticate/"
    assert say("sign.second", "en") in client.get("/accounts/2fa/authenticate/").content.decode()
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).headers["Location"] == "/"
    client.post("/accounts/logout/")
    sign_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200  # it was good once


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forgotten_password_in_the_persons_own_language(
    client: Client, person: Callable[..., Person], language: str
) -> None:
    somebody = person(language=language)
    client.post("/accounts/password/reset/", {"email": somebody.email}, headers={"accept-language": "en"})
    (sent,) = mail.outbox
    assert sent.to == [somebody.email]
    assert say("sign.mail-greeting", language, organization="localhost") in sent.body
    if language != "en":
        assert "password" not in sent.body.split("http")[0]
        assert "assword" not in sent.subject
    link = re.search(r"http://localhost(/accounts/\S+)", sent.body)[1]
    step = client.get(link).headers["Location"]
    new = "another lighthouse 8"
    assert client.post(step, {"password1": new, "password2": new}).status_code == 302
    assert sign_in(client, word=new) == "/"


def test_who_is_not_known_gets_no_mail_and_sees_the_same_page(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer.headers["Location"] == "/accounts/password/reset/done/"
    assert all("/accounts/password/reset/key/" not in sent.body for sent in mail.outbox)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_english_on_the_pages_of_an_account(client: Client, person: Callable[..., Person], language: str) -> None:
    person(language=language)
    sign_in(client)
    confirm(client)
    english = {"the", "your", "you", "add", "not", "used", "menu", "messages", "authenticator", "change", "sign"}
    for address in (*PAGES, "/accounts/password/reset/", "/accounts/password/reset/done/"):
        page = client.get(address).content.decode()
        shown = re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL)
        assert f'lang="{language}"' in page, address
        assert set(re.findall(r"[a-z]+", shown.lower())) & english == set(), address
