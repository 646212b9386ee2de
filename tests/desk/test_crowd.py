"""Many at once: sixteen registrars on one series, and two officers on one communication."""

from __future__ import annotations

from tests.desk import crowd
from verbale.archive.verify import verify
from verbale.desk.models import Case, Mail


def test_sixteen_registrars_on_one_series(people: str) -> None:
    references = crowd.accepted(48)
    given = crowd.registered(references, threads=16)
    crowd.check(given, references)
    assert Mail.objects.filter(about="register").count() == 2 * len(references)
    assert verify().problems == ()


def test_of_two_officers_at_one_communication_one_is_told_of_the_other(people: str) -> None:
    for reference in crowd.accepted(4):
        assert crowd.two_at_once(reference) == ["conflict", "done"]
        assert Case.objects.get(reference=reference).moves.filter(name="register").count() == 1
