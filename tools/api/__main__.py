"""The command line of the API: `python -m tools.api summary | states | ... | export`."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from tools.api import arguments, exporting
from tools.api.client import Api, RefusedError
from tools.api.finding import find
from tools.api.listing import Walk
from tools.api.questions import QUESTIONS, SUMMARY, SUMMARY_OPTIONS
from tools.api.summary import show_summary
from tools.api.writing import output, write_document, write_list
from tools.dlq.showing import printable
from tools.targets import TargetError

DONE, NOT_POSSIBLE = 0, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = arguments.parser().parse_args(argv)
    try:
        return _run(find(given), given)
    except (RefusedError, TargetError, OSError) as error:
        said = printable(str(error)).replace("\n", " ")
        print(f"{given.command}: {said}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Interrupted. An export that was ordered goes on by itself.", file=sys.stderr)
    return NOT_POSSIBLE


def _run(api: Api, given: Namespace) -> int:
    match given.command:
        case "export":
            return exporting.export(api, given)
        case "summary":
            return _summary(api, given)
        case _:
            return _list(api, given)


def _summary(api: Api, given: Namespace) -> int:
    document = api.get(SUMMARY, arguments.asked(given, SUMMARY_OPTIONS))
    with output(given.output) as out:
        if given.format == "json":
            write_document(out, document)
        else:
            show_summary(out, document)
    return DONE


def _list(api: Api, given: Namespace) -> int:
    question = QUESTIONS[given.command]
    parameters = arguments.asked(given, question.options)
    walk = Walk(api, question.path, parameters, given.most)
    with output(given.output) as out:
        write_list(out, given.format, walk.items(), question.columns)
    more = "; there are more" if walk.more else ""
    print(f"{walk.seen:,} item{'' if walk.seen == 1 else 's'}{more}.", file=sys.stderr)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
