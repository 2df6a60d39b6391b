"""The law: nothing is above the highest, or below the lowest.

So a change since the oldest lies between that since the highest and that since the
lowest, and all of them are known, or none.
"""

from hypothesis import given

from caremodel.grammar.facts import Change, Ever, Months, Select, Since, draw
from caremodel.testing.strategies import World, worlds
from laws.eventful import share

SCORES = Select(kind="score")
WINDOWS = (Ever(), Months(6))


def changes(world: World) -> list[list[float]]:
    """Draw the changes of each person since the highest, the oldest and the lowest."""
    told = []
    for chart in world.charts:
        for window in WINDOWS:
            asked = [
                Change(SCORES, window, since=since)
                for since in (Since.HIGHEST, Since.OLDEST, Since.LOWEST)
            ]
            known = draw(asked, chart, on=world.on).known
            told.append([float(known[fact]) for fact in asked if fact in known])
    return [each for each in told if each]


@given(worlds())
def test_a_change_since_the_oldest_lies_between_the_others(world: World) -> None:
    """None is known alone, and the newest is among those it is held against."""
    for highest, oldest, lowest in changes(world):
        assert highest <= oldest <= lowest
        assert highest <= 0 <= lowest


def test_the_changes_are_eventful() -> None:
    """All three differ often enough."""

    def apart(world: World) -> bool:
        return any(len({*each}) == len(Since) for each in changes(world))

    assert share(worlds(), apart) > 0.05
