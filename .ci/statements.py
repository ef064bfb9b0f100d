"""Makes of measured branches the statements that they touch, so that both can be added up.

`python .ci/statements.py FROM TO`: coverage's data of branches, and where those of statements go.
"""

import sys

from coverage import CoverageData

branches, statements = (CoverageData(name) for name in sys.argv[1:3])
branches.read()
statements.erase()
statements.add_lines({name: branches.lines(name) or [] for name in branches.measured_files()})
statements.write()
