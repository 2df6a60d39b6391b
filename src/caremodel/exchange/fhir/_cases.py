"""One patient's plans, goals and teams on their way into ours, and what is lost.

References are settled by now; whom one means is said in the words of this library.
"""

import re
from collections import Counter
from datetime import date
from typing import Final

import attrs

from caremodel._fields import is_identifier
from caremodel.exchange.fhir._charts import Drawer, last_recorded
from caremodel.exchange.fhir._references import References
from caremodel.exchange.fhir._told import Whom
from caremodel.people.patients import PatientId

__all__ = ["Case", "Meant"]

STANDS_FOR: Final = re.compile(r"([A-Z][A-Za-z]+)(/[A-Za-z0-9.\-]{1,64}|\?.*)")
"""A reference that shows the type of what it points at."""


@attrs.frozen
class Meant:
    """Whom a reference means.

    Attributes:
        type: Of the resource; "" if that cannot be told.
        id: By which this library knows them.
    """

    type: str
    id: str


@attrs.frozen(kw_only=True, repr=False)
class Case:
    """The patient whose plans, goals and teams are made.

    Attributes:
        patient_id: Who.
        link: How others refer to them.
        drawer: What is filed about them.
        references: What references mean.
        losses: What is not kept, with how often.
    """

    patient_id: PatientId
    link: str
    drawer: Drawer
    references: References
    losses: Counter[str]

    @property
    def last_day(self) -> date | None:
        """The last day anything is recorded for them, if any is."""
        return last_recorded(self.drawer)

    def lose(self, what: str, count: int = 1) -> None:
        """Count what is not kept."""
        if count:
            self.losses[what] += count

    def meant(self, whom: Whom) -> Meant:
        """Say whom a reference means; another patient has no type."""
        link = self.references.settled(whom.link)
        if link == self.link:
            return Meant("Patient", self.patient_id)
        shown = STANDS_FOR.fullmatch(link)
        type_ = shown[1] if shown else whom.type
        usable = is_identifier(link) and type_ != "Patient"
        return Meant(type_ if usable else "", link)
