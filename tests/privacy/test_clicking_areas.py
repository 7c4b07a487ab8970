"""Behind the screen of a town with published districts: whatever is clicked, they are of everybody,
and nothing is on them but what was published."""

from __future__ import annotations

from itertools import product

import pytest

from telvertel import counting
from telvertel.figures.scope import AREAS, CROSSED
from telvertel.installation import forget, installation
from telvertel.screen import asked as asking
from tests.figures.files import taken_in, written
from tests.figures.test_areas import COUNT, PARTIES, PUBLISHED
from tests.privacy.bars import offered, question

# Own counts of two providers, and of a district that nobody published so.
OWN = """indicator;periode;gemeente;aanbieder;teller;status;bron
    cbs_youth_care;2023JJ00;GM9902;99000002;470;definitief;Eigen
    cbs_youth_care;2023JJ00;GM9902;99000004;35;definitief;Eigen
    cbs_youth_care;2023JJ00;WK990202;99000004;385;definitief;Eigen"""
PROVIDERS = """
    99000002;De Oever;aanbieder;aggregaten;ja
    99000004;Klein Anker;aanbieder;aggregaten;ja"""


@pytest.fixture
def house(own_home, tmp_path):
    forget()
    made = installation()
    files = {"k.csv": PUBLISHED, "p.csv": PARTIES + PROVIDERS, "e.csv": OWN}
    taken_in(made.warehouse, *(written(tmp_path, *one) for one in files.items()))
    yield made
    forget()


def test_no_click_crosses_a_district_with_anything_or_shows_an_own_count_of_it(house):
    choices = {one.name: one for one in offered("explore", {asking.INDICATOR: COUNT.id})}
    assert set(AREAS) <= set(choices["breakdown"].codes)
    published = {int(line.split(",")[4] or 0) for line in PUBLISHED.split()[1:]} | {None}
    known, seen = asking.known(), 0
    turned = [choices["breakdown"], choices["providers"]]
    for breakdown, providers in product(*(one.states() for one in turned)):
        state = {"breakdown": breakdown, "providers": providers, "care_forms": "team"}
        scope = question(known, {asking.INDICATOR: COUNT.id, **state}).scope
        if not scope.per_area:
            continue
        assert not any(getattr(scope, key) for key in CROSSED)
        shown = counting.released(house.warehouse, COUNT, scope).frame
        assert set(shown["numerator"]) <= published
        seen += shown.height
    assert seen
