"""The law: everyone is seen in all four layers, whatever was done for them."""

from datetime import date
from itertools import product

import pytest

from caremodel.catalog.workforce import ENCOUNTER_BASED, INVERTED
from caremodel.grammar.dates import Period
from caremodel.people import roles
from caremodel.people.patients import PatientId
from caremodel.people.roles import Done, Layer, Pyramid, WorkerId

MAY = Period(start=date(2026, 5, 1), end=date(2026, 6, 1))
DAYS = (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1))
SEEN, NEVER_SEEN = PatientId("seen"), PatientId("never-seen")


@pytest.mark.parametrize("pyramid", [INVERTED, ENCOUNTER_BASED], ids=lambda p: p.id)
def test_everyone_is_seen_in_all_four_layers(pyramid: Pyramid) -> None:
    """Each thing done stands in its job's layer once; who was never seen has four."""
    done = tuple(
        Done(job_id=job.id, patient_id=SEEN, by=WorkerId("w"), on=on)
        for job, on in product(pyramid.jobs, DAYS)
    )

    view = roles.layers(pyramid, done, SEEN, during=MAY)
    empty = roles.layers(pyramid, done, NEVER_SEEN, during=MAY)

    assert list(view) == list(empty) == list(Layer)
    assert not any(empty.values())
    for layer in Layer:
        jobs = [job.id for job in roles.jobs_in(pyramid, layer)]
        assert [each.job_id for each in view[layer]] == [j for j in jobs for _ in "12"]
    assert sum(len(part) for part in view.values()) == 2 * len(pyramid.jobs)


@pytest.mark.parametrize("pyramid", [INVERTED, ENCOUNTER_BASED], ids=lambda p: p.id)
def test_each_job_stands_in_exactly_one_layer(pyramid: Pyramid) -> None:
    """The layers take the jobs apart, and leave none out."""
    found = [job for layer in Layer for job in roles.jobs_in(pyramid, layer)]

    assert sorted(job.id for job in found) == sorted(job.id for job in pyramid.jobs)
