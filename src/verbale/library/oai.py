"""OAI-PMH 2.0 at ``/oai``: everything public for harvesters, in ``oai_dc``, ``marcxml`` and ``akn``.

``akn`` is the Akoma Ntoso file of a document in English, or in the first language that it is in; ``akn-fr`` and the like
are those of one language. Files are given as the archive keeps them; descriptions name all languages of a document and
come from `verbale.library.descriptions`, which sets no type. A token holds what was asked, the primary key of the last
record given, how many were given and how many there were at the start, so it needs no memory here and never expires.
"""

from __future__ import annotations

import base64
import datetime
import logging
import re
from collections.abc import Iterable, Sequence
from typing import Annotated
from urllib.parse import quote, unquote, urlsplit
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from verbale.archive.files import stored
from verbale.archive.models import Work
from verbale.languages import LANGUAGES
from verbale.library import descriptions, harvest, lookup, telling
from verbale.library.harvest import Record, Window
from verbale.library.rates import limited
from verbale.problems import VerbaleError

PAGE = 100
"""Records in one answer, and headers of records."""

_AKN = ("http://docs.oasis-open.org/legaldocml/ns/akn/3.0/akomantoso30.xsd",
        "http://docs.oasis-open.org/legaldocml/ns/akn/3.0")  # fmt: skip
FORMATS = {
    "oai_dc": ("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/"),
    "marcxml": ("http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd", "http://www.loc.gov/MARC21/slim"),
    "akn": _AKN,
    **{f"akn-{lang}": _AKN for lang in LANGUAGES},
}
"""The formats by their prefixes: schema and namespace."""
_DESCRIBERS = {"oai_dc": "dublincore", "marcxml": "marcxml"}

_ARGUMENTS: dict[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), set()),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set"}),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set"}),
}
"""The verbs, and the arguments that each must and may have."""
_LISTS = ("ListSets", "ListIdentifiers", "ListRecords")
_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+")
"""What the schema of identifiers takes for the name of a repository."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
_COLLECTION = re.compile(rb"^.*?<record>(.*</record>).*$", re.DOTALL)
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/'
    ' http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">\n'
)
_log = logging.getLogger("verbale.library")


class Fault(Exception):
    """What the protocol calls an error: its code and what is told."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


@csrf_exempt  # nothing changes here, and harvesters may ask by POST
@require_http_methods(["GET", "HEAD", "POST"])
@limited(status=503)
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a harvester."""
    at, given = timezone.now(), request.POST if request.method == "POST" else request.GET
    said: dict[str, str] = {}
    try:
        asked = _asked(given)
        body = _answer(asked, at)
        said = asked
    except Fault as fault:
        if fault.code not in ("badVerb", "badArgument"):
            said = given.dict()
        body = f"<error code={quoteattr(fault.code)}>{escape(fault.text)}</error>"
    told = "".join(f" {name}={quoteattr(value)}" for name, value in said.items())
    text = f"{_HEAD}<responseDate>{_written(at)}</responseDate>\n<request{told}>{escape(_base())}</request>\n{body}\n</OAI-PMH>\n"
    return HttpResponse(text, content_type="text/xml; charset=utf-8")


# -- what is asked ----------------------------------------------------------------------------------------------


def _asked(given: QueryDict) -> dict[str, str]:
    """Return the arguments of a request; raises Fault where they are not as the protocol has them."""
    verbs = given.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in _ARGUMENTS:
        raise Fault("badVerb", f"The verb is none of: {', '.join(_ARGUMENTS)}; or it comes twice.")
    verb = verbs[0]
    must, may = _ARGUMENTS[verb]
    names = set(given) - {"verb"}
    for name in names:
        if len(given.getlist(name)) > 1:
            raise Fault("badArgument", f"{_clean(name)} comes more than once.")
    if "resumptionToken" in names and verb in _LISTS:
        if names != {"resumptionToken"}:
            raise Fault("badArgument", "A resumptionToken comes alone.")
    elif wrong := names - must - may:
        raise Fault("badArgument", f"{verb} has no such argument: {_clean(', '.join(sorted(wrong)))}.")
    elif lacking := must - names:
        raise Fault("badArgument", f"{verb} needs: {', '.join(sorted(lacking))}.")
    if any(_clean(value) != value for value in given.values()):
        raise Fault("badArgument", "There are letters in it that XML does not have.")
    return given.dict()


def _clean(text: str) -> str:
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def _window(asked: dict[str, str]) -> Window:
    """Return what is harvested; raises Fault for moments that are none or of two granularities, and unknown formats."""
    texts = [asked[name] for name in ("from", "until") if name in asked]
    if len({len(text) for text in texts}) > 1:
        raise Fault("badArgument", "from and until are of different granularity: both days, or both seconds.")
    start, end = (_moment(asked[name]) if name in asked else None for name in ("from", "until"))
    if start and end and start > end:
        raise Fault("badArgument", "from is after until.")
    if end:
        try:
            end += datetime.timedelta(days=1) if len(asked["until"]) == 10 else datetime.timedelta(seconds=1)
        except OverflowError:
            end = None
    prefix = asked["metadataPrefix"]
    if prefix not in FORMATS:
        raise Fault("cannotDisseminateFormat", f"The formats are: {', '.join(FORMATS)}.")
    files = None if prefix in _DESCRIBERS else ("akn", prefix.partition("-")[2])
    return Window(start, end, asked.get("set", ""), files)


def _moment(text: str) -> datetime.datetime:
    if not _MOMENT.fullmatch(text):
        raise Fault("badArgument", "A moment is written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    try:
        return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
    except ValueError as error:
        raise Fault("badArgument", f"There is no such moment: {text}.") from error


_Count = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]


class Place(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Where a harvest stands, as its token says.

    It holds what was asked, the primary key after which to go on, how many records were given, and how many there were
    when it began.
    """

    asked: dict[str, str]
    after: _Count = 0
    given: _Count = 0
    size: _Count = 0


