"""Run in a copy of the project, in which the recipes were carried out: says what came of them.

Reads an event of the source and the settings of a deployment (JSON, a path), prints JSON.
"""

import json
import sys
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast

import shared
from shared.adapters.eventbridge_observations import read_observation
from shared.adapters.slack_alert_channel import SlackTarget, slack_alert_channel
from shared.adapters.system_clock import SystemClock
from shared.domain.catalogue import rule_info
from shared.domain.delivery import Message
from shared.domain.observations import Evaluation
from stacks.picture.drawing import templates
from stacks.settings_file import read_settings

# What the logger asks of an invocation.
_ASKED = ("function_name", "memory_limit_in_mb", "invoked_function_arn", "aws_request_id")


def main(event: str, deployment: str) -> dict[str, Any]:
    """Return what came of the recipes, by what the test looks for."""
    found = templates(read_settings(deployment))
    mode = cast("Any", "kept")
    target = SlackTarget(mode=mode, secret_arn="", interval=timedelta(), secret_lasts=timedelta())
    channel = slack_alert_channel(target, cast("Any", None), SystemClock())
    handler = import_module("lambdas.try_recipe.handler").handler
    return {
        "where": shared.__file__,
        "templates": {name: json.dumps(template) for name, template in found.items()},
        "said_of_the_rule": rule_info("recipe-rule").title,
        "understood": isinstance(read_observation(event), Evaluation),
        "posted": type(channel.post(Message("told"))).__name__,
        "answered": handler({}, SimpleNamespace(**dict.fromkeys(_ASKED, "1"))),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))  # noqa: T201 - for the test that started it
