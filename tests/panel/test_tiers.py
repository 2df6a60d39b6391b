"""Tiers: the highest surely reached, what may be higher, and the clinician's word."""

from datetime import date

import pytest

from caremodel.errors import InvalidValueError, NotAllowedError, NotFoundError
from caremodel.grammar.facts import Fact, Facts, Given
from caremodel.grammar.verdicts import RuleRef
from caremodel.panel import tiers
from caremodel.panel.tiers import Ladder, Tier
from panel.charted import ON

STAYS, ILLNESSES = Given("stays"), Given("illnesses")
LADDER = Ladder(
    id="ladder",
    tiers=(
        Tier(name="high", criterion=STAYS >= 2, source="Assumed: a test"),
        Tier(name="rising", criterion=ILLNESSES >= 2, source="Assumed: a test"),
        Tier(name="steady", criterion=ILLNESSES >= 1, source="Assumed: a test"),
    ),
    otherwise="low",
)


def known(**values: float) -> Facts:
    """Know so many stays and illnesses, or one of them, or nothing."""
    facts: dict[Fact, float] = {Given(name): value for name, value in values.items()}
    return Facts(on=ON, known=facts)


@pytest.mark.parametrize(
    ("stays", "illnesses", "name"),
    [(2, 2, "high"), (1, 2, "rising"), (1, 1, "steady"), (0, 0, "low")],
)
def test_the_highest_tier_reached_is_theirs(
    stays: int, illnesses: int, name: str
) -> None:
    """Who reaches none stands on the lowest."""
    placed = tiers.tier(LADDER, known(stays=stays, illnesses=illnesses))

    assert placed.tier == placed.reached == name
    assert (placed.may_be, placed.missing) == ((), ())


def test_the_verdict_of_the_tier_says_why() -> None:
    """The lowest tier asks nothing, and so has none."""
    high = tiers.tier(LADDER, known(stays=2, illnesses=0))
    low = tiers.tier(LADDER, known(stays=0, illnesses=0))

    assert high.because is not None
    assert [reason.fact for reason in high.because.because] == [STAYS]
    assert low.because is None
    assert high.ladder == RuleRef("ladder", "1")


def test_who_may_be_higher_stands_on_the_tier_surely_reached() -> None:
    """Stays are not known: rising at least, perhaps high."""
    placed = tiers.tier(LADDER, known(illnesses=3))

    assert placed.tier == "rising"
    assert placed.may_be == ("high",)
    assert placed.missing == (STAYS,)


def test_of_whom_nothing_is_known_every_tier_may_be_theirs() -> None:
    """They stand on the lowest until more is known."""
    placed = tiers.tier(LADDER, known())

    assert placed.tier == "low"
    assert placed.may_be == ("high", "rising", "steady")
    assert placed.missing == (ILLNESSES, STAYS)


def test_a_clinician_may_say_otherwise_and_both_are_kept() -> None:
    """One tier up, with a reason and a name."""
    placed = tiers.tier(LADDER, known(stays=0, illnesses=2))

    changed = tiers.override(
        LADDER, placed, tier="high", reason="lives alone", by="Practitioner/1", on=ON
    )

    assert (changed.tier, changed.reached) == ("high", "rising")
    assert changed.override is not None
    assert (changed.override.by, changed.override.on) == ("Practitioner/1", ON)


def test_an_override_is_refused_with_every_reason() -> None:
    """Too far, and without a reason; what the ladder says stays."""
    placed = tiers.tier(LADDER, known(stays=0, illnesses=0))

    with pytest.raises(NotAllowedError) as refused:
        tiers.override(LADDER, placed, tier="high", reason=" ", by="x", on=ON)

    assert refused.value.because == (
        "it is further than 1 on the ladder",
        "there is no reason",
    )


def test_an_override_on_another_ladder_is_refused() -> None:
    """Its tiers may mean something else."""
    other = Ladder(id="other", tiers=LADDER.tiers, otherwise="low")
    placed = tiers.tier(other, known(stays=0, illnesses=1))

    with pytest.raises(NotAllowedError, match="not placed on ladder 1"):
        tiers.override(LADDER, placed, tier="rising", reason="x", by="x", on=ON)


def test_a_tier_that_is_not_on_the_ladder_is_not_found() -> None:
    """The message lists those that are."""
    placed = tiers.tier(LADDER, known())

    with pytest.raises(NotFoundError, match="high, rising, steady, low"):
        tiers.override(LADDER, placed, tier="top", reason="x", by="x", on=ON)


def test_a_ladder_with_one_name_twice_is_refused() -> None:
    """Nobody could say which is meant."""
    with pytest.raises(InvalidValueError, match=r"Ladder\.tiers"):
        Ladder(id="x", tiers=LADDER.tiers, otherwise="high")


def test_the_facts_of_a_ladder_are_those_of_its_tiers() -> None:
    """So that they are drawn once for each person."""
    assert tiers.ladder_facts(LADDER) == {STAYS, ILLNESSES}


def test_what_is_shown_of_a_place_holds_nothing_of_the_person() -> None:
    """A repr may end in a log."""
    placed = tiers.tier(LADDER, known(illnesses=1))
    changed = tiers.override(
        LADDER, placed, tier="rising", reason="x", by="x", on=date(2025, 1, 1)
    )

    assert repr(changed) == "Placed('ladder')"
    assert repr(changed.override) == "Override(...)"
