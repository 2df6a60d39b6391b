"""Taking an export in: documents and lines, one after the other, into drawers."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from caremodel.exchange.fhir._charts import Drawer, Place
from caremodel.exchange.fhir._codes import DIRECTORY, RESOURCE_TYPES
from caremodel.exchange.fhir._dates import Days
from caremodel.exchange.fhir._directory import Directory
from caremodel.exchange.fhir._entries import Found, Reader, check_meaning
from caremodel.exchange.fhir._findings import Aside, Fault, Findings
from caremodel.exchange.fhir._forms import FORMS, Form
from caremodel.exchange.fhir._json import Document, Refused, parser
from caremodel.exchange.fhir._patients import person_of
from caremodel.exchange.fhir._references import References, id_in, is_id

__all__ = ["MERGED", "OF_A_PATIENT", "Taking", "came_before"]

Resource = Mapping[str, Any]

Listed = tuple[int | None, str, str, Resource]
"""The index of a resource, its type, the link by which others mean it, and itself."""

PATIENT: Final = "Patient"

OF_A_PATIENT: Final = "Patient/"

UNKNOWN: Final = "unknown type"
"""What a resource of no type of R4 is called; what it calls itself may be anything."""

MERGED: Final = (
    "[resource|resources] came again with the same content and [was|were] merged"
)

NO_ID: Final = "id: must be an id of R4"

NOT_ALONE: Final = "fullUrl: must be of this resource alone"

TAKEN: Final = object()
"""What stands in a bundle for an entry that was taken in: nothing else equals it."""

OF_A_BUNDLE: Final = frozenset(
    (
        *("resourceType", "id", "meta", "implicitRules", "language", "identifier"),
        *("type", "timestamp", "total", "link", "entry", "signature"),
    )
)
"""What a bundle may hold.

Source: fhir-r4, Bundle.
"""

READ: Final = DIRECTORY | FORMS.keys() | {PATIENT}


def came_before(place: str) -> Fault:
    """Say that a resource stands at another place with other content."""
    return Fault("id", f"came before with other content, at {place}")


class _Bundle:
    """What a bundle holds, as long as it is not known to be whole.

    Attributes:
        findings: What was found before the bundle.
        whole: Whether it proved to be a bundle, and whole.
        refused: Why it could not be read to its end, if so.
        crowded: Whether that is because of a second patient.
        taken: How many entries were taken in.
        owner: The patient that it is about, once they have come.
        doubtful: Kinds of which something about them could not be read before.
        types: Of all its resources.
        lost: Kinds of which something in it could not be read.
        early: What came before the patient.
        others: The patient and the directory.
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.whole = False
        self.refused = ""
        self.crowded = False
        self.taken = 0
        self.owner: str | None = None
        self.doubtful: set[str] = set()
        self.types: list[str] = []
        self.lost: set[str] = set()
        self.early: list[Listed] = []
        self.others: list[Listed] = []