def _token(place: Place) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _resumed(verb: str, token: str) -> Place:
    """Return where a token stands; raises Fault where it is none of ours, or of another verb."""
    try:
        place = msgspec.json.decode(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)), type=Place)
        must, may = _ARGUMENTS[verb]
        if place.asked["verb"] == verb and must <= set(place.asked) - {"verb"} <= must | may:
            _window(place.asked)
            return place
    except (ValueError, LookupError, Fault) as error:
        raise Fault("badResumptionToken", "This is no token of ours.") from error
    raise Fault("badResumptionToken", "This is no token of ours.")


# -- what is answered -------------------------------------------------------------------------------------------


def _answer(asked: dict[str, str], at: datetime.datetime) -> str:
    verb = asked["verb"]
    match verb:
        case "Identify":
            body = _identify()
        case "ListMetadataFormats":
            body = _formats(asked.get("identifier"), at)
        case "ListSets":
            if "resumptionToken" in asked:
                raise Fault("badResumptionToken", "The list of sets comes whole, without tokens.")
            body = "".join(_set(one) for one in harvest.sets(at))
        case "GetRecord":
            body = _get(asked["identifier"], asked["metadataPrefix"], at)
        case _:
            body = _list(asked, at)
    return f"<{verb}>\n{body}</{verb}>"


def _identify() -> str:
    host = _host()
    first = harvest.earliest() or datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    own = ""
    if _DOMAIN.fullmatch(host):
        own = (
            '<description><oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier"'
            ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai-identifier'
            ' http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"><scheme>oai</scheme>'
            f"<repositoryIdentifier>{host}</repositoryIdentifier><delimiter>:</delimiter>"
            f"<sampleIdentifier>oai:{host}:A/HRC/43/G/45</sampleIdentifier></oai-identifier></description>\n"
        )
    return (
        f"<repositoryName>{escape(telling.whose('en'))}</repositoryName>\n<baseURL>{escape(_base())}</baseURL>\n"
        "<protocolVersion>2.0</protocolVersion>\n"
        f"<adminEmail>{escape(_mail())}</adminEmail>\n"
        f"<earliestDatestamp>{_written(first)}</earliestDatestamp>\n<deletedRecord>persistent</deletedRecord>\n"
        f"<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>\n{own}"
    )


def _host() -> str:
    return urlsplit(settings.ADDRESS).hostname or "localhost"


def _mail() -> str:
    """Return the address to write to; one that the schema does not take, "verbale@localhost", under a name for nobody."""
    address = settings.DEFAULT_FROM_EMAIL
    return address if "." in address.rpartition("@")[2] else f"{address}.invalid"


def _formats(identifier: str | None, at: datetime.datetime) -> str:
    prefixes: Iterable[str] = FORMATS
    if identifier is not None:
        work = _work(identifier, at)
        if work.access == "public":
            found = lookup.found(work, at)
            with_akn = [lang for lang in found.versions if "akn" in found.newest(lang).files]
            akn = ["akn", *(f"akn-{lang}" for lang in with_akn if lang in LANGUAGES)] if with_akn else []
            prefixes = [*_DESCRIBERS, *akn]
    return "".join(
        f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix><schema>{FORMATS[prefix][0]}</schema>"
        f"<metadataNamespace>{FORMATS[prefix][1]}</metadataNamespace></metadataFormat>\n"
        for prefix in prefixes
    )


def _set(one: harvest.Set) -> str:
    name = one.names.get("en") or next(iter(one.names.values()))
    titles = "".join(f'<dc:title xml:lang="{lang}">{escape(text)}</dc:title>' for lang, text in one.names.items())
    return (
        f"<set><setSpec>{one.spec}</setSpec><setName>{escape(name)}</setName><setDescription>"
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
        f"{titles}</oai_dc:dc></setDescription></set>\n"
    )


