"""The law: what is due is worked out from the day, and time only moves it on.

INV-092: upcoming, due, overdue, expired; exactly one of them, and never back.
"""

from datetime import date, timedelta
from itertools import product

from hypothesis import given, strategies as st

from caremodel.grammar.dates import (
    Cadence,
    DueStatus,
    FromLast,
    Staged,
    Windows,
    due,
)
from caremodel.program.worklists import WorkItem, WorkKind
from caremodel.testing.strategies import STANDING, WorkDay, cadences, work_days
from laws.eventful import share, some
from laws.worked import RANK, work

AGES = st.lists(st.integers(0, 80), max_size=5)
SOON = st.sampled_from((0, 1, 6, 7, 8, 30, 31, 60, 400))
SINCE = STANDING
LAST = STANDING + timedelta(days=80)


def days_done(ages: list[int]) -> list[date]:
    """Name the days on which something was done."""
    return [SINCE + timedelta(days=age) for age in ages]


@given(cadences(), AGES)
def test_each_status_holds_for_its_days_and_for_no_others(
    cadence: Cadence, ages: list[int]
) -> None:
    """Before its day, in its grace, after that, and when nobody asks any more.

    Looked at around those edges. Windows have no grace after their day.
    """
    done = days_done(ages)
    last = max(done, default=SINCE)
    told = due(cadence, since=SINCE, done=done, on=last)
    if told.on is None or isinstance(cadence, Windows):
        assert told.status is None or isinstance(cadence, Windows)
        return
    grace, expires = cadence.grace, cadence.expires
    for edge, near in product({0, grace, expires or grace}, (-1, 0, 1)):
        late = edge + near
        on = told.on + timedelta(days=late)
        given_up = expires is not None and late > expires
        holds = {
            DueStatus.UPCOMING: late < 0,
            DueStatus.DUE: 0 <= late <= grace,
            DueStatus.OVERDUE: late > grace and not given_up,
            DueStatus.EXPIRED: given_up,
        }
        held = [status for status, is_so in holds.items() if is_so]
        if on >= last:
            assert held == [due(cadence, since=SINCE, done=done, on=on).status]


@given(cadences(), AGES, SOON, SOON)
def test_a_cadence_only_moves_on(
    cadence: Cadence, ages: list[int], ahead: int, more: int
) -> None:
    """As long as it is not done again, nothing that was overdue is only due."""
    done, on = days_done(ages), LAST + timedelta(days=ahead)
    now = due(cadence, since=SINCE, done=done, on=on)
    then = due(cadence, since=SINCE, done=done, on=on + timedelta(days=more))

    if now.status is None or then.status is None:
        assert now == then
    else:
        assert RANK[now.status] <= RANK[then.status]
    if isinstance(cadence, FromLast | Staged):
        assert now.on == then.on


@given(work_days(), SOON)
def test_work_that_is_not_done_stays_and_only_moves_on(
    case: WorkDay, more: int
) -> None:
    """Under its own id; a contact in windows is asked for anew in each of them.

    Nor does any come of time alone: who looked far enough ahead has seen it.
    """
    then = {_thing(item): item for item in work(case, later=more, died={})}
    now = {_thing(item): item for item in work(case, died={})}

    assert now.keys() == then.keys()
    for thing, item in now.items():
        after = then[thing]
        assert item.due.status is not None
        assert after.due.status is not None
        assert RANK[item.due.status] <= RANK[after.due.status]
        if after.id == item.id:
            assert after.days_open >= item.days_open


def _thing(item: WorkItem) -> str:
    return item.journey_id if item.kind is WorkKind.CONTACT else item.id


@given(work_days())
def test_each_thing_stands_once_and_in_order_of_need(case: WorkDay) -> None:
    """Overdue before due, due before upcoming, and the oldest first."""
    told = work(case)

    assert len({item.id for item in told}) == len(told)
    order = (DueStatus.OVERDUE, DueStatus.DUE, DueStatus.UPCOMING, DueStatus.EXPIRED)
    keys = [
        (order.index(item.due.status), item.due.on)
        for item in told
        if item.due.status is not None and item.due.on is not None
    ]
    assert len(keys) == len(told)
    assert keys == sorted(keys)


def test_cases_are_due_overdue_and_expired() -> None:
    """Otherwise this would be about nothing."""
    days = [{item.due.status for item in work(case)} for case in some(work_days(), 100)]
    for status in (DueStatus.UPCOMING, DueStatus.DUE, DueStatus.OVERDUE):
        assert sum(status in statuses for statuses in days) > 3

    def expired(cadence: Cadence) -> bool:
        far = LAST + timedelta(days=400)
        told = due(cadence, since=SINCE, done=[], on=far)
        return told.status is DueStatus.EXPIRED

    assert share(cadences(), expired) > 0.2
