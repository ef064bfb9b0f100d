"""What the commands do; each ends with one clear line and returns an exit status."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tools.dlq import showing
from tools.dlq.acting import Act, Outcome, act_on
from tools.dlq.letters import Letter, read_letter
from tools.dlq.places import Place
from tools.dlq.problems import Problem
from tools.dlq.progress import progress
from tools.dlq.queue import HeldQueue
from tools.dlq.redriving import redriving
from tools.dlq.selecting import Selection, select

DONE, NOT_ALL = 0, 1
VERBS = {"drop": ("Drop", "dropped"), "redrive": ("Redrive", "redriven")}
MOST_FAILURES = 10


def list_letters(place: Place, given: Namespace) -> int:
    """List all letters, or those with a reason, and count them by reason."""
    with _held(place) as (queue, letters):
        chosen = select(letters, Selection(reason=given.reason)).letters
        hidden = queue.hidden()
    if given.json:
        print(showing.as_json(chosen))
        return DONE
    if chosen:
        showing.show_list(showing.console(), chosen)
    print(f"{_count(chosen)} in {place.url}")
    if hidden:
        print(f"About {hidden} more are hidden: somebody looks at them, or did a moment ago.")
    return DONE


def show(place: Place, given: Namespace) -> int:
    """Show everything of the letters with these ids."""
    with _held(place) as (_, letters):
        selected = select(letters, Selection(ids=given.ids))
    if given.json:
        print(showing.as_json(selected.letters))
    else:
        for letter in selected.letters:
            showing.console().print(showing.whole(letter), soft_wrap=True)
    return _unknown(selected.unknown)


def settle(place: Place, given: Namespace) -> int:
    """Drop or redrive the letters that are meant, once that is confirmed."""
    verb, done = VERBS[given.command]
    redrive = redriving(place) if given.command == "redrive" else None
    with _held(place) as (queue, letters):
        selected = select(letters, Selection(ids=given.ids, reason=given.reason))
        status, chosen = _unknown(selected.unknown), selected.letters
        queue.give_back({each.id for each in letters} - {each.id for each in chosen})
        if given.dry_run and chosen:
            showing.show_list(showing.console(), chosen)
            print(f"{_count(chosen)} would be {done}; nothing was changed.")
        elif not chosen:
            print(f"Nothing is {done}: no letter in {place.url} is meant.")
        elif given.yes or _confirmed(f"{verb} {_count(chosen)} in {place.url}?"):
            outcome = _act(chosen, _acting(queue, redrive), f"{verb} ...")
            status = max(status, _tell(outcome, chosen, done))
        else:
            print(f"Nothing is {done}.")
            status = NOT_ALL
    return status


def check(given: Namespace) -> None:
    """Raise a problem unless it is said which letters are meant, and somebody can confirm."""
    if sum((bool(given.ids), given.reason is not None, given.all)) != 1:
        raise Problem("say which letters are meant: their ids, or --reason TEXT, or --all")
    if not (given.yes or given.dry_run or sys.stdin.isatty()):
        raise Problem("nobody can be asked here: give --yes, or --dry-run to see what it would do")


@contextmanager
def _held(place: Place) -> Iterator[tuple[HeldQueue, list[Letter]]]:
    """Hold all letters, the oldest first, for as long as the context lasts."""
    with HeldQueue(place.sqs, place.url) as queue:
        with progress("Receiving ...") as tell:
            messages = queue.receive_all(tell)
        letters = [read_letter(message, place.kind) for message in messages]
        yield queue, sorted(letters, key=lambda each: (each.first_enqueued, each.id))


def _acting(queue: HeldQueue, redrive: Act | None) -> Act:
    """Return what is done with a letter: it leaves the queue last, so that it is never lost."""

    def act(letter: Letter) -> None:
        if redrive:
            redrive(letter)
        queue.delete(letter.id)

    return act


def _act(letters: Sequence[Letter], act: Act, title: str) -> Outcome:
    with progress(title) as tell:
        return act_on(letters, act, lambda count: tell(count, len(letters)))


def _confirmed(question: str) -> bool:
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False


def _tell(outcome: Outcome, letters: Sequence[Letter], done: str) -> int:
    for letter_id, why in list(outcome.failed.items())[:MOST_FAILURES]:
        print(f"  {letter_id[: showing.SHORT_ID]}  {showing.printable(why)}", file=sys.stderr)
    if outcome.left:
        print(f"Interrupted: {outcome.left} are as they were.", file=sys.stderr)
    print(f"{outcome.done} of {_count(letters)} {'is' if outcome.done == 1 else 'are'} {done}.")
    return DONE if outcome.complete else NOT_ALL


def _unknown(ids: Sequence[str]) -> int:
    for each in ids:
        print(f"No letter has an id that begins with {each}.", file=sys.stderr)
    return NOT_ALL if ids else DONE


def _count(letters: Sequence[Letter]) -> str:
    return f"{len(letters) or 'no'} letter{'' if len(letters) == 1 else 's'}"