class Taking:
    """What was taken in so far.

    Attributes:
        findings: What was not understood, and what was decided.
        references: What references mean.
        directory: Who and what is named.
        files: The names of the files, by number.
        counts: How many resources of each type the patients' files hold.
        types: Types that occur at all.
        cut: Types of which a file was not read to its end.
        drawers: By the link of the patient.
        homeless: What belongs to a patient whose reference is still open.
    """

    def __init__(self, days: Days, on: date | None) -> None:
        self.findings = Findings()
        self.references = References()
        self.files: list[str] = []
        self.counts: Counter[str] = Counter()
        self.types: set[str] = set()
        self.cut: set[str] = set()
        self.drawers: defaultdict[str, Drawer] = defaultdict(Drawer)
        self.homeless: defaultdict[str, list[tuple[Found, Place]]] = defaultdict(list)
        self._reader = Reader(days, self.references, self.findings)
        self.directory = Directory(self._reader)
        self._days = days
        self._on = on
        self._file = -1

    def begin(self, file: str) -> None:
        """Begin another file."""
        self._file = len(self.files)
        self.files.append(file)

    def unread(self, index: int | None, what: str, reason: str) -> None:
        """Tell of something in the file at hand that was not understood."""
        self.findings.unread(self.files[self._file], index, what, reason)

    def not_whole(self, resource_type: str) -> None:
        """Tell that a file of one type, or of any, was not read to its end."""
        self.cut |= {resource_type} if resource_type else FORMS.keys()

    def place(self, place: Place) -> str:
        """Write a place down."""
        file, index = place
        return self.files[file] if index is None else f"{self.files[file]}[{index}]"

    def document(self, document: Document) -> None:
        """Take in a document: a bundle, or a resource alone.

        Each entry of a bundle is taken in as soon as it is parsed, while it is at hand,
        and let go. None of it counts before the bundle is known to be one, and whole.
        """
        bundle, value = self._bundle(document, one_by_one=False)
        if bundle.crowded or (_is_bundle(value) and not bundle.whole):
            bundle, value = self._bundle(document, one_by_one=True)
        if bundle.refused:
            self.unread(None, "document", bundle.refused)
        elif not bundle.whole:
            self.value(parser()(document) if bundle.taken else value)

    def _bundle(self, document: Document, *, one_by_one: bool) -> tuple[_Bundle, Any]:
        """Take a document in, and hand it out; if it is no whole bundle, none of it.

        Args:
            document: The document.
            one_by_one: Whether to take its entries alone, which takes longer. Without
                it a bundle with what looks like an entry inside of one is not whole.
        """
        bundle = self._begin_bundle()
        value: Any = None
        try:
            take = partial(self._entry, bundle)
            value = parser(take, one_by_one=one_by_one)(document)
        except Refused as error:
            bundle.refused = error.reason
        else:
            taken = [TAKEN] * bundle.taken
            bundle.whole = _is_bundle(value) and value.get("entry", []) == taken
        self._end_bundle(bundle)
        if bundle.whole and bundle.taken == 0:
            self._empty(value, None)
        return bundle, value

    def value(self, value: Any, index: int | None = None) -> None:
        """Take in a document that is parsed already.

        Args:
            value: The document.
            index: Of the line, if it is one; lines are counted whatever they hold.
        """
        if type(value) is not dict or type(value.get("resourceType")) is not str:
            self.unread(index, "document", "must be a bundle or a resource")
        elif not _is_bundle(value):
            self._alone(value, index)
        elif type(value.get("entry", [])) is not list:
            self.unread(index, "Bundle", "entry: must be a list")
        elif not value.get("entry"):
            self._empty(value, index)
        else:
            outer = self._file
            if index is not None:
                self.begin(f"{self.files[outer]}[{index}]")
            self._entries(value["entry"])
            self._file = outer

    def _empty(self, bundle: Resource, index: int | None) -> None:
        """Tell of a bundle without entries: R4 allows it, unless they are misnamed."""
        if {key.removeprefix("_") for key in bundle} <= OF_A_BUNDLE:
            self.findings.note("[bundle holds|bundles hold] no entry")
        else:
            self.unread(index, "Bundle", "entry: must be a list of resources")

    def _entries(self, entries: list[Any]) -> None:
        """Take in the entries of a bundle that lies in memory whole."""
        bundle = self._begin_bundle()
        try:
            for entry in entries:
                self._entry(bundle, entry)
        except Refused as error:
            self._end_bundle(bundle)
            self.unread(None, "document", error.reason)
        else:
            bundle.whole = True
            self._end_bundle(bundle)

    def _begin_bundle(self) -> _Bundle:
        """Begin a bundle: what is found in it is kept apart."""
        self.references.enter()
        bundle = _Bundle(self.findings)
        self.findings = self._reader.findings = Findings()
        return bundle

    def _end_bundle(self, bundle: _Bundle) -> None:
        """End a bundle: keep what stands in it if it is whole, else nothing of it."""
        if bundle.whole:
            types = self._types(bundle)
            self.types |= types.keys()
            if not types.keys() <= DIRECTORY:
                self.counts += types
            for index, known, link, resource in bundle.early:
                self._read(FORMS[known], index, link, resource, None)
            for each in bundle.others:
                self._take(each)
            bundle.findings.add(self.findings)
            self._lose(bundle)
            self.references.leave()
        else:
            if bundle.owner is not None:
                self.drawers[bundle.owner].forget(self._file)
                self.drawers[bundle.owner].doubtful = bundle.doubtful
            self.references.abandon()
        self.findings = self._reader.findings = bundle.findings

    def _types(self, bundle: _Bundle) -> Counter[str]:
        """Count the types in a bundle, and tell of those that are not read."""
        types: Counter[str] = Counter()
        for said, count in Counter(bundle.types).items():
            known = _known(said)
            types[known] += count
            if known not in READ:
                self.findings.unread_type(self.files[self._file], known, count)
        return types

    def _lose(self, bundle: _Bundle) -> None:
        """Say of whom there may be more than could be read of a bundle."""
        if bundle.owner is not None:
            self.drawers[bundle.owner].doubtful |= bundle.lost
        else:
            self.cut |= {t for t, form in FORMS.items() if form.kind in bundle.lost}

    def _entry(self, bundle: _Bundle, entry: Any) -> object:
        """Take in one entry of a bundle, and hand out what stands for it then."""
        index = bundle.taken
        bundle.taken = index + 1
        try:
            resource = entry["resource"]
            known, said = resource["resourceType"], resource.get("id")
            url = entry.get("fullUrl")
            form = FORMS.get(known)
        except (AttributeError, KeyError, TypeError):
            self.unread(index, "entry", "resource: must be one, with its type")
            bundle.lost |= {each.kind for each in FORMS.values()}
            return TAKEN
        bundle.types.append(known)
        if said is None:
            said = id_in(url)
        link = f"{known}/{said}"
        if not is_id(said):
            if known in READ:
                self._lose_entry(bundle, index, known, NO_ID)
        elif type(url) is str and not self.references.explain(url, link):
            self._lose_entry(bundle, index, known, NOT_ALONE)
        elif form is None:
            self._keep(bundle, (index, known, link, resource), url)
        elif bundle.owner is None:
            bundle.early.append((index, known, link, resource))
        else:
            self._read(form, index, link, resource, bundle.owner)
        return TAKEN

    def _lose_entry(self, bundle: _Bundle, index: int, known: str, reason: str) -> None:
        """Tell of an entry that cannot be read, and of what kind it would have been."""
        self.unread(index, _known(known), reason)
        if known in FORMS:
            bundle.lost.add(FORMS[known].kind)

    def _keep(self, bundle: _Bundle, listed: Listed, url: object) -> None:
        """Keep a patient, or something of the directory, until the bundle is whole."""
        _, known, link, resource = listed
        if known in READ:
            bundle.others.append(listed)
        if known == PATIENT:
            self._welcome(bundle, link, resource)
        elif known in DIRECTORY and type(url) is str:
            self.references.means(url, link)

    def _welcome(self, bundle: _Bundle, link: str, patient: Resource) -> None:
        """Say that a bundle is about *patient*, and read what came before them."""
        if bundle.owner not in (None, link):
            bundle.crowded = True
            raise Refused("must not hold more than one patient")
        if bundle.owner is None:
            bundle.owner = link
            bundle.doubtful = {*self.drawers[link].doubtful}
        self.references.identify(patient, link)
        for index, known, before, resource in bundle.early:
            self._read(FORMS[known], index, before, resource, link)
        bundle.early.clear()

    def _alone(self, resource: Resource, index: int | None) -> None:
        """Take in a resource that stands in no bundle."""
        known, said = _known(resource["resourceType"]), resource.get("id")
        self.types.add(known)
        if index is not None or known not in DIRECTORY:
            self.counts[known] += 1
        link = f"{known}/{said}"
        if known not in READ:
            self.findings.unread_type(self.files[self._file], known)
        elif not is_id(said):
            self.unread(index, known, NO_ID)
            self.not_whole(known)
        elif known in FORMS:
            self._read(FORMS[known], index, link, resource, None)
        else:
            self._take((index, known, link, resource))

    def _read(
        self,
        form: Form,
        index: int | None,
        link: str,
        resource: Resource,
        owner: str | None,
    ) -> None:
        """Read a resource, and file what it says in the drawer of its patient.

        Args:
            form: How it is read.
            index: Of the resource in its file.
            link: How others refer to it.
            resource: Itself.
            owner: The patient of the bundle, if it is about one.
        """
        of, place = owner, (self._file, index)
        if of is None or self.references.met(resource.get(form.owner)) != of:
            try:
                of = self._owner(form, resource, link, owner)
            except Fault as fault:
                self._doubt(form, index, fault.reason, owner)
                return
        drawer = self.drawers[of]
        try:
            found = self._reader.read(form, resource, link)
        except Aside as aside:
            self.findings.note(aside.note)
            if drawer.set_aside(link, place):
                before = self.place(drawer.places[link])
                self._doubt(form, index, came_before(before).reason, of)
        except Fault as fault:
            self._doubt(form, index, fault.reason, of)
        else:
            if owner is None and of in self.references.open:
                self.homeless[of].append((found, place))
            else:
                drawer.file(link, found, place)

    def _doubt(
        self, form: Form, index: int | None, reason: str, of: str | None
    ) -> None:
        """Tell of what could not be read, and that there may be more of its kind.

        Args:
            form: How it was to be read.
            index: Of the resource in its file.
            reason: Why it was not.
            of: Whose record it is, or `None` if it may be anyone's.
        """
        self.unread(index, form.resource_type, reason)
        if of is None:
            self.not_whole(form.resource_type)
        else:
            self.drawers[of].doubtful.add(form.kind)

    def _owner(
        self, form: Form, resource: Resource, link: str, owner: str | None
    ) -> str:
        """Say whose record a resource belongs to."""
        subject = resource.get(form.owner)
        said = None
        if subject is not None:
            said = self.references.link(subject, form.owner, link)
        if said is None:
            if owner is None:
                raise Fault(form.owner, "must say who it is about")
            return owner
        if owner is not None:
            if said != owner and self.references.meaning(said) != owner:
                raise Fault(form.owner, "must be the patient of the bundle")
            return owner
        if not said.startswith(OF_A_PATIENT) and said not in self.references.open:
            raise Fault(form.owner, "must be a patient")
        return said

    def _take(self, listed: Listed) -> None:
        """Take in a patient, or something of the directory."""
        index, known, link, resource = listed
        try:
            if known == PATIENT:
                self._patient(resource, link, (self._file, index))
            else:
                self.directory.take(resource, known, link)
        except Fault as fault:
            self.unread(index, known, fault.reason)
        except RecursionError:
            self.unread(index, known, "must not be nested so deeply")

    def _patient(self, resource: Resource, link: str, place: Place) -> None:
        """Read a patient, or see that they came before."""
        check_meaning(resource)
        index = place[1]
        person = person_of(
            resource,
            link,
            days=self._days,
            references=self.references,
            on=self._on,
            tell=lambda fault: self.unread(index, PATIENT, fault.reason),
        )
        self.references.identify(resource, link)
        drawer = self.drawers[link]
        if drawer.person is None:
            drawer.person, drawer.place = person, place
            if resource.get("active") is False:
                self.findings.note(
                    "[patient is|patients are] marked as no longer in use"
                )
        elif drawer.person == person:
            self.findings.note(MERGED)
        else:
            raise came_before(self.place(drawer.place))


def _known(resource_type: str) -> str:
    """Name a type if it is one of R4."""
    return resource_type if resource_type in RESOURCE_TYPES else UNKNOWN


def _is_bundle(value: Any) -> bool:
    return type(value) is dict and value.get("resourceType") == "Bundle"
