"""The language of a page: what the person prefers, else what this browser chose, else what it asks for, else English."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from verbale.languages import LANGUAGES

_DJANGO = {"zh": "zh-hans"}
_OURS = {theirs: ours for ours, theirs in _DJANGO.items()}


def django_code(lang: str) -> str:
    """Return Django's code of one of the six languages: "zh" is "zh-hans"."""
    return _DJANGO.get(lang, lang)


def current() -> str:
    """Return which of the six languages is spoken now."""
    code = translation.get_language() or "en"
    return _OURS.get(code, code)


def speaking(lang: str) -> translation.override:
    """Speak another language inside a ``with`` (mails, receipts)."""
    return translation.override(django_code(lang))


def of_request(request: HttpRequest) -> str:
    """Return the language for who asks."""
    preferred = getattr(request.user, "language", "")
    return preferred if preferred in LANGUAGES else of_browser(request)


def of_browser(request: HttpRequest) -> str:
    """Return the language that a browser chose or asks for, whoever sits before it."""
    code = translation.get_language_from_request(request)
    return _OURS.get(code, code)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer each request in the language of who asks, and say so in the headers."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.language = of_request(request)
        with speaking(request.language):
            response = get_response(request)
            if response.get("Content-Type", "").startswith("text/html"):
                patch_vary_headers(response, ["Accept-Language", "Cookie"])
                response.headers.setdefault("Content-Language", current())
            return response

    return answer


@csrf_exempt  # it changes nothing but words, and without a token a page is the same for all who read its language
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Set the language (``language``, Django's code) of this browser and of who is signed in; return to ``next``."""
    code = request.POST.get("language", "")
    lang = _OURS.get(code, code)
    if request.user.is_authenticated and lang in LANGUAGES:
        get_user_model().objects.filter(pk=request.user.pk).update(language=lang)
    return set_language(request)
