"""An organization that is not the United Nations: the fictional league that ships as the example, and faulty files."""

from importlib import resources

import pytest

from verbale.authorities import CASES, Authorities, authorities
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, NotKnown

LEAGUE = (resources.files("verbale") / "specimens" / "league.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def known() -> Authorities:
    return authorities().with_organization(LEAGUE)


def test_the_league_joins_the_united_nations(known: Authorities) -> None:
    assert known.organization_of("LII/LC").name("es") == "Liga de las Islas Imaginarias"
    assert known.organization_of("A/HRC").code == "UN"
    assert known.organ_of("LII/LC").id == "LII/A"
    body = known.body_of("LII/LC/12/G/1")
    assert body is not None
    assert body.id == "LII/LC"
    assert known.resolution_symbol("LII/LC", "12/3") == "LII/LC/RES/12/3"
    assert known.find_state("Azerbaijan", "en") == "AZE"
    assert "LII/LC" not in authorities().bodies


def test_all_that_is_particular_to_it_is_worded_in_six_languages(known: Authorities) -> None:
    for language in LANGUAGES:
        for code in ("XAA", "XAB", "XAC", "XAD"):
            assert known.find_state(known.states[code].formal_of(language), language) == code
        for code in ("LII-SECRETARIAT", "PRESIDENT-LII/A", "PRESIDENT-LII/LC"):
            for case in CASES:
                assert known.find_office(known.offices[code].form(language, case), language) == code
        assert known.find_seat(known.seats["LII-HQ"].name(language), language) == "LII-HQ"
        for item in "1234":
            title = known.agenda_title("LII/LC", item, language)
            assert title is not None
            assert known.find_agenda_item("LII/LC", title, language) == item
    assert known.offices["PRESIDENT-LII/LC"].form("ru", "addressed") == "на имя Председателя Совета маяков"


def test_everything_in_it_is_marked_a_specimen(known: Authorities) -> None:
    shipped = authorities()
    for table in ("organizations", "bodies", "states", "offices", "seats"):
        ours, all_ = getattr(shipped, table), getattr(known, table)
        added = [row for code, row in all_.items() if code not in ours]
        assert added
        assert {row.source for row in added} == {"SPECIMEN"}
    assert {code[0] for code in known.states.keys() - shipped.states.keys()} == {"X"}


def test_an_added_name_is_found_before_the_united_nations_own() -> None:
    toml = '[[organization]]\ncode = "Q"\nen = "the Quiet Union"\n\n[[office]]\ncode = "Q-SG"\nen = "the Secretary-General"\n'
    assert authorities().with_organization(toml).find_office("the Secretary-General", "en") == "Q-SG"


def test_a_row_of_the_same_code_replaces(known: Authorities) -> None:
    again = known.with_organization('[[organization]]\ncode = "LII"\nen = "the League of Islets"\n')
    assert again.organizations["LII"].name("en") == "League of Islets"
    assert known.organizations["LII"].name("en") == "League of Imaginary Islands"


@pytest.mark.parametrize(
    ("toml", "error", "says"),
    [
        ("not toml", BadInput, "not TOML"),
        ("[[island]]\nname = 1\n", BadInput, "island"),
        ("[[body]]\nid = 1\n", BadInput, r"\$\.id"),
        ('[[body]]\nid = "Q"\ncolour = "red"\n', BadInput, "colour"),
        ('[[body]]\nid = "Q"\nparent = "Z"\n', NotKnown, "'Z'"),
        ('[[body]]\nid = "Q"\nparent = "Q"\n', BadInput, "above itself"),
        ('[[body]]\nid = "Q"\norganization = "Z"\n', NotKnown, "'Z'"),
        ('[[office]]\ncode = "CHAIR"\nbodies = ["Z"]\n', NotKnown, "'Z'"),
        ('[[state]]\ncode = "XAA"\nnames = [{ en = { short = "Q" } }]\n', BadInput, "XAA"),
        ('[[session]]\nbody = "A"\ncode = "1"\nplanned = [["soon", "later"]]\n', BadInput, "planned"),
        ("body = 3\n", BadInput, "list of tables"),
    ],
)
def test_faults_are_told_when_the_file_is_added(toml: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        authorities().with_organization(toml)
