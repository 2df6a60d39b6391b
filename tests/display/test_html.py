"""A page for a browser says what it is given, and does nothing."""

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import attrs
import pytest

from caremodel.display import pages, reports, walks
from caremodel.display._blocks import Items, Section, Table, Words
from caremodel.display._html import STYLE, as_html
from caremodel.display._text import as_text, shown
from caremodel.exchange.fhir import Unread
from caremodel.people.charts import Chart
from caremodel.people.patients import PatientId
from caremodel.testing import builders

ON = date(2026, 6, 1)
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<body onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<details open ontoggle=alert(1)>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "<!--#exec cmd='ls'-->",
    "<?php echo 1 ?>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    "<form action=https://evil.example/><input name=a></form>",
    "<object data=https://evil.example/x.swf></object>",
    "<table background=javascript:alert(1)>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '"><img src=x onerror=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "&#x3C;script>alert(1)",
    "\\x3cscript\\x3ealert(1)",
    "<<script>>alert(1)<</script>>",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "<%= 7*7 %>",
    "=HYPERLINK(https://evil.example)",
    "\u202eTXET\u202c<b>",
    "a\x00b<script>",
    "a\x1b[31mred",
    "line\r\nSet-Cookie: x=1",
    "\ufeff<script>alert(1)</script>",
    "\ud800<script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<p style=background:url(javascript:alert(1))>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext>",
    "<marquee onstart=alert(1)>",
)
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main"),
    *("strong", "section", "h1", "h2", "h3", "p", "ol", "ul", "li", "a", "div"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "aria-labelledby": r"contents|part-\d+",
    "charset": "utf-8",
    "class": "wide|items|number|tight|short|long",
    "content": "width=device-width, initial-scale=1|no-referrer|caremodel"
    "|default-src 'none'; style-src 'unsafe-inline'",
    "href": r"#part-\d+",
    "http-equiv": "Content-Security-Policy",
    "id": r"contents|part-\d+",
    "lang": "en",
    "name": "viewport|referrer|generator",
    "role": "region",
    "scope": "col|row",
    "tabindex": "0",
}


