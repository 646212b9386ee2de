"""Words in templates: ``{% load wording %}``, then ``{% say "queue.title" %}``, ``{{ case.due|day }}`` and the like.

All speak the language of the page.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from verbale.languages import language, write_date
from verbale.pages import errors, wording
from verbale.pages.language import current
from verbale.problems import Problem, VerbaleError

register = template.Library()


@register.simple_tag
def say(key: str, /, **slots: object) -> SafeString:
    """Say the words of a key: ``{% say "case.title" symbol=case.symbol %}``; values are escaped and set apart."""
    return wording.say_html(key, current(), **slots)


@register.simple_tag
def say_plain(key: str, /, **slots: object) -> str:
    """Say the words of a key without markup, for attributes and titles."""
    return wording.say(key, current(), **slots)


@register.filter
def said(key: str) -> str:
    """Say the words of a key that is put together: ``{{ "state."|add:case.state|said }}``."""
    return wording.say(key, current())


@register.filter
def day(value: date | None) -> str | SafeString:
    """Write a day: "20 March 2026"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), write_date(value, current()))


@register.filter
def moment(value: datetime | None) -> str | SafeString:
    """Write a moment: "20 March 2026, 14:05 UTC", in the time of the place that the settings name."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="seconds"), moment_plain(value))


@register.filter
def moment_plain(value: datetime) -> str:
    """Write a moment without markup."""
    return wording.moment(value, current())


@register.filter
def language_name(code: str) -> str:
    """Name a language in that of the page: "Arabic"."""
    return language(code).names[current()]


@register.filter
def own_name(code: str) -> str:
    """Name a language in itself."""
    return language(code).names[code]


@register.filter
def marks(code: str) -> SafeString:
    """Mark an element as words of a language: ``<p {{ text.language|marks }}>``; empty for none."""
    return format_html('lang="{}" dir="{}"', code, language(code).direction) if code else SafeString("")


@register.filter
def told(problem: Problem) -> SafeString:
    """Tell what is wrong and what to do: in the language of the page where the catalogue has it, what was said beside."""
    own = format_html('<span lang="en" dir="ltr">{} {}</span>', problem.text, problem.advice)
    key = f"problem.{problem.code}"
    if current() == "en" or not wording.has(f"{key}.text"):
        return own
    words = (wording.say(f"{key}.{part}", current()) for part in ("text", "advice"))
    return format_html('<span>{} {}</span> <span class="hint">{}</span>', *words, own)


@register.filter
def explained(error: VerbaleError) -> SafeString:
    """Say what an error says, in the language of the page; what was said in English alone stands behind, as a hint."""
    text, own = errors.explained(error)
    hint = format_html(' <span class="hint" lang="en" dir="ltr">{}</span>', own) if own else SafeString("")
    return format_html("<span>{}</span>{}", text, hint)


@register.simple_tag(takes_context=True)
def state_name(context: template.Context, code: str) -> str:
    """Name a State, by the ``authorities`` in the context."""
    return context["authorities"].states[code].name(current())


@register.simple_tag(takes_context=True)
def body_name(context: template.Context, code: str) -> str:
    """Name a body, by the ``authorities`` in the context."""
    return context["authorities"].bodies[code].names[current()]


@register.simple_tag(takes_context=True)
def same_page(context: template.Context, **changes: Any) -> str:
    """Give the address of this page with other questions: ``{% same_page page=2 %}``; None leaves one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
