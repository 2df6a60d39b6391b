"""Who the invented people are: birth, household, names, how to reach them."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final, TypeVar

import attrs

from caremodel.people.patients import (
    Access,
    Channel,
    Gender,
    HouseholdId,
    Patient,
    PatientId,
    PersonId,
    SupportPerson,
    born_on,
)
from caremodel.simulation import draws

__all__ = ["Dice", "Sketch", "patient", "sketch"]

GIVEN_NAMES: Final = (
    *("Ada", "Amara", "Bao", "Carmen", "Dalia", "Edith", "Emeka", "Fatima", "Gus"),
    *("Hana", "Ibrahim", "Inés", "Jonah", "José", "Kofi", "Leila", "Lena", "Mai"),
    *("Marcus", "Nadia", "Noor", "Olga", "Omar", "Pearl", "Quinn", "Rosa", "Ruth"),
    *("Samir", "Sofia", "Tomás", "Uma", "Viktor", "Wanda", "Xavier", "Yara", "Zoë"),
)
FAMILY_NAMES: Final = (
    *("Abara", "Alder", "Baptiste", "Birch", "Castaño", "Cole", "Dogan", "Elm"),
    *("Farrow", "Gable", "Hale", "Ito", "Juniper", "Kamau", "Larch", "Moss"),
    *("Nakai", "Okoro", "Pine", "Quist", "Rowan", "Sedge", "Thorne", "Underhill"),
    *("Vale", "Wren", "Xu", "Yarrow", "Zamora", "Ashby", "Bracken", "Clover"),
)
HOUSEHOLDS: Final = (
    (1, 2, 1, 4, 1, 2, 1),
    (2, 1, 3, 1, 1, 2, 2),
    (1, 1, 5, 2, 1, 1, 1),
    (2, 2, 1, 3, 1, 2, 1),
    (1, 1, 1, 2, 4, 1, 2),
)
"""How 12 neighbors live together; the sizes of each row add up to 12."""

NEIGHBORS: Final = 12
HEAD_AGES: Final = (
    *((20, 34),) * 4,
    *((35, 49),) * 5,
    *((50, 64),) * 5,
    *((65, 79),) * 5,
    (80, 95),
)
"""Ages of those who live alone or keep a house; each row is as likely [years]."""

PARTNER_YEARS: Final = 6
CHILD_AGES: Final = (0, 19)
DAYS_A_YEAR: Final = 365.2425
YOUNGEST: Final = 30
"""Nobody was born within so many days of the day asked about [days]."""

DEATHS: Final = ((45, 0.003), (65, 0.02), (75, 0.06), (85, 0.11), (200, 0.2))
"""Share of people under each age who died within the last `DEATH_DAYS`."""

DEATH_DAYS: Final = 540
NO_PCP: Final = 0.08
DOCTORS: Final = 9
CLINICS: Final = 6
LANGUAGES: Final = ("en",) * 16 + ("es",) * 3 + ("vi",)
GENDERS: Final = (Gender.FEMALE,) * 51 + (Gender.MALE,) * 47 + (Gender.OTHER, None)
NO_CONTACT: Final = 0.01
REACHED_BY: Final = {
    Channel.IN_PERSON: 0.85,
    Channel.HOME_VISIT: 0.4,
    Channel.PHONE: 0.9,
    Channel.VIDEO: 0.45,
    Channel.TEXT: 0.7,
    Channel.EMAIL: 0.5,
    Channel.LETTER: 0.8,
}
"""Share of people whom each channel reaches."""

PROHIBITED: Final = 0.03
SUPPORTED: Final = 0.4
PROXY: Final = 0.15
WITHDRAWN: Final = 0.08
RELATIONSHIPS: Final = ("daughter", "son", "partner", "sister", "neighbor", "pastor")

T = TypeVar("T")


@attrs.frozen
class Dice:
    """Draws for one person or household."""

    seed: int
    whose: draws.Key

    def happens(self, share: float, stream: str, n: int = 0) -> bool:
        """Draw yes in that *share* of cases."""
        return draws.uniform(self.seed, stream, self.whose, n) < share

    def whole(self, lowest: int, highest: int, stream: str, n: int = 0) -> int:
        """Draw a whole number, both ends included."""
        drawn = draws.uniform(self.seed, stream, self.whose, n)
        return draws.whole(drawn, lowest, highest)

    def pick(self, things: Sequence[T], stream: str, n: int = 0) -> T:
        """Draw one of *things*."""
        return draws.pick(draws.uniform(self.seed, stream, self.whose, n), things)


@attrs.frozen(kw_only=True, repr=False)
class Sketch:
    """The outlines of one person.

    Attributes:
        n: Their number in every panel of the seed.
        on: The day asked about.
        born: When they were born.
        died: When they died; `None` while alive.
        head: The number of the one who keeps the house.
        dice: Draws of their own.
        house: Draws they share with their household.
    """

    n: int
    on: date
    born: date
    died: date | None
    head: int
    dice: Dice
    house: Dice

    @property
    def id(self) -> str:
        """Of the patient."""
        return f"p{self.n:04d}"

    @property
    def end(self) -> date:
        """The day before which their history ends."""
        return self.on if self.died is None else self.died

    @property
    def age(self) -> int:
        """About how old they are at that end [years]."""
        return int(self.lived / DAYS_A_YEAR)

    @property
    def lived(self) -> int:
        """How long they have lived at that end [days]."""
        return (self.end - self.born).days

    @property
    def gender(self) -> Gender | None:
        """Administrative gender, if it is said."""
        return self.dice.pick(GENDERS, "gender")

    @property
    def frailty(self) -> float:
        """How likely they are to fall ill, from 0 to 1."""
        return draws.uniform(self.dice.seed, "frailty", self.n)

    @property
    def doctor(self) -> str:
        """Whom they see."""
        return f"Practitioner/dr-{self.house.whole(1, DOCTORS, 'doctor')}"

    @property
    def clinic(self) -> str:
        """Where they go."""
        return f"Organization/clinic-{self.house.whole(1, CLINICS, 'clinic')}"

    def back(self, longest: int, stream: str, n: int = 0) -> date:
        """Draw a day of their life, at most *longest* days before its end."""
        days = self.dice.whole(1, min(longest, self.lived), stream, n)
        return self.end - timedelta(days=days)


def sketch(seed: int, n: int, *, on: date) -> Sketch:
    """Outline person *n*."""
    head = _head(seed, n)
    dice, house = Dice(seed, n), Dice(seed, head)
    days = YOUNGEST + int(_age(seed, n, head) * DAYS_A_YEAR)
    days += dice.whole(0, 364, "birthday")
    born = on - timedelta(days=days)
    share = next(share for under, share in DEATHS if days < under * DAYS_A_YEAR)
    died = None
    if dice.happens(share, "death"):
        died = on - timedelta(days=dice.whole(1, min(DEATH_DAYS, days - 1), "died"))
    return Sketch(n=n, on=on, born=born, died=died, head=head, dice=dice, house=house)


def _head(seed: int, n: int) -> int:
    """Name the first person of the household of person *n*."""
    block, place = divmod(n, NEIGHBORS)
    sizes = Dice(seed, block).pick(HOUSEHOLDS, "households")
    heads = accumulate(sizes, initial=0)
    return block * NEIGHBORS + max(head for head in heads if head <= place)


def _age(seed: int, n: int, head: int) -> int:
    """Draw an age: of a head, of a partner about as old, or of a child [years]."""
    lowest, highest = Dice(seed, head).pick(HEAD_AGES, "generation")
    age = Dice(seed, head).whole(lowest, highest, "age")
    if n == head:
        return age
    if n == head + 1:
        return age + Dice(seed, n).whole(-2, PARTNER_YEARS, "partner")
    return Dice(seed, n).whole(*CHILD_AGES, "child")


def patient(sketch: Sketch) -> Patient:
    """Invent the patient."""
    dice = sketch.dice
    family = sketch.house.pick(FAMILY_NAMES, "family name")
    return Patient(
        id=PatientId(sketch.id),
        born=born_on(sketch.born),
        died=sketch.died,
        gender=sketch.gender,
        name=f"{dice.pick(GIVEN_NAMES, 'given name')} {family}",
        access=_access(dice, sketch.house),
        support=_support(sketch),
        household=HouseholdId(f"h{sketch.head:04d}"),
        pcp=None if dice.happens(NO_PCP, "no pcp") else PersonId(sketch.doctor),
    )


def _access(dice: Dice, house: Dice) -> Access:
    language = house.pick(LANGUAGES, "language")
    return Access(
        channels=tuple(
            channel
            for channel, share in REACHED_BY.items()
            if dice.happens(share, channel.value)
        ),
        prohibited=tuple(
            channel
            for n, channel in enumerate(REACHED_BY)
            if dice.happens(PROHIBITED, "prohibited", n)
        ),
        language=language,
        interpreter=language != "en" and dice.happens(0.5, "interpreter"),
        no_contact=dice.happens(NO_CONTACT, "no contact"),
    )


def _support(sketch: Sketch) -> tuple[SupportPerson, ...]:
    dice = sketch.dice
    if not dice.happens(SUPPORTED, "supported"):
        return ()
    since = sketch.back(2000, "designated")
    withdrawn = dice.happens(WITHDRAWN, "withdrawn")
    person = SupportPerson(
        id=PersonId(f"{sketch.id}-s0"),
        relationship=dice.pick(RELATIONSHIPS, "relationship"),
        designated_on=since,
        designated_by=PatientId(sketch.id),
        withdrawn_on=sketch.end if withdrawn else None,
        proxy=dice.happens(PROXY, "proxy"),
    )
    return (person,)