class Judge(HTMLParser):
    """Reads a page as a browser does, and keeps whatever should not be there."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text: list[str] = []
        self.styles: list[str] = []
        self._in: list[str] = []

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        """Look at a tag, and at each of its attributes."""
        self._in.append(tag)
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in given:
            if not re.fullmatch(ATTRIBUTES.get(name, "(?!)"), value or ""):
                self.found.append(f"{tag} {name}")

    def handle_data(self, data: str) -> None:
        """Keep what is read, and how it should look."""
        (self.styles if self._in[-1:] == ["style"] else self.text).append(data)

    def handle_endtag(self, tag: str) -> None:
        """Remember where one is."""
        while self._in and self._in.pop() != tag:
            pass

    def handle_comment(self, data: str) -> None:
        """Find comments."""
        self.found.append(f"comment {data}")

    def handle_pi(self, data: str) -> None:
        """Find instructions."""
        self.found.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        """Find declarations."""
        self.found.append(f"declaration {data}")


def judged(page: str) -> Judge:
    """Read a page as a browser does."""
    judge = Judge()
    judge.feed(page)
    judge.close()
    return judge


def faults(page: str) -> list[str]:
    """Name everything on a page that could act."""
    judge = judged(page)
    return judge.found + [style for style in judge.styles if style != STYLE]


def assert_inert(page: str) -> None:
    """Say that nothing on a page acts, and that it is whole."""
    assert faults(page) == []
    assert not re.search(r"url\(|@import|expression", STYLE)
    ET.fromstring(page)  # noqa: S314 - the page is our own


def rules(begin: str) -> str:
    """Read the rules of the style that hold for one sort of reader."""
    return STYLE.partition(f"@media {begin} {{\n")[2].partition("\n}")[0]


def test_a_table_that_does_not_fit_shows_that_there_is_more() -> None:
    """A last column was cut in a narrow window, and nothing said that it scrolls."""
    wide = STYLE.partition(".wide {")[2].partition("}")[0]
    narrow = rules("(max-width: 600px)")

    assert wide.count(" local") == wide.count(" scroll;") + wide.count(" scroll,") == 2
    assert "overflow-x: auto" in wide
    assert "table { font-size: .875rem" in narrow
    assert "thead th { font-size: .8125rem; white-space: normal; }" in narrow


def test_paper_is_light_and_has_no_edge() -> None:
    """Whoever reads in the dark prints in black on white."""
    assert "--paper: #14191f" in rules("screen and (prefers-color-scheme: dark)")
    assert ".wide { overflow: visible; background: none; }" in rules("print")
    assert "color-scheme: light;" in rules("print")


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if p.startswith(("<s", "<i"))])
def test_the_judge_finds_what_acts(payload: str) -> None:
    """A judge who finds nothing would let every page pass."""
    page = as_html("title", [Section("a", (Words("here"),))])

    assert faults(page.replace("here", payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_tag_wherever_it_stands(payload: str) -> None:
    """In titles, words, lists, heads and cells it is read as it was written."""
    blocks = (
        Words(payload),
        Items((payload,), payload),
        Table([(payload, 1)], (payload, "n")),
        Table([(payload, payload)]),
    )
    page = as_html(payload, [Section(payload, blocks)], note=payload)

    assert_inert(page)
    assert judged(page).text.count(shown(payload)) == 12


def hostile(chart: Chart, payload: str) -> Chart:
    """Give someone a name, an id and a helper that are made to do harm."""
    patient = chart.patient
    support = tuple(
        attrs.evolve(each, relationship=payload) for each in patient.support
    )
    evil = attrs.evolve(
        patient,
        id=PatientId(f"{patient.id}{payload}"),
        name=payload,
        support=support,
    )
    return attrs.evolve(chart, patient=evil)


@pytest.mark.parametrize("payload", [PAYLOADS[0], PAYLOADS[24], PAYLOADS[26]])
def test_a_walk_over_people_with_hostile_names_stays_inert(payload: str) -> None:
    """The name stands on the page, as text."""
    charts = [hostile(c, payload) for c in builders.panel(30, seed=5, on=ON)]
    page = walks.walk_html(walks.walk(charts, on=ON, invented=True))

    assert_inert(page)
    assert f"How it may go on for {payload}" in judged(page).text


@pytest.mark.parametrize("ids", [False, True])
def test_a_panel_from_hostile_files_stays_inert(*, ids: bool) -> None:
    """Names of organizations, of files and of types come from outside."""
    payload = PAYLOADS[2]
    charts = [hostile(c, payload) for c in builders.panel(30, seed=5, on=ON)]
    report = reports.report_on_panel(
        charts,
        on=ON,
        resources=((payload, 1),),
        unread=((payload, 1),),
        notes=(payload,),
        names=[(f"Organization/clinic-{n}", payload) for n in range(30)],  # type: ignore[arg-type]
    )
    unread = [Unread(payload, None, payload, payload)]

    assert_inert(pages.panel_html(report, unread=unread, ids=ids))


# --- people are counted --------------------------------------------------------------


def test_a_page_of_a_panel_counts_people_and_names_none() -> None:
    """A file travels; whom it names, it names wherever it goes."""
    charts = builders.panel(60, seed=5, on=ON)
    report = reports.report_on_panel(charts, on=ON, unread=(("Goal", 1),))
    unread = [Unread("Ann_Smith.json", 3, "Goal", "must have a status")]

    counted = pages.panel_html(report, unread=unread)
    named = pages.panel_html(report, unread=unread, ids=True)

    told = {chart.id for chart in charts}
    assert not [each for each in told if each in counted]
    assert [each for each in told if each in named]
    assert "Ann_Smith" not in counted
    assert "Ann_Smith" in named
    assert "sent by someone who knows them" in counted
    assert "regresses to the mean" in counted


def test_a_panel_without_candidates_has_no_such_part() -> None:
    """Nothing is shown for nothing."""
    report = reports.report_on_panel([], on=ON)

    assert "Candidates" not in pages.panel_html(report)


# --- for everyone to read ------------------------------------------------------------


def test_headings_lead_down_step_by_step_and_each_table_is_named() -> None:
    """Who listens to a page finds the way by headings, and hears what a table is."""
    walked = walks.walk(builders.panel(30, seed=5, on=ON), on=ON, invented=True)
    tree = ET.fromstring(walks.walk_html(walked))  # noqa: S314

    levels = [int(e.tag[1]) for e in tree.iter() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = {each.get("id") for each in tree.iter()} - {None}
    named = [each.get("aria-labelledby") for each in tree.iter("table")]
    assert set(named) <= ids
    assert all(list(each.iter("th")) for each in tree.iter("table"))
    links = [str(each.get("href"))[1:] for each in tree.iter("a")]
    assert set(links) <= ids


def test_rows_without_a_head_are_named_by_their_first_words() -> None:
    """A number is not a name; where there are numbers only, the first has to do."""
    told = [Table([(7, "open"), (1_976, None)]), Table([(1, 2)])]
    page = as_html("t", [Section("s", told)])

    assert '<td class="number">7</td><th scope="row" class="tight">open</th>' in page
    assert '<th scope="row" class="number">1</th><td class="number">2</td>' in page
    assert '<td class="number">1,976</td><th scope="row" class="tight">-</th>' in page


def test_an_empty_head_names_no_column() -> None:
    """A header that says nothing would be read out as nothing."""
    page = as_html("t", [Section("s", (Table([(1, "a")], ("n", "")),))])

    assert '<th scope="col" class="number">n</th><td class="tight"></td>' in page


def test_what_holds_nothing_is_left_out_of_page_and_text() -> None:
    """A section without anything to say has no heading, and no place in the list."""
    empty = Section("nothing", (Words(""), Items(()), Table(())))

    assert "nothing" not in as_html("t", [empty])
    assert as_text([empty]) == ""
    assert as_text([Section("s", (Items(("a",), "some:"),))]) == "s\n-\nsome:\n  - a"
