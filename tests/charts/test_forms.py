"""Parts of a whole, panels side by side, amounts: the picture follows what the figures are."""

from telvertel.charts import WALL_TALL, WALL_WIDE, norms_drawn, picture
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, card, data_of, named, released, rows, texts_of

NL = words("nl")
PARTS = ("m0_3", "m3_6", "m6_12")
DURATION = card("distribution", family="duration", out_of=list(PARTS))


def lasting(*periods, **more):
    """One tuple of part counts per quarter, out of their sum."""
    told = []
    for at, part in enumerate(PARTS):
        told += rows("2024KW01", [(one[at], sum(one)) for one in periods], group=part, **more)
    return released(DURATION, told, breakdown="part")


def test_parts_stack_in_their_order_up_to_the_whole():
    told = lasting((100, 60, 40), (110, 50, 40))
    drawn = picture(told, words=NL, card=DURATION, size=WALL_TALL).to_dict()
    first = [named(drawn, f"part_{part}")[0] for part in PARTS]
    assert [(row["value"], row["to"]) for row in first] == [(0, 50), (50, 80), (80, 100)]
    assert "55% Tot 3 maanden" in texts_of(drawn)


def test_parts_are_told_apart_by_lightness_in_their_order():
    drawn = picture(lasting((100, 60, 40), (110, 50, 40)), words=NL, card=DURATION).to_dict()
    marks = {layer["data"]["name"]: layer["mark"] for layer in drawn["layer"]}
    light = [sum(bytes.fromhex(marks[f"part_{part}"]["color"][1:])) for part in PARTS]
    assert light == sorted(light) and len(set(light)) == len(PARTS)


def test_a_whole_with_a_hidden_part_is_not_stacked():
    told = lasting((20, 20, 0), (25, 15, 0))
    drawn = picture(told, words=NL, card=DURATION).to_dict()
    assert not named(drawn, "part_m0_3")
    assert "vrijwel geen" in texts_of(drawn)
    assert "Jongeren met hulp (2e kwartaal 2024)" in texts_of(drawn)


def test_lying_bars_of_a_provisional_period_say_so():
    drawn = picture(lasting((100, 60, 40), status="provisional"), words=NL, card=DURATION)
    assert "Jongeren met hulp (1e kwartaal 2024, voorlopig)" in texts_of(drawn.to_dict())


def two_providers():
    told = rows("2024KW01", [(30, 120), (36, 120)], group="99000001")
    told += rows("2024KW01", [(5, 15), (60, 120)], group="99000002")
    return released(DROPOUT, told, breakdown="provider")


def test_providers_stand_side_by_side_on_one_scale():
    drawn = picture(two_providers(), words=NL, card=DROPOUT, names=NAMES).to_dict()
    scales = [panel["encoding"]["y"]["scale"]["domain"] for panel in drawn["concat"]]
    assert scales[0] == scales[1] and scales[0][0] == 0
    assert {"De Brug 30%", "Ambulant Noord 50%"} <= set(texts_of(drawn))


def test_providers_are_never_ranked():
    drawn = picture(two_providers(), words=NL, card=DROPOUT, names=NAMES).to_dict()
    told = [text for text in texts_of(drawn) if "%" in text]
    assert told.index("De Brug 30%") < told.index("Ambulant Noord 50%")


def test_a_marker_stands_with_its_own_provider():
    pinned = ((7, "2024KW02", "99000002"),)
    drawn = picture(two_providers(), words=NL, card=DROPOUT, markers=pinned, size=WALL_WIDE)
    assert named(drawn.to_dict(), "99000002_pins")[0]["number"] == "7"
    assert not named(drawn.to_dict(), "99000001_pins")


def test_what_was_planned_is_outlined_and_what_was_spent_is_solid():
    spent = card("amount", family="observed", id="costs_realised")
    planned = card("amount", family="observed", id="costs_budgeted")
    real = released(spent, rows("2023JJ00", [24_200_000, 24_900_000], at_source=True))
    plan = released(planned, rows("2023JJ00", [24_000_000, 25_500_000], at_source=True))
    drawn = picture(real, words=NL, card=spent, context=(plan,)).to_dict()
    fills = {layer["data"]["name"]: layer["mark"].get("fill") for layer in drawn["layer"]}
    assert fills["costs_budgeted"] == "#FFFFFF" and fills["costs_realised"] == "#12436D"
    assert "€ 24,9 mln gerealiseerd" in texts_of(drawn)
    assert all(row["to"] == 0 for row in data_of(drawn) if "to" in row)


def test_an_amount_below_nought_hangs_under_a_line_of_nought():
    spent = card("amount", family="observed", id="costs_realised")
    real = released(spent, rows("2023JJ00", [-5_000, 20_000, -90_000], at_source=True))
    drawn = picture(real, words=NL, card=spent).to_dict()
    low, high = drawn["encoding"]["y"]["scale"]["domain"]
    assert low <= -90_000 and high >= 20_000
    assert 0 in drawn["encoding"]["y"]["axis"]["values"]
    assert named(drawn, "zero") == [{"value": 0}]
    above = released(spent, rows("2023JJ00", [5_000, 20_000], at_source=True))
    assert named(picture(above, words=NL, card=spent).to_dict(), "zero") == []


def test_norms_are_said_to_be_in_the_picture_only_where_they_are_drawn_and_by_kind():
    def norm(kind: str, value: float | None = 30.0, until: str | None = None) -> dict:
        return {"kind": kind, "value": value, "since": None, "until": until, "set_by": "Raad"}

    every = [norm("forecast"), norm("framework_limit"), norm("ambition", value=None)]
    one = released(DROPOUT, rows("2024KW01", [(30, 120)] * 4))
    assert norms_drawn(one, every) == ("framework_limit", "forecast")
    assert norms_drawn(one, [norm("ambition", until="2023KW04")]) == ()
    two = [row for at in (1, 2) for row in rows("2024KW01", [(30, 120)] * 4, group=f"9900000{at}")]
    spent = card("amount", family="observed", id="costs_realised")
    money = released(spent, rows("2023JJ00", [5000, 20_000], at_source=True))
    panels = released(DROPOUT, two, breakdown="provider")
    for figures, its in ((panels, DROPOUT), (money, spent)):
        assert norms_drawn(figures, every) == ()
        look = {"words": NL, "card": its, "names": NAMES}
        with_norms = picture(figures, norms=every, **look).to_dict()
        assert with_norms == picture(figures, **look).to_dict()
