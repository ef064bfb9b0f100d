"""What the commands do and print; each ends with one clear line and returns an exit status."""

import json
import sys
from dataclasses import asdict

from local import api
from local import up as local_aws
from local.demo.run import demo as play
from local.deploy.stacks import DeployError
from local.deploy.synth import SynthError
from local.process import StartError
from local.progress import Progress
from local.stack_file import PATH

OK, FAILED = 0, 1
HTTP_OK = 200


def up() -> int:
    """Start the local AWS, unless it is up."""
    if running := local_aws.running():
        print(f"The local AWS is up already: {running.endpoint} (`make down` stops it).")
        return OK
    progress = Progress()
    try:
        stack = local_aws.up(progress)
    except (StartError, SynthError, DeployError) as error:
        print(f"The local AWS is not up. {error}", file=sys.stderr)
        return FAILED
    print(f"Slack page: {stack.slack_url}/    where everything is: {PATH}")
    print(f"The local AWS is up after {progress.total()}: {stack.endpoint}")
    return OK


def demo() -> int:
    """Play the demo; fails when something does not arrive."""
    try:
        return play()
    except (StartError, SynthError, DeployError) as error:
        print(f"The local AWS is not up. {error}", file=sys.stderr)
        return FAILED


def down() -> int:
    """Stop the local AWS and everything that it started."""
    stopped = local_aws.down()
    print("The local AWS is stopped." if stopped else "The local AWS was not up.")
    return OK


def status() -> int:
    """Say whether it is up and where everything is; fails when it is not up."""
    running = local_aws.running()
    if running is None:
        print("The local AWS is not up (`make up` starts it).")
        return FAILED
    print(json.dumps(asdict(running), indent=2))
    print(f"The local AWS is up: {running.endpoint}")
    return OK


def get(path: str) -> int:
    """Print the API's answer; fails when it is a refusal or nothing is up."""
    running = local_aws.running()
    if running is None:
        print("The local AWS is not up (`make up` starts it).", file=sys.stderr)
        return FAILED
    answer = api.get(running, path)
    print(json.dumps(answer.document, indent=2))
    return OK if answer.status == HTTP_OK else FAILED
