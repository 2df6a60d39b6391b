"""What all tests share: how hard Hypothesis looks, and where real data lies."""

import os
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.register_profile("long", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("ci" if "CI" in os.environ else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run insist on real data."""
    parser.addoption(
        "--shared-data-required",
        action="store_true",
        help="fail where a test of real data would be skipped",
    )


@pytest.fixture(scope="session")
def shared_data(request: pytest.FixtureRequest) -> Path:
    """Say where the real data lies; skip where there is none."""
    if not SHARED_DATA.is_dir():
        reason = "no real data: shared/data is not beside the checkout"
        if request.config.getoption("--shared-data-required"):
            pytest.fail(reason)
        pytest.skip(reason)
    return SHARED_DATA


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skipped test of real data as a failure where a run insists on it."""
    report = yield
    insists = item.config.getoption("--shared-data-required")
    if (
        insists
        and report.skipped
        and "shared_data" in getattr(item, "fixturenames", ())
    ):
        report.outcome = "failed"
    return report
