"""What is read is sealed without asking again: each field is checked before."""

from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from caremodel.exchange.fhir._forms import FORMS, Form
from exchange.fhir.written import Resource, about_ada, coded, only_chart, patient, read

DATES = st.sampled_from(
    (
        "2024-02",
        "2024-02-28",
        "2024-02-29T23:30:00Z",
        "2024-03-01T00:30:00+14:00",
        "2024",
        "0001-01-01",
        "9999-12-31",
    )
)
NUMBERS = st.sampled_from((7, 2.5, 10**15, 10**400))
CODES = st.sampled_from((coded("a"), coded("a", "b", "a"), {}))
REFERENCES = st.sampled_from(
    ({"reference": "Patient/ada/_history/2"}, {"reference": "urn:uuid:7"})
)
PERIODS = st.dictionaries(st.sampled_from(("start", "end")), DATES)


def said_in(form: Form) -> st.SearchStrategy[Resource]:
    """Write the fields of a form, rightly and wrongly."""
    dates: dict[str, Any] = {
        head: PERIODS if tail else DATES
        for head, tail in (*form.began, *form.recorded, *form.ended)
    }
    quantity = st.fixed_dictionaries({"value": NUMBERS, "unit": st.just("%")})
    component = st.fixed_dictionaries({"code": CODES, "valueQuantity": quantity})
    fields: dict[str, Any] = {
        **dict.fromkeys(form.codes, CODES),
        **dict.fromkeys(form.links, REFERENCES),
        **dates,
        "valueQuantity": quantity,
        "component": st.lists(component, max_size=2),
    }
    return st.fixed_dictionaries({}, optional=fields)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@given(data=st.data())
def test_what_is_read_passes_every_check(form: Form, data: st.DataObject) -> None:
    """Made anew, with all checks, it is the same."""
    said = data.draw(said_in(form))
    born = data.draw(st.fixed_dictionaries({}, optional={"birthDate": DATES}))
    about = about_ada(form.resource_type, undated=True, **said)

    export = read({**patient(), **born}, about, about_ada("Goal", "2"))

    for entry in only_chart(export).filed:
        assert attrs.evolve(entry) == entry
