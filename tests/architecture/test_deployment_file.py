"""Functions that say something of rules say what the deployment's settings say."""

import pytest

from stacks.bundling.functions import ROOT
from stacks.bundling.imports import reachable
from tests.builders.functions import STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_a_function_that_reads_the_catalogue_adopts_the_deployment_s_rules(stem: str) -> None:
    modules = reachable(ROOT, f"lambdas.{stem}.handler")
    adopts = "adopt_rules()" in modules[f"lambdas.{stem}.bootstrap"].read_text(encoding="utf-8")
    assert adopts == ("shared.domain.catalogue" in modules)


@pytest.mark.parametrize("stem", STEMS)
def test_a_function_that_makes_links_to_the_console_makes_them_as_the_deployment_says(
    stem: str,
) -> None:
    modules = reachable(ROOT, f"lambdas.{stem}.handler")
    adopts = "adopt_console()" in modules[f"lambdas.{stem}.bootstrap"].read_text(encoding="utf-8")
    assert adopts == ("shared.domain.console_links" in modules)
