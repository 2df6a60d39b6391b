"""The law: a clinical task goes to clinical people whose license covers it."""

from collections.abc import Iterator
from itertools import chain, combinations, product

from caremodel.people.roles import (
    Job,
    JobId,
    Layer,
    License,
    Role,
    RoleId,
    least_qualified,
    may,
)

SETS = tuple(
    chain.from_iterable(combinations(License, size) for size in range(len(License) + 1))
)
NOT_CLINICAL = Role(id=RoleId("layman"), called="layman", source="test")
CLINICAL = tuple(
    Role(id=RoleId(f"r{at}"), called="r", holds=held, clinical=True, source="test")
    for at, held in enumerate(SETS)
)
EVERYONE = (NOT_CLINICAL, *CLINICAL)


def jobs() -> Iterator[Job]:
    """Make one job for each set of licenses, open to everyone by role."""
    for at, requires in enumerate(SETS):
        yield Job(
            id=JobId(f"j{at}"),
            layer=Layer.ONE_TO_ONE,
            called="do",
            roles=tuple(role.id for role in EVERYONE),
            requires=requires,
            source="test",
        )


def test_nobody_who_is_not_clinical_gets_a_clinical_task() -> None:
    """Whatever license they hold of their own."""
    for job, own in product(jobs(), SETS):
        assert may(NOT_CLINICAL, job, own=own) is (not job.requires)


def test_a_job_goes_to_those_who_hold_all_that_it_takes() -> None:
    """From the role or of their own."""
    for job, role, own in product(jobs(), CLINICAL, SETS):
        assert may(role, job, own=own) is (
            set(job.requires) <= set(role.holds) | set(own)
        )


def test_more_license_never_closes_a_job() -> None:
    """Who may do it may do it with one license more."""
    for job, role, own, more in product(jobs(), EVERYONE, SETS, License):
        assert may(role, job, own=(*own, more)) or not may(role, job, own=own)


def test_the_least_qualified_are_those_whom_nobody_undercuts() -> None:
    """Of every three who may: who is left out holds strictly more than one of them."""
    for job, team in product(jobs(), combinations(EVERYONE, 3)):
        able = [role for role in team if may(role, job)]
        least = least_qualified(team, job)

        for role in able:
            undercut = any(set(one.holds) < set(role.holds) for one in able)
            assert (role in least) is not undercut
        assert set(least) <= set(able)
        assert bool(least) is bool(able)