def _get(identifier: str, prefix: str, at: datetime.datetime) -> str:
    if prefix not in FORMATS:
        raise Fault("cannotDisseminateFormat", f"The formats are: {', '.join(FORMATS)}.")
    (record,) = harvest.stamped([_work(identifier, at)], at)
    written = _record(record, prefix, at)
    if written is None:
        raise Fault("cannotDisseminateFormat", "The document is not here in this format.")
    return written


def _list(asked: dict[str, str], at: datetime.datetime) -> str:
    """Return a page of records or of their headers. A record that cannot be written is left out, and the log tells of it."""
    verb, token = asked["verb"], asked.get("resumptionToken")
    place = _resumed(verb, token) if token is not None else Place(asked)
    window, prefix, after = _window(place.asked), place.asked["metadataPrefix"], place.after
    written: list[str] = []
    more = True
    while more and not written:  # a page of which nothing can be written has no place in the protocol
        works = list(harvest.records(window, at, after=after)[: PAGE + 1])
        more, works = len(works) > PAGE, works[:PAGE]
        found = harvest.stamped(works, at)
        texts = [_header(one) if verb == "ListIdentifiers" else _record(one, prefix, at) for one in found]
        written = [text for text in texts if text is not None]
        after = works[-1].pk if works else after
    if not written and token is None:
        raise Fault("noRecordsMatch", "There is no such record.")
    if not more and token is None:
        return "".join(written)
    size = place.size or harvest.records(window, at).count()
    following = _token(Place(place.asked, after, place.given + len(written), size)) if more else ""
    told = f'<resumptionToken completeListSize="{size}" cursor="{place.given}">{following}</resumptionToken>\n'
    return "".join(written) + told


# -- records ----------------------------------------------------------------------------------------------------


def _work(identifier: str, at: datetime.datetime) -> Work:
    start = f"oai:{_host()}:"
    key = unquote(identifier.removeprefix(start))
    work = harvest.records(Window(), at).filter(key=key).first() if identifier.startswith(start) else None
    if work is None:
        raise Fault("idDoesNotExist", "There is no such record.")
    return work


def _header(one: Record) -> str:
    gone = ' status="deleted"' if one.deleted else ""
    sets = "".join(f"<setSpec>{spec}</setSpec>" for spec in one.sets)
    identifier = f"oai:{_host()}:{quote(one.work.key, safe='/:()*')}"
    return f"<header{gone}><identifier>{identifier}</identifier><datestamp>{_written(one.stamp)}</datestamp>{sets}</header>\n"


def _record(one: Record, prefix: str, at: datetime.datetime) -> str | None:
    """Return a record in a format; None where there is no such file of it, or where it cannot be written."""
    if one.deleted:
        return f"<record>{_header(one)}</record>\n"
    try:
        data = _metadata(lookup.found(one.work, at), prefix)
        if data is None:
            return None
        _look_over(data)
        text = data.decode()
    except (VerbaleError, OSError, ValueError, LookupError, TypeError, expat.ExpatError):
        _log.exception("%s cannot be harvested as %s.", one.work, prefix)
        return None
    return f"<record>{_header(one)}<metadata>\n{text.rstrip()}\n</metadata></record>\n"


def _metadata(found: lookup.Found, prefix: str) -> bytes | None:
    """Return what is told of a document in a format, without the declaration of XML."""
    if prefix in _DESCRIBERS:
        newest: Sequence[lookup.Version] = [versions[0] for versions in found.versions.values()]
        data, _ = descriptions.describe(found, newest, _DESCRIBERS[prefix])
        if prefix == "marcxml":  # a collection of one, of which harvesters want the record
            data = _COLLECTION.sub(rb'<record xmlns="http://www.loc.gov/MARC21/slim">\1', data, count=1)
    else:
        lang = prefix.partition("-")[2]
        order = [lang] if lang else [found.main.language, *found.versions]
        rows = (found.newest(one).files.get("akn") for one in order if one in found.versions)
        row = next((row for row in rows if row is not None), None)
        if row is None:
            return None
        data = stored(row.path).read_bytes()
    return _DECLARATION.sub(b"", data, count=1)


def _look_over(data: bytes) -> None:
    """Raise ExpatError where data would break the answer that it stands in: no XML in UTF-8, or with a document type."""
    reader = expat.ParserCreate("utf-8")
    reader.StartDoctypeDeclHandler = _no_type
    reader.Parse(data, True)


def _no_type(*_: object) -> None:
    raise ValueError("A document type cannot stand inside an answer.")


def _base() -> str:
    return f"{settings.ADDRESS}/oai"


def _written(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


urlpatterns = [path("oai", oai, name="oai")]
