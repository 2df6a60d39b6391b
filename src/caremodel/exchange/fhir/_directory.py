"""The directory of an export: organizations, practitioners, rosters, medications.

These come again in bundle after bundle, with counters that differ. The first of each id
counts; how many of them came again with other content is told in one note.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from caremodel.exchange.fhir._entries import Reader
from caremodel.exchange.fhir._export import Group, Organization, Practitioner
from caremodel.exchange.fhir._findings import Fault
from caremodel.exchange.fhir._patients import words_of
from caremodel.people.patients import PatientId

__all__ = ["Directory"]

Resource = Mapping[str, Any]

PATIENT = "Patient/"


class Directory:
    """Who and what an export names, by link."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.differing: set[str] = set()
        self.medications: dict[str, tuple[str, ...]] = {}
        self._content: dict[str, int] = {}
        self._organizations: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._practitioners: dict[str, str] = {}
        self._groups: dict[str, tuple[str, tuple[str, ...]]] = {}

    def links(self) -> Iterable[str]:
        """Name everything there is."""
        return self._content

    def take(self, resource: Resource, resource_type: str, link: str) -> None:
        """Take one resource in, or see that it came before.

        Raises:
            Fault: If it is not as R4 says.
        """
        references = self.reader.references
        content = hash(repr(resource))
        before = self._content.get(link)
        if before == content:
            return
        references.identify(resource, link)
        if before is not None:
            self.differing.add(link)
            return
        if resource_type == "Organization":
            part_of = references.links(resource, link, ["partOf"])
            self._organizations[link] = _name(resource), part_of
        elif resource_type == "Practitioner":
            self._practitioners[link] = words_of(resource)
        elif resource_type == "Group":
            self._groups[link] = _name(resource), self._members(resource, link)
        elif resource_type == "Medication":
            self.medications[link] = self.reader.values.codes(resource, ("code",))
        self._content[link] = content

    def organizations(self) -> tuple[Organization, ...]:
        """Hand out the organizations, by id."""
        settled = self.reader.references.settled
        return tuple(
            Organization(
                id=link, name=name, part_of=settled(part_of[0]) if part_of else None
            )
            for link, (name, part_of) in sorted(self._organizations.items())
        )

    def practitioners(self) -> tuple[Practitioner, ...]:
        """Hand out the practitioners, by id."""
        return tuple(
            Practitioner(id=link, name=name)
            for link, name in sorted(self._practitioners.items())
        )

    def groups(self) -> tuple[Group, ...]:
        """Hand out the rosters, by id."""
        settled = self.reader.references.settled
        return tuple(
            Group(
                id=link,
                name=name,
                members=tuple(
                    PatientId(member.removeprefix(PATIENT))
                    for member in map(settled, members)
                    if member.startswith(PATIENT)
                ),
            )
            for link, (name, members) in sorted(self._groups.items())
        )

    def _members(self, resource: Resource, link: str) -> tuple[str, ...]:
        """Read who is on a roster, less those it calls inactive."""
        members = resource.get("member", [])
        if type(members) is not list or any(type(each) is not dict for each in members):
            raise Fault("member", "must be a list of objects")
        active = {"member": [each for each in members if not each.get("inactive")]}
        return self.reader.references.links(active, link, (), [("member", "entity")])


def _name(resource: Resource) -> str:
    name = resource.get("name", "")
    if type(name) is not str:
        raise Fault("name", "must be text")
    return name
