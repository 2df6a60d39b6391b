"""The command line: what it prints, and how it ends when it cannot."""

import gzip
import json
import os
import shlex
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from caremodel import __main__ as command
from caremodel.__main__ import main
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.display import pages, reports
from caremodel.display._html import OPENING
from caremodel.display.diagrams import dot, mermaid
from caremodel.exchange import documents

DAY = "2026-06-01"


def bundle(*resources: dict[str, Any]) -> str:
    """Write resources as a transaction bundle."""
    entries = [
        {"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources
    ]
    return json.dumps(
        {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    )


def patient(person: str = "ann", **more: object) -> dict[str, Any]:
    """Make a Patient resource."""
    base = {"resourceType": "Patient", "id": person, "birthDate": "1960-01-01"}
    return {**base, "gender": "female", **more}


def condition(number: int, person: str = "ann", **more: object) -> dict[str, Any]:
    """Make a Condition resource: active type 2 diabetes."""
    return {
        "resourceType": "Condition",
        "id": f"c{number}",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "44054006"}]},
        "subject": {"reference": f"urn:uuid:{person}"},
        "onsetDateTime": "2020-01-01T09:00:00Z",
        **more,
    }


def test_no_arguments_do_the_main_job(capsys: pytest.CaptureFixture[str]) -> None:
    """It walks over 2,000 invented people: 24 seen today, and the other 1,976."""
    assert main([]) == 0

    told = capsys.readouterr().out
    assert "24 seen today, 1,976 not" in told


