"""Ids of people: opaque text that the host gives.

They stand before all rooms of this wing, so that a need can say whose it is and a job
for whom it was done, before patients are known. Their public homes are `patients` and,
for partners, `roles`.
"""

from typing import NewType

__all__ = ["HouseholdId", "PartnerId", "PatientId", "PersonId"]

PatientId = NewType("PatientId", str)
PersonId = NewType("PersonId", str)
HouseholdId = NewType("HouseholdId", str)
PartnerId = NewType("PartnerId", str)
