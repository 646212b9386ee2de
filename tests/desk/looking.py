"""Looking at pages as text: elements by simple selectors, forms as a browser would send them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from lxml import html

_PART = re.compile(
    r"(?P<tag>^[a-z0-9]+)|#(?P<id>[\w-]+)|\.(?P<kind>[\w-]+)|\[(?P<name>[\w-]+)(?:\^='(?P<value>[^']*)')?\]"
)


def select(element: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """The elements below one that a selector names: tags, classes, ids and attributes, set apart by spaces."""
    path = "."
    for step in selector.split():
        found = list(_PART.finditer(step))
        path += f"//{found[0]['tag'] or '*'}"
        for part in found:
            if part["id"]:
                path += f"[@id='{part['id']}']"
            elif part["kind"]:
                path += f"[contains(concat(' ', normalize-space(@class), ' '), ' {part['kind']} ')]"
            elif part["name"]:
                path += f"[starts-with(@{part['name']}, '{part['value']}')]" if part["value"] else f"[@{part['name']}]"
    return element.xpath(path)


def parsed(response: Any) -> html.HtmlElement:
    """The page of a response."""
    return html.document_fromstring(response.content.decode())


def page(client: Client, address: str) -> html.HtmlElement:
    """The page at an address, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()[:500]
    return parsed(response)


def filled(form: html.HtmlElement) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands, its buttons apart."""
    given: dict[str, list[str]] = {}
    for name, value in form.form_values():
        given.setdefault(name, []).append(value.removeprefix("\n"))  # as a browser leaves it out of a textarea
    return {name: values for name, values in given.items() if name != "csrfmiddlewaretoken"}


def form_to(found: html.HtmlElement, end: str) -> html.HtmlElement:
    """The one form of a page whose address ends so."""
    (form,) = [form for form in found.forms if (form.get("action") or "").endswith(end)]
    return form


def words(element: html.HtmlElement) -> str:
    """The words of an element."""
    return " ".join(element.text_content().split())
