"""In which language a page speaks, and how a person changes that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from verbale.desk.models import Person
from verbale.languages import LANGUAGES

LOGIN = "/accounts/login/"


def spoken(client: Client, **headers: str) -> str:
    return client.get(LOGIN, headers=headers).headers["Content-Language"]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("ar", "ar"), ("zh-CN,zh;q=0.9", "zh"), ("zh-Hans", "zh"), ("fr-CH, en;q=0.5", "fr"), ("ru", "ru"), ("es-419", "es"),
        ("de, es;q=0.3", "es"), ("de", "en"), ("", "en"), ("\x00;;q=ü", "en"),
    ],
)  # fmt: skip
def test_the_browser_asks_for_a_language(client: Client, asked: str, language: str) -> None:
    assert spoken(client, **{"accept-language": asked}) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_direction(client: Client, language: str) -> None:
    answer = client.get(LOGIN, headers={"accept-language": language})
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in answer.content.decode()
    assert {"Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


def test_a_choice_lasts_and_leads_back(client: Client) -> None:
    answer = client.post("/language/", {"language": "zh-hans", "next": f"{LOGIN}?next=/desk/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{LOGIN}?next=/desk/")
    assert spoken(client, **{"accept-language": "fr"}) == "zh"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_choice_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    answer = client.post("/language/", {"language": "ar", "next": elsewhere})
    assert "evil" not in answer.headers["Location"]
    assert answer.headers["Location"].startswith("/")


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    client.post("/language/", {"language": "de", "next": LOGIN})
    assert spoken(client) == "en"


def test_what_a_person_prefers_comes_first_and_is_kept(client: Client, person: Callable[..., Person]) -> None:
    somebody = person(language="ru")
    client.force_login(somebody, "django.contrib.auth.backends.ModelBackend")
    factors = "/accounts/2fa/"
    assert client.get(factors, headers={"accept-language": "fr"}).headers["Content-Language"] == "ru"
    client.post("/language/", {"language": "es", "next": factors})
    somebody.refresh_from_db()
    assert somebody.language == "es"
    assert client.get(factors).headers["Content-Language"] == "es"


def test_a_page_is_only_asked_for_by_post(client: Client) -> None:
    assert client.get("/language/").status_code == 405


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "هذا الحقل مطلوب"), ("zh", "这个字段是必填项"), ("en", "This field is required"), ("fr", "Ce champ est obligatoire"),
        ("ru", "Обязательное поле"), ("es", "Este campo es obligatorio"),
    ],
)  # fmt: skip
def test_faults_of_a_form_are_told_in_the_language(client: Client, language: str, words: str) -> None:
    page = client.post(LOGIN, {}, headers={"accept-language": language}).content.decode()
    assert page.count(words) >= 4  # in the summary and beside each of two fields
    assert 'href="#id_login"' in page
