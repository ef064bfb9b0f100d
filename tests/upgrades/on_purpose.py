"""What an update from the last release to here loses on purpose, and why that is right.

`"Stack LogicalId": "the reason, and what whoever upgrades has to do"`; the same stands in
CHANGELOG.md for them. `python -m tests.upgrades` makes the present version the last release: then
this is emptied.
"""

ON_PURPOSE: dict[str, str] = {}
