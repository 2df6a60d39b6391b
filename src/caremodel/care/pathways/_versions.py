"""Versions of a pathway: the one in force on a day, and the one a journey runs on."""

from collections.abc import Iterable
from datetime import date

from caremodel.care.pathways._parts import PathwayRef
from caremodel.care.pathways._pathways import Pathway
from caremodel.errors import InvalidValueError, NotFoundError

__all__ = ["pathway_of", "pathway_on"]


def pathway_on(pathways: Iterable[Pathway], pathway_id: str, *, on: date) -> Pathway:
    """Find the version of a pathway on which a journey may begin on the day *on*.

    Raises:
        NotFoundError: If no version is in force, with the ids that are.
        InvalidValueError: If two versions are in force at once.
    """
    in_force = [pathway for pathway in pathways if on in pathway.in_force]
    found = [pathway for pathway in in_force if pathway.id == pathway_id]
    if not found:
        known = sorted({pathway.id for pathway in in_force})
        raise NotFoundError(f"pathway in force on {on}", tuple(known))
    if len(found) > 1:
        problem = f"has two versions in force on {on}"
        raise InvalidValueError(f"pathways.{pathway_id}", problem)
    return found[0]


def pathway_of(pathways: Iterable[Pathway], ref: PathwayRef) -> Pathway:
    """Find the version that a journey runs on, superseded or not.

    Raises:
        NotFoundError: If it is not among them, with those that are.
        InvalidValueError: If two that differ go by that id and version.
    """
    told = list(pathways)
    found = [pathway for pathway in told if pathway.ref == ref]
    if not found:
        known = sorted({f"{pathway.id} {pathway.version}" for pathway in told})
        raise NotFoundError("version of a pathway", tuple(known))
    if any(pathway != found[0] for pathway in found):
        problem = "must not be told in two ways: a version is never changed"
        raise InvalidValueError(f"pathways.{ref.id}.{ref.version}", problem)
    return found[0]
