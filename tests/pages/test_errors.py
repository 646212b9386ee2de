"""What cannot be done is told in the reader's language, with the right status, and without our inside."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django import forms
from django.db import connection
from django.test import Client, override_settings

from tests.pages.addresses import ERRORS
from verbale.archive.errors import Conflict
from verbale.languages import LANGUAGES
from verbale.pages.errors import refuse
from verbale.pages.language import speaking
from verbale.pages.wording import say
from verbale.problems import BadSymbol

POLICY = "Content-Security-Policy"


@pytest.fixture
def failing(client: Client) -> Iterator[Client]:
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.pages.addresses"):
        yield client


@pytest.mark.parametrize("name", ERRORS)
def test_each_error_has_its_status_and_a_page(failing: Client, name: str) -> None:
    _, status = ERRORS[name]
    answer = failing.get(f"/fail/{name}/", headers={"accept-language": "ar"})
    page = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="ar" dir="rtl">' in page
    assert "12345" not in page
    assert "Traceback" not in page
    assert answer.headers[POLICY].startswith("default-src 'none'")


@pytest.mark.parametrize("name", ERRORS)
def test_programs_get_each_error_as_json(failing: Client, name: str) -> None:
    error, status = ERRORS[name]
    answer = failing.get(f"/api/fail/{name}/")
    found = json.loads(answer.content)
    assert (answer.status_code, found["status"]) == (status, status)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert found["title"]
    assert found["detail"]
    assert "12345" not in answer.content.decode()
    if status not in (400, 401, 403, 500):
        assert found["code"] == error.code
        assert found["where"] == error.where


def test_a_page_tells_what_where_and_what_to_do(failing: Client) -> None:
    page = failing.get("/fail/state/", headers={"accept-language": "fr"}).content.decode()
    assert "<h1>Cela ne peut être fait maintenant</h1>" in page
    assert '<p lang="en" dir="ltr">It is &lt;released&gt;. Reissue it.</p>' in page
    assert "<bdi>A/HRC/43/G/25</bdi>" in page


def test_an_error_may_bring_its_own_words(failing: Client) -> None:
    page = failing.get("/fail/changed/", headers={"accept-language": "ru"}).content.decode()
    assert '<p lang="ru" dir="ltr">Страница 3 из A/HRC/43/G/25</p>' in page
    assert say("error.conflict.title", "ru") in page


def test_a_form_that_is_refused_keeps_what_was_typed() -> None:
    class Named(forms.Form):
        symbol = forms.CharField()
        reason = forms.CharField()

    for language, words in [
        ("en", "No number. Did you mean A/63/13?"),
        ("fr", "Ce n’est pas une cote de document. \u2068No number. Did you mean A/63/13?\u2069"),
    ]:
        with speaking(language):
            form = Named({"symbol": "A/63/", "reason": "<typed>"})
            assert form.is_valid()
            refuse(form, BadSymbol("No number.", repair="A/63/13", where="symbol"))
            drawn = str(form)
        assert words in form.errors["symbol"][0]
        assert 'value="A/63/"' in drawn
        assert 'value="&lt;typed&gt;"' in drawn
        assert drawn.count(form.errors["symbol"][0]) == 2  # at the top and beside the field
        assert 'href="#id_symbol"' in drawn
        other = Named({"symbol": "A/63/", "reason": "x"})
        refuse(other, Conflict("It was changed.", where="case"))
        assert "It was changed." in other.non_field_errors()[0]


def test_who_is_not_known_is_asked_to_sign_in_and_comes_back(failing: Client) -> None:
    answer = failing.get("/fail/not-you/?a=1&b=2")
    assert answer.status_code == 401
    assert "WWW-Authenticate" in answer.headers
    assert 'href="/accounts/login/?next=/fail/not-you/%3Fa%3D1%26b%3D2"' in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda c, h: c.get("/nothing/", headers=h), 404),
        (lambda c, h: c.get("/only-post/", headers=h), 405),
        (lambda c, h: c.get("/", headers={**h, "host": "elsewhere.example"}), 400),
        (lambda c, h: c.get("/fail/fault/", headers=h), 500),
        (lambda c, h: c.get("/fail/forbidden/", headers=h), 403),
        (lambda c, h: c.post("/only-post/", data=b"x" * 2_000_000, content_type="text/plain", headers=h), 413),
        (lambda c, h: c.post("/only-post/", {"a": "x" * 1500}, headers=h), 413),
    ],
    ids=["404", "405", "400", "500", "403", "413-all", "413-fields"],
)
def test_pages_of_errors_in_six_languages(failing: Client, ask, status: int, language: str) -> None:
    with override_settings(UPLOAD_LIMIT=1_000_000, DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        answer = ask(failing, {"accept-language": language})
    assert answer.status_code == status
    assert answer.headers["Content-Language"] == language
    assert say(f"error.{status}.title", language) in answer.content.decode()


def test_a_form_without_its_token_is_refused(failing: Client) -> None:
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    answer = strict.post("/accounts/login/", {"login": "a@example.org"}, headers={"accept-language": "es"})
    assert answer.status_code == 403
    assert say("error.form-expired.title", "es") in answer.content.decode()


def test_a_method_that_is_not_allowed_names_those_that_are(failing: Client) -> None:
    assert failing.get("/only-post/").headers["Allow"] == "POST"


def test_the_page_of_a_fault_needs_no_database(failing: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def __enter__(self):
            raise ConnectionError("Inside: 12345")

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(connection, "cursor", lambda *_: Gone())
    answer = failing.get("/healthz", headers={"accept-language": "zh"})
    assert answer.status_code == 500
    assert say("error.500.title", "zh") in answer.content.decode()


def test_health(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_pages_may_do_little_and_files_only_what_they_need(failing: Client) -> None:
    page = failing.get("/accounts/login/")
    policy = dict(part.split(" ", 1) for part in page.headers[POLICY].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in page.headers[POLICY]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'self'" in failing.get("/framed/").headers[POLICY]
    assert "X-Frame-Options" in failing.get("/framed/").headers
    stored = failing.get("/document/").headers
    assert "sandbox" in stored[POLICY]
    assert "script-src" not in stored[POLICY]
    assert stored["X-Frame-Options"] == "SAMEORIGIN"


def test_style_and_script_come_with_their_names(client: Client) -> None:
    for name, kind in [("style.css", "text/css"), ("keys.js", "text/javascript"), ("mark.svg", "image/svg+xml")]:
        answer = client.get(f"/static/pages/{name}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(kind)
        answer.close()
