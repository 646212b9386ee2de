"""Elements of XML from strings: what is text is escaped here and nowhere else."""

from __future__ import annotations

import re

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_SPECIAL = re.compile('[&<>"\r\n\t]')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ILLEGAL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Return the text for the content of an element."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(name: str, value: str) -> str:
    """Return an attribute with a space before it; nothing where the value is empty."""
    if not value:
        return ""
    if _SPECIAL.search(value):
        value = escape(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f' {name}="{value}"'


def always(name: str, value: str) -> str:
    """Return an attribute that must be there, be it empty."""
    return attribute(name, value) or f' {name}=""'


def encode(markup: str) -> tuple[bytes, int]:
    """Return the bytes of an XML file, and how many characters no XML can hold: each stands as U+FFFD."""
    try:
        data = markup.encode()
        if len(data.translate(None, _CONTROLS)) == len(data) and "\ufffe" not in markup and "\uffff" not in markup:
            return data, 0
    except UnicodeEncodeError:
        pass
    mended, count = _ILLEGAL.subn("\ufffd", markup)
    return mended.encode(), count


def space(text: str) -> str:
    """Return ``xml:space`` for a text whose spaces a reader of published files would draw together; else nothing."""
    loose = text[:1] == " " or text[-1:] == " " or "  " in text or "\n" in text or "\t" in text or "\r" in text
    return ' xml:space="preserve"' if loose else ""


def tongue(code: str) -> str:
    """Return ``xml:lang`` for a code that the schema takes for a language's; else nothing."""
    return attribute("xml:lang", code) if is_language(code) else ""


def is_language(code: str) -> bool:
    """Tell whether a code has the shape of a language's (BCP 47)."""
    return _LANGUAGE.fullmatch(code) is not None