def test_the_demo_takes_other_people_and_tells_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same seed tells the same, another seed something else."""
    told = []
    for seed in ("1", "1", "2"):
        assert main(["--patients", "120", "demo", "--seed", seed, "--json"]) == 0
        told.append(capsys.readouterr().out)

    assert told[0] == told[1] != told[2]
    assert json.loads(told[0])["alive"] == 120


def test_a_bundle_is_reported_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One person with diabetes, in text and in JSON, plain and packed."""
    written = bundle(patient(), condition(1))
    plain, packed = tmp_path / "ann.json", tmp_path / "ann2.json.gz"
    plain.write_text(written, encoding="utf-8")
    packed.write_bytes(gzip.compress(written.encode()))

    for path in (plain, packed):
        assert main(["panel", str(path), "--on", DAY, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["patients"], told["alive"]) == (1, 1)
        assert told["resources"] == {"Condition": 1, "Patient": 1}
        assert told["conditions"]["diabetes_t2"] == 1
        assert told["unread"] == []
        assert told["gaps"]["diabetes_no_hba1c_365d"]["cannot_tell"] == 1
    assert main(["panel", str(plain), "--on", DAY]) == 0
    assert "1  alive, in all" in capsys.readouterr().out


def test_one_line_that_cannot_be_read_makes_no_figure_null(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other claims were read; whose the broken one is, nobody can say."""
    claims = [
        {
            "resourceType": "Claim",
            "id": person,
            "status": "active",
            "use": "claim",
            "patient": {"reference": f"Patient/{person}"},
            "created": "2026-01-01",
            "total": {"value": 1000, "currency": "USD"},
        }
        for person in ("ann", "bob")
    ]
    people = [json.dumps(patient(person)) for person in ("ann", "bob")]
    lines = [json.dumps(claims[0]), '{"resourceType": "Claim",', json.dumps(claims[1])]
    (tmp_path / "Patient.ndjson").write_text("\n".join(people), encoding="utf-8")
    (tmp_path / "Claim.ndjson").write_text("\n".join(lines), encoding="utf-8")

    assert main(["panel", str(tmp_path), "--on", DAY, "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["claim_total"], told["payment_total"]) == ("2000.00", None)
    assert told["partial"] == {"claim_total": 2}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_json_whatever_the_output_can_hold(
    tmp_path: Path, encoding: str
) -> None:
    """Letters that it cannot hold are escaped as JSON escapes them."""
    (tmp_path / "é\U0001f600.json").write_text("x", encoding="utf-8")
    (tmp_path / "ann.json").write_text(bundle(patient()), encoding="utf-8")
    asked = [sys.executable, "-m", "caremodel", "panel", str(tmp_path), "--on", DAY]

    told = subprocess.run(
        [*asked, "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )

    (unread,) = json.loads(told.stdout.decode(encoding))["unread_listed"]
    assert unread["file"] == "é\U0001f600.json"


def test_long_work_says_every_other_second_what_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when everything is read: nobody should think that it hangs."""
    (tmp_path / "ann.json").write_text(bundle(patient()), encoding="utf-8")
    monkeypatch.setattr(command, "QUIET_SECONDS", 0.05)
    report = reports.report_on_panel

    def slow(*charts: Any, **more: Any) -> reports.PanelReport:
        time.sleep(0.3)
        return report(*charts, **more)

    monkeypatch.setattr(reports, "report_on_panel", slow)

    assert main(["panel", str(tmp_path), "--on", DAY, "--json"]) == 0

    told = capsys.readouterr()
    assert told.err.count("caremodel: making the report\n") >= 2
    json.loads(told.out)


def test_an_interruption_is_one_line_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends as shells say that it does."""
    (tmp_path / "ann.json").write_text(bundle(patient()), encoding="utf-8")

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reports, "report_on_panel", interrupted)

    assert main(["panel", str(tmp_path), "--on", DAY]) == 130
    assert capsys.readouterr().err == "caremodel: interrupted\n"


def test_no_path_at_all_is_not_the_folder_one_is_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A variable that is not set should not report on whatever lies around."""
    with pytest.raises(SystemExit) as end:
        main(["panel", "", "--on", DAY])

    assert end.value.code == 2
    assert "argument PATH: must not be empty" in capsys.readouterr().err


# --- pages ---------------------------------------------------------------------------


def test_the_demo_is_written_as_one_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole, in place of the page that was there, and nothing is left beside it."""
    path = tmp_path / "page.html"
    path.write_text(f"{OPENING}old", encoding="utf-8")

    assert main(["--patients", "30", "--out", str(path)]) == 0

    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "How it may go on for" in page
    assert page.endswith("</html>\n")
    assert list(tmp_path.iterdir()) == [path]
    assert capsys.readouterr().out == f"Written: {path}\n"


@pytest.mark.parametrize("more", [[], ["--names"]])
def test_a_page_of_files_names_people_only_where_that_is_asked(
    tmp_path: Path, more: list[str]
) -> None:
    """A page is a file, and files travel."""
    path, page = tmp_path / "annsmith.json", tmp_path / "page.html"
    bogus = condition(2, clinicalStatus={"coding": [{"code": "bogus"}]})
    visit = {
        "resourceType": "Encounter",
        "id": "e1",
        "status": "finished",
        "class": {"code": "IMP"},
        "subject": {"reference": "urn:uuid:ann"},
        "period": {"start": "2026-02-01T09:00:00Z"},
    }
    path.write_text(bundle(patient(), visit, bogus), encoding="utf-8")

    assert main(["panel", str(path), "--on", DAY, "--out", str(page), *more]) == 0

    told = page.read_text(encoding="utf-8")
    assert (">ann<" in told) is bool(more)
    assert ("annsmith" in told) is bool(more)
    assert "Who answers for whom" in told


def test_a_page_replaces_what_a_link_leads_to(tmp_path: Path) -> None:
    """The link stays one."""
    path, link = tmp_path / "page.html", tmp_path / "link.html"
    link.symlink_to(path)

    assert main(["--patients", "5", "--out", str(link)]) == 0

    assert link.is_symlink()
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_page_that_cannot_be_written_is_one_line_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No such folder, a folder, and links in a circle; nothing is left behind."""
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for path in (tmp_path / "none" / "page.html", tmp_path, circle / "page.html"):
        assert main(["--patients", "5", "--out", str(path)]) == 1

        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith(f"caremodel: cannot write {path}: ")
        assert told.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == [circle]


def test_a_page_that_breaks_off_leaves_the_old_one(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half a page would be worse than yesterday's."""
    path, old = tmp_path / "page.html", f"{OPENING}old"
    path.write_text(old, encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    assert main(["--patients", "5", "--out", str(path)]) == 1

    assert "No space left on device" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == old
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_no_page_of_ours_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever names the wrong file keeps it, and waits for nothing to be told so."""
    for number, content in enumerate(("notes", "<!DOCTYPE html>\n<p>", OPENING[:-1])):
        path = tmp_path / f"{number}.html"
        path.write_text(content, encoding="utf-8")
        for words in ([], ["panel", "missing", "--on", DAY], ["pathway"]):
            assert main([*words, "--out", str(path)]) == 1

            told = capsys.readouterr()
            assert (told.out, told.err.count("\n")) == ("", 1)
            assert told.err.startswith(
                f"caremodel: cannot write {path}: the file there is no"
            )
        assert path.read_text(encoding="utf-8") == content


def test_an_empty_file_is_in_nobodys_way(tmp_path: Path) -> None:
    """Such as one that was made to have a name; and the page may be made anew."""
    path = tmp_path / "page.html"
    path.touch()

    for _ in range(2):
        assert main(["pathway", "--out", str(path)]) == 0
        assert path.read_text(encoding="utf-8").startswith(OPENING)


def test_one_person_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Facts and verdicts of the person asked for."""
    path = tmp_path / "ann.json"
    path.write_text(bundle(patient(), condition(1)), encoding="utf-8")

    assert main(["explain", str(path), "ann", "--on", DAY]) == 0

    told = capsys.readouterr().out
    assert "66 years old" in told
    assert "HbA1c in the last year for people with diabetes" in told


def test_one_person_is_explained_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Facts with values, verdicts with reasons, and who answers for them."""
    path = tmp_path / "ann.json"
    visit = {
        "resourceType": "Encounter",
        "id": "e1",
        "status": "finished",
        "class": {"code": "AMB"},
        "subject": {"reference": "urn:uuid:ann"},
        "period": {"start": "2026-02-01T09:00:00Z"},
        "serviceProvider": {"reference": "urn:uuid:elm"},
    }
    clinic = {"resourceType": "Organization", "id": "elm", "name": "Elm Street"}
    path.write_text(bundle(patient(), visit, clinic), encoding="utf-8")

    assert main(["explain", str(path), "ann", "--on", DAY, "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["patient"]["age"] == 66
    assert {"name", "value", "not_known"} <= set(told["facts"][0])
    assert [each["answer"] for each in told["verdicts"]] == ["no"]
    assert told["owner"]["name"] == "Elm Street"


def test_what_is_not_understood_is_listed_and_the_rest_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A status nobody knows is refused, with file and index, and told without it."""
    bogus = condition(2, clinicalStatus={"coding": [{"code": "bogus"}]})
    path = tmp_path / "ann.json"
    path.write_text(bundle(patient(), condition(1), bogus), encoding="utf-8")

    assert main(["panel", str(path), "--on", DAY, "--unread"]) == 0

    told = capsys.readouterr().out
    assert "ann.json[2]" in told
    assert "bogus" not in told


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("half.json", bundle(patient(), condition(1))[:-40].encode()),
        ("short.json.gz", gzip.compress(bundle(patient()).encode())[:-12]),
        ("other.json", b'{"resourceType": "Banana"}'),
        ("text.json", b"Ann Secret, born 1960"),
        ("double.json", b'{"resourceType": "Bundle", "resourceType": "Bundle"}'),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    """The line names the file, never what stands in it."""
    path = tmp_path / name
    path.write_bytes(content)

    assert main(["panel", str(path), "--on", DAY]) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert name in told.err
    assert "Secret" not in told.err


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_nothing_to_read_is_one_line_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A folder that is not there, or holds nothing."""
    (tmp_path / "empty").mkdir()

    assert main(["panel", str(tmp_path / name), "--on", DAY]) == 1

    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert name in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["panel", "x"],
        ["panel", "x", "--on", "20260601"],
        ["panel", "x", "--on", "2026-02-30"],
        ["panel", "x", "--on", DAY, "--zone", "Mars/Olympus"],
        ["--patients", "0"],
        ["--patients", "many"],
        ["no-such-command"],
        ["pathway", "--mermaid", "--dot"],
        ["panel", "x", "--on", DAY, "--ids", "--unread"],
    ],
)
def test_a_call_that_is_not_understood_is_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Argparse says how it should have been."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (
            ["--out", "page.html", "--json"],
            "--out writes a page and --json prints: take one of them",
        ),
        (
            ["demo", "--json", "--out", "page.html"],
            "--out writes a page and --json prints: take one of them",
        ),
        (["panel", "x", "--on", DAY, "--names"], "--names goes with --out"),
        (
            ["panel", "x", "--on", DAY, "--ids", "--out", "page.html"],
            "--out writes a page and --ids prints: take one of them",
        ),
        (
            ["panel", "x", "--on", DAY, "--ids", "--json"],
            "--ids and --json each print something: take one of them",
        ),
        (
            ["--out", "page.html", "explain", "x", "ann", "--on", DAY],
            "--out goes with demo, panel and pathway",
        ),
        (
            ["--patients", "5", "panel", "x", "--on", DAY],
            "--patients and --seed go with the demo alone",
        ),
        (["--on", DAY, "pathway"], "--on goes with demo, panel and explain"),
        (
            ["--patients", "5", "pathway"],
            "--patients and --seed go with the demo alone",
        ),
        (
            ["--json", "pathway", "--dot"],
            "--dot and --json each print something: take one of them",
        ),
        (
            ["pathway", "--dot", "--out", "page.html"],
            "--out writes a page and --dot prints: take one of them",
        ),
        (
            ["pathway", "--out", "page.html", "--json"],
            "--out writes a page and --json prints: take one of them",
        ),
    ],
)
def test_options_that_do_not_go_together_are_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    """The usage of all commands would hide it."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert capsys.readouterr().err == f"caremodel: {why}\n"


@pytest.mark.parametrize("number", ["-5", "0", "1000001", "many", "1.5"])
def test_how_many_people_has_one_bound_and_one_sentence(
    capsys: pytest.CaptureFixture[str], number: str
) -> None:
    """Whoever was told "0 or more" tried 0, and was told something else."""
    with pytest.raises(SystemExit):
        main(["--patients", number])

    told = capsys.readouterr().err
    assert "--patients: must be a whole number, from 1 to 1,000,000\n" in told


def test_the_version_is_that_of_what_is_installed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From beside the code it is not known."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"caremodel {metadata.version('caremodel')}\n"

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert main(["--version"]) == 0
    assert "the version is not known" in capsys.readouterr().out


def test_an_unknown_patient_is_one_line_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines on stderr end in logs: who is there is counted, and listed on demand."""
    path = tmp_path / "our people"
    path.mkdir()
    for person in ("bob", "ann"):
        written = bundle(patient(person))
        (path / f"{person}.json").write_text(written, encoding="utf-8")

    assert main(["explain", str(path), "zoe", "--on", DAY]) == 1

    lists = f"panel '{path}' --on {DAY} --ids"
    assert capsys.readouterr().err == (
        f"caremodel: {path}: no such patient among 2; `{lists}` lists them\n"
    )
    assert main(shlex.split(lists)) == 0
    assert capsys.readouterr().out == "ann\nbob\n"


def test_the_module_runs_as_a_command() -> None:
    """`python -m caremodel` is the way in; a reader that goes away is no fault."""
    command = [sys.executable, "-m", "caremodel", "--patients", "30"]

    whole = subprocess.run(command, capture_output=True, text=True, check=True)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        complaint = process.stderr.read()

    assert "Four layers of work" in whole.stdout
    assert b"Traceback" not in complaint
    assert b"cannot" not in complaint


# --- pathways ------------------------------------------------------------------------


def test_the_default_pathway_is_told_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where no file is given."""
    assert main(["pathway"]) == 0

    told = capsys.readouterr().out
    assert told == f"{pages.pathway_page(DEFAULT_PATHWAY)}\n"


@pytest.mark.parametrize(("option", "write"), [("mermaid", mermaid), ("dot", dot)])
def test_a_pathway_is_drawn(
    option: str, write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text that Mermaid or Graphviz draws."""
    assert main(["pathway", f"--{option}"]) == 0

    assert capsys.readouterr().out == f"{write(DEFAULT_PATHWAY)}\n"


def test_a_pathway_of_ones_own_is_read_from_its_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `--json` prints can be changed, and shown again."""
    assert main(["pathway", "--json"]) == 0
    written = capsys.readouterr().out
    assert documents.loads(written) == DEFAULT_PATHWAY
    path = tmp_path / "ours.json"
    path.write_text(written.replace("Enhanced care", "Our care"), encoding="utf-8")

    assert main(["pathway", str(path)]) == 0

    told = capsys.readouterr().out
    assert told.startswith("Our care, stepped up and down\n-----")
    assert main(["pathway", str(path), "--dot"]) == 0
    assert 'label="Our care, stepped up and down (' in capsys.readouterr().out


def test_the_page_of_a_pathway_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a browser, as that of a panel."""
    page = tmp_path / "pathway.html"

    assert main(["pathway", "--out", str(page)]) == 0

    assert page.read_text(encoding="utf-8") == pages.pathway_html(DEFAULT_PATHWAY)
    assert capsys.readouterr().out == f"Written: {page}\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "not a pathway: {}: cannot be opened: No such file or directory"),
        (b"{}", "not a pathway in {}: $.caremodel: must be given; "),
        (b"\xff", "not a pathway in {}: $: must be UTF-8"),
        (b"Ann Secret", "not a pathway in {}: $: must be JSON (line 1, column 1)"),
        (b" " * (2**23 + 1), "not a pathway in {}: $: must be at most 8388608 bytes"),
        (
            b'{"caremodel":1,"type":"period","value":{"start":"2026-01-01"}}',
            "not a pathway in {}: $.type: must be pathway",
        ),
    ],
    ids=["missing", "empty", "no text", "no JSON", "large", "other"],
)
def test_a_file_that_holds_no_pathway_is_one_line_and_exit_1(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
    why: str,
) -> None:
    """With the file and every fault, and nothing of what stands in it."""
    path = tmp_path / "ours.json"
    if content is not None:
        path.write_bytes(content)

    assert main(["pathway", str(path)]) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"caremodel: {why.format(path)}")
    assert told.err.count("\n") == 1
    assert "Secret" not in told.err


def test_a_pathway_that_cannot_work_is_one_line_with_every_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names out of the file, too: no person can stand in it."""
    plain = json.loads(documents.dumps(DEFAULT_PATHWAY))
    plain["value"]["moves"] = plain["value"]["moves"][:1]
    path = tmp_path / "ours.json"
    path.write_text(json.dumps(plain), encoding="utf-8")

    assert main(["pathway", str(path)]) == 1

    told = capsys.readouterr().err
    assert told.startswith(f"caremodel: not a pathway in {path}: $.value: ")
    assert "no way leads on from identified; " in told
    assert "waitlisted cannot be reached; " in told
    assert told.count("\n") == 1
