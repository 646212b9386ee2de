"""Signposting (levels 1 and 2): what a machine finds from a page, its files and its descriptions, as links.

Level 1 are ``Link`` headers, level 2 all of them in one set (RFC 9264) at ``/{symbol}.linkset.json``.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from verbale.library.addresses import path_of
from verbale.library.descriptions import FORMATS as DESCRIPTIONS
from verbale.library.descriptions import MEDIA_TYPES
from verbale.library.lookup import Found, Version
from verbale.library.reading import SUFFIX_OF, address

_TYPE = "https://schema.org/DigitalDocument"
_PAGE = "https://schema.org/AboutPage"


def of_page(found: Found, version: Version) -> str:
    """Return the ``Link`` header of the page of a version."""
    links = [
        _link(path_of(found.name), "cite-as"),
        f'<{_PAGE}>; rel="type"',
        f'<{_TYPE}>; rel="type"',
        _link(path_of(found.name, suffix="linkset.json"), "linkset", MEDIA_TYPES["linkset"]),
    ]
    links += [
        _link(address(found, version, SUFFIX_OF[name]), "item", row.media_type)
        for name, row in version.files.items()
        if name in SUFFIX_OF
    ]
    links += [
        _link(address(found, version, SUFFIX_OF[name]), "describedby", MEDIA_TYPES[name]) for name in DESCRIPTIONS
    ]
    links += [f'{_link(path_of(found.name, lang), "alternate")}; hreflang="{lang}"' for lang in found.versions]
    return ", ".join(links)


def of_file(found: Found, version: Version | None, relation: str) -> str:
    """Return the ``Link`` header of a file ("collection") or a description ("describes") of a version, or of all."""
    page = path_of(found.name, version.language if version else "")
    return ", ".join(
        [
            _link(page, relation, "text/html"),
            _link(path_of(found.name), "cite-as"),
            _link(path_of(found.name, suffix="linkset.json"), "linkset", MEDIA_TYPES["linkset"]),
        ]
    )


def linkset(found: Found) -> bytes:
    """Return all links of a document as a linkset in JSON."""
    sets: list[dict[str, Any]] = []
    for lang, (newest, *_) in found.versions.items():
        page = _whole(path_of(found.name, lang))
        files = [(SUFFIX_OF[name], row.media_type) for name, row in newest.files.items() if name in SUFFIX_OF]
        described = [(SUFFIX_OF[name], MEDIA_TYPES[name]) for name in DESCRIPTIONS]
        sets.append(
            {
                "anchor": page,
                "cite-as": [{"href": _whole(path_of(found.name))}],
                "type": [{"href": _PAGE}, {"href": _TYPE}],
                "item": [_target(found, lang, *one) for one in files],
                "describedby": [_target(found, lang, *one) for one in described],
                "alternate": [
                    {"href": _whole(path_of(found.name, other)), "hreflang": [other]}
                    for other in found.versions
                    if other != lang
                ],
            }
        )
        sets += [
            {"anchor": _whole(path_of(found.name, lang, suffix)), relation: [{"href": page, "type": "text/html"}]}
            for relation, ends in (("collection", files), ("describes", described))
            for suffix, _ in ends
        ]
    return json.dumps({"linkset": sets}, indent=1).encode() + b"\n"


def _target(found: Found, lang: str, suffix: str, media_type: str) -> dict[str, str]:
    return {"href": _whole(path_of(found.name, lang, suffix)), "type": media_type}


def _whole(path: str) -> str:
    return f"{settings.ADDRESS}{path}"


def _link(path: str, relation: str, media_type: str = "") -> str:
    return f'<{_whole(path)}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")
