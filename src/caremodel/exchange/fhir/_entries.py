"""From one resource to its entries: what it was, when, how it stands, where it points.

Whose record it belongs to, and what becomes of all entries together, is said in
`_charts`.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from caremodel.exchange.fhir._codes import (
    ENTERED_IN_ERROR,
    STATUSES,
    VERIFICATIONS,
)
from caremodel.exchange.fhir._dates import UNDATED, Days, When
from caremodel.exchange.fhir._findings import Aside, Fault, Findings
from caremodel.exchange.fhir._forms import Form
from caremodel.exchange.fhir._references import References
from caremodel.exchange.fhir._telling import told_of
from caremodel.exchange.fhir._told import Told
from caremodel.exchange.fhir._values import Values
from caremodel.grammar.entries import Entry, sealed
from caremodel.people.charts import Charge

__all__ = ["Found", "Reader", "check_meaning"]

Resource = Mapping[str, Any]

Found = tuple[tuple[Entry, ...], Charge | None, bool, Told | None]
"""The entry and one for each component; the charge, if there is one; whether all of it
is settled, or has to wait until everything is read; and what a plan, a goal or a team
says beyond its entry."""

ONE_DAY: Final = timedelta(days=1)

CONTAINED: Final = (
    "[resource contains|resources contain] others, which are not read on their own"
)

RARE: Final = frozenset(
    ("modifierExtension", "implicitRules", "contained", "component")
)
"""Fields that most resources do not have, and that change how they are read."""

OF_COMPONENT: Final = ("code", "valueCodeableConcept")

IN_ERROR: Final = "[resource|resources] entered in error [was|were] set aside"


class Reader:
    """Reads resources into entries, and remembers what comes again and again."""

    def __init__(self, days: Days, references: References, findings: Findings) -> None:
        self.days = days
        self.references = references
        self.findings = findings
        self.values = Values()

    def read(self, form: Form, resource: Resource, link: str) -> Found:
        """Read *resource*, which others refer to as *link*.

        Raises:
            Fault: If it is not as R4 says.
            Aside: If it says itself that it is no part of the record.
        """
        plain = RARE.isdisjoint(resource)
        if not plain:
            check_meaning(resource)
        if form.decided:
            _check_decided(resource)
        said = resource.get(form.status)
        status = form.statuses.get(said) if type(said) is str else None
        if status is None:
            status = self._status(form, resource, said)
        codes = self.values.codes(resource, form.codes)
        when, until = self._when(form, resource)
        links = self.references.links(resource, link, form.links, form.inner_links)
        clear = self.references.open.isdisjoint(links)
        if not clear and form.kind == "encounter":
            self._provider(resource)
        settled = clear and when is not UNDATED
        value: float | None = None
        unit = ""
        charge = None
        told = None
        if form.kind == "observation":
            value, unit = self.values.number(resource)
        elif form.kind == "medication" and not codes:
            codes = self._contained_codes(resource)
            settled = settled and bool(codes)
        elif form.charge:
            charge = self._charge(form, resource, link, status, when)
        elif form.told:
            told = told_of(
                resource,
                link,
                status,
                days=self.days,
                references=self.references,
                values=self.values,
            )
        on, at, last = when
        entry = sealed(
            link, form.kind, codes, on, at, until, value, unit, status, links, last
        )
        found = (entry,), charge, settled, told
        return found if plain else self._rest(resource, found)

    def _provider(self, resource: Resource) -> None:
        """Remember that whoever provides an encounter is an organization."""
        provider = self.references.met(resource.get("serviceProvider"))
        if provider is not None:
            self.references.organizations.add(provider)

    def _status(self, form: Form, resource: Resource, said: Any) -> str:
        """Say how it stands where that is not simply one of the statuses."""
        if form.kind == "condition":
            self._check_verified(resource)
            return _one_code(said, STATUSES["Condition"], form.status) or ""
        if said is None and not form.status_needed:
            return ""
        if said is None:
            raise Fault(form.status, "is missing")
        if said == ENTERED_IN_ERROR:
            raise Aside(IN_ERROR)
        raise Fault(form.status, "must be a status of R4")

    def _check_verified(self, resource: Resource) -> None:
        """Set a condition aside that nobody has."""
        field = "verificationStatus"
        verified = _one_code(resource.get(field), VERIFICATIONS, field)
        if verified == ENTERED_IN_ERROR:
            raise Aside(IN_ERROR)
        if verified == "refuted":
            raise Aside("[condition|conditions] ruled out [was|were] set aside")
        if verified is not None and verified != "confirmed":
            self.findings.note("[condition is|conditions are] read though unconfirmed")

    def _when(self, form: Form, resource: Resource) -> tuple[When, date | None]:
        """Say when it began, and the last day on which it can have ended."""
        first = self.days.first
        when, end = first(resource, form.began), first(resource, form.ended)
        if when is not None and end is None:
            return when, None
        until = None if end is None else end[2] or end[0]
        if when is None:
            when = first(resource, form.recorded)
            if when is None or (until is not None and until < when[0]):
                when = UNDATED
        elif end is not None and until is not None and until < when[0]:
            # A bare date beside an instant can name the day before, in another zone.
            alike = (end[1] is None) == (when[1] is None)
            if alike or when[0] - until > ONE_DAY:
                raise Fault(form.ended[0][0], "must not end before it begins")
            until = when[0]
        elif end is not None and until == when[0] and _turned(when[1], end[1]):
            raise Fault(form.ended[0][0], "must not end before it begins")
        return when, until

    def _rest(self, resource: Resource, found: Found) -> Found:
        """Read what few resources have: others inside them, and components."""
        (whole, *_), charge, settled, _ = found
        if "contained" in resource:
            self.findings.note(CONTAINED)
        if "component" not in resource:
            return found
        return (whole, *self._components(resource, whole)), charge, settled, None

    def _components(self, resource: Resource, whole: Entry) -> list[Entry]:
        """Read the components of an observation, each an entry that points at it."""
        components = resource["component"]
        if type(components) is not list:
            raise Fault("component", "must be a list")
        made: list[Entry] = []
        for index, component in enumerate(components):
            if type(component) is not dict:
                raise Fault("component", "must be a list of objects")
            check_meaning(component)
            codes = self.values.codes(component, OF_COMPONENT)
            value, unit = self.values.number(component)
            made.append(
                sealed(
                    f"{whole.id}#{index}",
                    whole.kind,
                    codes,
                    whole.on,
                    whole.at,
                    whole.until,
                    value,
                    unit,
                    whole.status,
                    (whole.id,),
                    whole.on_last,
                )
            )
        return made

    def _contained_codes(self, resource: Resource) -> tuple[str, ...]:
        """Find the codes of a medication that the order contains."""
        reference = resource.get("medicationReference")
        text = reference.get("reference") if type(reference) is dict else None
        contained = resource.get("contained")
        for each in contained if type(contained) is list else ():
            if type(each) is dict and f"#{each.get('id')}" == text:
                return self.values.codes(each, ("code",))
        return ()

    def _charge(
        self, form: Form, resource: Resource, link: str, status: str, when: When
    ) -> Charge | None:
        """Read the amount of a claim or a payment that is in force."""
        head, tail = form.money
        amount = resource.get(head)
        if amount is not None and tail:
            if type(amount) is not dict:
                raise Fault(head, "must be an object")
            amount = amount.get(tail)
        if amount is None:
            return None
        if status != "active" or resource.get("use", "claim") != "claim":
            self.findings.note(
                "[claim or payment is|claims or payments are] not in force: no charge"
            )
            return None
        if when is UNDATED:
            raise Fault("created", "is missing, and no other day is said")
        return Charge(link, form.charge, when[0], self.values.amount(amount, head))


def _turned(start: datetime | None, end: datetime | None) -> bool:
    """Say whether an end is an instant before the start."""
    return start is not None and end is not None and end < start


def check_meaning(resource: Resource) -> None:
    """Refuse what changes the meaning in a way that nobody here understands."""
    if "modifierExtension" in resource or "implicitRules" in resource:
        raise Fault("modifierExtension", "must not change what the resource means")


def _check_decided(resource: Resource) -> None:
    """Set aside what nobody decided on, and what is not to be done."""
    if "doNotPerform" in resource and resource["doNotPerform"] is not False:
        raise Aside("[order|orders] not to do something [was|were] set aside")
    if "intent" in resource and resource["intent"] in ("proposal", "option"):
        raise Aside("[proposal or option was|proposals or options were] set aside")


def _one_code(concept: Any, known: Any, path: str) -> str | None:
    """Find the one code of a concept that stands in the table *known*."""
    if concept is None:
        return None
    try:
        codes = {each.get("code") for each in concept["coding"]}.intersection(known)
    except (AttributeError, KeyError, TypeError):
        codes = set()
    if len(codes) != 1:
        raise Fault(path, "must be one code of R4")
    return str(codes.pop())
