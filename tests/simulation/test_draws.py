"""Chance has an address."""

import statistics
from collections import Counter

import pytest

from caremodel.errors import InvalidValueError
from caremodel.simulation import draws

MANY = range(20_000)
LARGEST = 1 - 2.0**-53


@pytest.mark.parametrize(
    ("seed", "published"),
    [
        (0, (0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F)),
        (
            1234567,
            (6457827717110365317, 3203168211198807973, 9817491932198370423),
        ),
    ],
)
def test_mixing_is_a_step_of_splitmix64(seed: int, published: tuple[int, ...]) -> None:
    """The n-th output of the published generator is the mix of its n-th state."""
    states = [(seed + n * draws.STEP) & draws.WORD for n in range(3)]

    assert tuple(draws.mix(state) for state in states) == published


def test_an_address_gives_the_bits_it_always_gave() -> None:
    """Seed, stream and week are mixed in turn, the person last; 53 bits are kept."""
    stem = draws.mix(draws.mix(draws.mix(7) ^ 3) ^ 2)
    expected = (draws.mix(stem ^ 5) >> 11) * 2.0**-53

    assert draws.uniform(7, 3, 5, 2) == expected


def test_text_is_a_number_that_does_not_depend_on_the_run() -> None:
    """BLAKE2b of "stay" with eight bytes, as `b2sum -l 64` prints it."""
    assert draws.key_number("stay") == int.from_bytes(
        bytes.fromhex("befed4b6d472de10"), "little"
    )


def test_a_whole_number_is_itself_as_a_key() -> None:
    """Negative ones wrap round, as they do in columns of 64 bits."""
    assert draws.key_number(41) == 41
    assert draws.key_number(-1) == 2**64 - 1
    assert draws.key_number(2**64 + 3) == 3


def test_each_part_of_the_address_matters() -> None:
    """Seed, stream, person and week each lead elsewhere, also when they swap places."""
    drawn = {
        draws.uniform(1, "a", "p", 1),
        draws.uniform(2, "a", "p", 1),
        draws.uniform(1, "b", "p", 1),
        draws.uniform(1, "a", "q", 1),
        draws.uniform(1, "a", "p", 2),
        draws.uniform(1, 2, 3, 4),
        draws.uniform(2, 1, 3, 4),
        draws.uniform(1, 3, 2, 4),
        draws.uniform(1, 2, 4, 3),
    }

    assert len(drawn) == 9


def test_the_order_of_drawing_does_not_matter() -> None:
    """Nothing is remembered between draws."""
    there = [draws.uniform(3, "reached", person) for person in range(100)]
    back = [draws.uniform(3, "reached", person) for person in reversed(range(100))]

    assert there == back[::-1]


def test_draws_are_spread_evenly() -> None:
    """Mean 1/2, variance 1/12, and each tenth about as full: within 5 deviations."""
    drawn = [draws.uniform(0, "spread", person) for person in MANY]
    tenths = Counter(int(10 * number) for number in drawn)

    assert all(0 <= number < 1 for number in drawn)
    assert statistics.fmean(drawn) == pytest.approx(1 / 2, abs=0.0103)
    assert statistics.pvariance(drawn) == pytest.approx(1 / 12, abs=0.0027)
    assert all(abs(tenths[tenth] - 2000) < 5 * 42.5 for tenth in range(10))


def test_weeks_of_one_person_are_not_alike() -> None:
    """Neighboring weeks and neighboring people do not follow one another."""
    weeks = [draws.uniform(0, "weeks", 1, week) for week in MANY]
    people = [draws.uniform(0, "weeks", person, 1) for person in MANY]

    assert abs(statistics.correlation(weeks, people)) < 0.036
    assert abs(statistics.correlation(weeks[:-1], weeks[1:])) < 0.036
    assert abs(statistics.correlation(people[:-1], people[1:])) < 0.036


def test_a_share_happens_as_often_as_it_says() -> None:
    """Three in ten, within five deviations; never is never and always is always."""
    drawn = [draws.uniform(0, "reached", person) for person in MANY]

    assert abs(sum(draws.happens(each, 0.3) for each in drawn) - 6000) < 5 * 65
    assert not any(draws.happens(each, 0) for each in drawn)
    assert all(draws.happens(each, 1) for each in drawn)


def test_whole_numbers_reach_both_ends_evenly() -> None:
    """Both ends are included; the largest draw there is stays inside."""
    drawn = [draws.uniform(0, "die", person) for person in MANY]
    rolled = Counter(draws.whole(each, 1, 6) for each in drawn)

    assert sorted(rolled) == [1, 2, 3, 4, 5, 6]
    assert all(abs(count - 20_000 / 6) < 5 * 53 for count in rolled.values())
    assert draws.whole(0.0, 4, 4) == 4
    assert draws.whole(LARGEST, 1, 6) == 6
    assert draws.whole(LARGEST, 0, 2**53 - 1) == 2**53 - 1


def test_each_thing_is_picked_by_its_place() -> None:
    """Repeating a thing makes it likelier."""
    assert draws.pick(0.0, "aab") == "a"
    assert draws.pick(0.66, "aab") == "a"
    assert draws.pick(0.67, "aab") == "b"
    assert draws.pick(LARGEST, "aab") == "b"


def test_what_cannot_be_drawn_is_refused() -> None:
    """A share outside 0 to 1, an empty range and nothing to pick from."""
    with pytest.raises(InvalidValueError, match="from 0 to 1"):
        draws.happens(0.5, 1.01)
    with pytest.raises(InvalidValueError, match="from 0 to 1"):
        draws.happens(0.5, float("nan"))
    with pytest.raises(InvalidValueError, match="not be under lowest"):
        draws.whole(0.5, 2, 1)
    with pytest.raises(InvalidValueError, match="not be empty"):
        draws.pick(0.5, ())
