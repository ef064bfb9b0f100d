"""Keep this version as the release that the next one follows: `python -m tests.upgrades`.

It writes the templates of the deployment `local` and what this version writes into its tables to
tests/upgrades/previous. To be run when a version is released, on what is released.
"""

import sys

from local.deploy import synth
from local.settings import CLOUD_ASSEMBLY
from tests.upgrades.recorded import written_items
from tests.upgrades.released import FOLDER, STACKS, one_a_line, template_of, without_code


def main() -> None:
    """Write what is kept of a release."""
    synth.synthesise()
    FOLDER.mkdir(exist_ok=True)
    for stack in STACKS:
        template = without_code(template_of(stack, CLOUD_ASSEMBLY))
        _write(f"{stack}.template.json", one_a_line(template))
    _write("items.json", one_a_line(written_items()))


def _write(name: str, text: str) -> None:
    (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"written: {FOLDER / name}\n")


if __name__ == "__main__":
    main()
