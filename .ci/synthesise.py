"""Synthesises a deployment for cdk-nag and cfn-lint alone: no code is bundled for it.

`python .ci/synthesise.py SETTINGS FOLDER`: a file of settings, and where the templates go.
"""

# ruff: noqa: I001 - stacks says which Node the CDK starts, before anything imports the CDK

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stacks.application import add_stacks, application
from stacks.settings_file import read_settings
from aws_cdk import aws_lambda as lambda_

settings, folder = sys.argv[1], Path(sys.argv[2])
app = application(folder)
code = lambda_.Code.from_inline("what is shipped is looked at elsewhere")
add_stacks(app, read_settings(settings), lambda _: code)
for stack in app.synth().stacks:
    for name, resource in stack.template["Resources"].items():
        if resource["Type"] == "AWS::CloudFormation::StackSet":
            # What is deployed is a text in there, which nobody else looks at.
            body = json.loads(resource["Properties"]["TemplateBody"])
            path = folder / f"{stack.id}-{name}.template.json"
            path.write_text(json.dumps(body, indent=1), encoding="utf-8")
