"""`convcalc quiz`: practice at the terminal, a mock exam, or sheets of questions with their key."""

from __future__ import annotations

import os
import shlex
import sys
from datetime import date
from functools import partial

from convcalc.algebra.symbols import plain_text
from convcalc.annotations import Any
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.options import Option
from convcalc.cli.show import complain, show
from convcalc.cli.usage import bad_choice
from convcalc.errors import ConvcalcError, InputError, Message, UsageError
from convcalc.layers.numbers import plain_number, shown
from convcalc.report.document import Matrix
from convcalc.report.quiz import Paper, sheet_document
from convcalc.report.quiz_desk import Outcome, mine_document
from convcalc.teach.quiz.exams import EXAMS, exam_items
from convcalc.teach.quiz.item import Item, Posed
from convcalc.teach.quiz.review import AT_ONCE, MISSED, WITH_HELP, due, met, review, slips_of
from convcalc.teach.quiz.sheet import KINDS, LEVELS, TOPICS, QuizSheet, concept_sheet, make_sheet
from convcalc.teach.slips import Slip, every_slip

COUNT, LEVEL = 10, 2
MOST, MOST_VARIANTS, MOST_MINUTES = 200, 26, 600
MOST_SEED = 1 << 64
FILES = ("moodle", "anki")
ALONE = {
    "exam": ("topic", "questions", "level", "kind", "concept", "review"),
    "concept": ("topic", "questions", "level", "kind", "review"),
    "review": ("topic", "level", "kind"),
}
"""Option that chooses the questions -> those that would choose others."""


def command() -> Command:
    """The command with its options."""
    return Command(
        "quiz",
        run,
        Arguments("", 0, 0),
        (
            Option("topic", ("--topic",), "TOPIC", many=True, values="quizzed"),
            Option("kind", ("--kind",), "KIND", KINDS),
            Option("concept", ("--concept",), "NAME"),
            Option("questions", ("-n", "--count"), "N", default=COUNT),
            Option("seed", ("--seed",), "N"),
            Option("level", ("--level",), "N", tuple(map(str, LEVELS)), LEVEL),
            Option("exam", ("--exam",), "NAME", tuple(EXAMS)),
            Option("time", ("--time",), "MINUTES"),
            Option("review", ("--review",)),
            Option("mine", ("--mine",)),
            Option("forget", ("--forget",)),
            Option("history", ("--history/--no-history",), default=True),
            Option("print", ("--print",)),
            Option("variants", ("--variants",), "N", default=1),
            Option("key", ("--key/--no-key",)),
            Option("as", ("--as",), "PROGRAM", FILES),
        ),
        examples=(
            "convcalc quiz --print --seed 7",
            "convcalc quiz --print --topic size,dilation --count 5 --level 1 --seed 7",
            "convcalc quiz --print --kind calculation --topic size --count 3 --seed 7",
            "convcalc quiz --print --exam jdla-g --seed 7 --no-key --variants 2 --format latex",
            "convcalc quiz --seed 7 --count 20 --as moodle",
        ),
        honours=("letters",),
    )


def run(call: Call) -> int:
    """Ask at a terminal; elsewhere, or with --print or a format of its own, write the sheet."""
    given, settings = call.given, call.settings
    if given.get("mine") or given.get("forget"):
        return _mine(call)
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and settings.output_file is None
    asks = terminal and settings.format == "table" and not given.get("print") and "as" not in given
    variants = _number("--variants", given.get("variants"), 1, 1, MOST_VARIANTS)
    sheets = [_sheet(call, number) for number in range(1 if asks else variants)]
    if not sheets[0].items and not given.get("review"):
        raise UsageError(Message("quiz.no_kind", kind=given["kind"]), Message("quiz.hint.topics"))
    if not sheets[0].items:
        from convcalc.cli.notebook import read_notebook

        return show(call, mine_document(read_notebook(), date.today()))
    if asks:
        return _asked(call, sheets[0])
    if "as" in given:
        return _written(call, sheets)
    paper = Paper(given.get("key"), "exam" in given)
    return show(call, sheet_document(sheets, _count(given), paper))


def _count(given: dict[str, Any]) -> int:
    if "exam" in given:
        return sum(EXAMS[given["exam"]].shares.values())
    return _number("--count", given.get("questions"), COUNT, 1, MOST)


def _sheet(call: Call, variant: int) -> QuizSheet:
    """The questions of a variant; the first has the seed itself, each other the next one.

    Raises:
        UsageError: an option that takes another value, or one that means nothing beside another.
    """
    given, lang = call.given, call.settings.lang
    drawn = int.from_bytes(os.urandom(4), "big")
    seed = given["seed"] = str(_number("--seed", given.get("seed"), drawn, 0, MOST_SEED - 1))
    number = (int(seed) + variant) % MOST_SEED
    level = int(given.get("level", LEVEL))
    _refuse_others(given)
    if "exam" in given:
        items = exam_items(given["exam"], number, lang, pose)
        return QuizSheet(number, level, tuple(EXAMS[given["exam"]].shares), items)
    if given.get("review"):
        from convcalc.cli.notebook import read_notebook

        items, _ = review(number, due(read_notebook(), date.today()), _count(given), lang, pose)
        return QuizSheet(number, level, tuple(dict.fromkeys(item.topic for item in items)), items)
    if "concept" in given:
        return concept_sheet(number, given["concept"], lang)
    topics, kind = topics_of(given.get("topic", ())), given.get("kind", "")
    return make_sheet(number, _count(given), level, topics, lang, pose, kind)


def _refuse_others(given: dict[str, Any]) -> None:
    for chosen, others in ALONE.items():
        for name in others if given.get(chosen) else ():
            if given.get(name):
                option = "--count" if name == "questions" else f"--{name}"
                raise UsageError(Message("quiz.not_in_exam", option=option, beside=f"--{chosen}"))


def _asked(call: Call, sheet: QuizSheet) -> int:
    from convcalc.cli.desk import Desk

    given = call.given
    name = given.get("exam")
    minutes = None
    if "time" in given or name:
        usual = EXAMS[name].minutes if name else 0
        text = given.get("time")
        minutes = _number("--time", text and text.removesuffix("m"), usual, 1, MOST_MINUTES)

    worked = partial(work_out, call)
    return Desk(call, sheet, worked, remembered(call), bool(name), minutes).open()


def work_out(call: Call, item: Item) -> None:
    """Show the right way in full, where a command line answers the question."""
    from convcalc.cli.line import read

    words = shlex.split(item.command)[1:]
    if words and words[0] not in ("solve", "audit"):
        shared = ["--steps", "--format", "table", "--lang", call.settings.lang]
        letters = () if words[0] == "value" else ("--letters", call.settings.letters)
        try:
            read([*words, *shared, *letters]).answer()
        except UsageError as error:
            if not error.message.code.startswith("steps."):  # else there is nothing to derive
                raise


def remembered(call: Call) -> Any:
    """What is done after each question: its slips go into the notebook; that there is one now is
    said when its first line is written."""
    from convcalc.cli.notebook import place, read_notebook, write_notebook

    if call.given.get("history") is False:
        return lambda outcome: None
    memories, today = read_notebook(), date.today()
    new = not place().exists()
    failed: list[InputError] = []

    def after(outcome: Outcome) -> None:
        if not outcome.item.drawn or outcome.points is None:
            return
        changed = {code: met(memories.get(code), MISSED, today) for code in outcome.slips}
        if not changed:
            quality = AT_ONCE if outcome.points == 1 else WITH_HELP
            for code in slips_of(outcome.item) & set(due(memories, today)):
                changed[code] = met(memories[code], quality, today)
        if changed and not failed:
            memories.update(changed)
            try:
                write_notebook(memories)
                if new and len(memories) == len(changed):
                    complain(call, Message("quiz.kept", path=str(place())))
            except InputError as error:
                failed.append(error)
                complain(call, error.message)

    return after


def _mine(call: Call) -> int:
    from convcalc.cli.notebook import forget, place, read_notebook

    if call.given.get("forget"):
        forget()
        sys.stderr.write(f"{place()}\n")
        return 0
    return show(call, mine_document(read_notebook(), date.today()))


def _written(call: Call, sheets: list[QuizSheet]) -> int:
    """The questions as another program reads them."""
    from convcalc.cli.output import destination
    from convcalc.render.quizzes import QUIZ_WRITERS

    settings = call.settings
    with destination(settings.output_file) as stream:
        for line in QUIZ_WRITERS[call.given["as"]](sheets, settings.lang):
            stream.write(line + "\n")
    return 0


def pose(command: str) -> Posed | None:
    """The question of a command line, with its slips; None if the command refuses."""
    from convcalc.cli.line import read

    line = read(shlex.split(command))
    assert line.command is not None
    assert line.command.inquire is not None
    try:
        call = line.call()
        asked = line.command.inquire(call).asked(call.settings.of)
    except ConvcalcError:
        return None
    if isinstance(asked.expected, Matrix):
        wrong = [Slip((code,), rows, (), (), 1) for code, rows in asked.mistaken()]
        return Posed(asked.expected.rows, tuple(wrong))
    if asked.question is None:
        return None
    return Posed(asked.question.values, tuple(every_slip(asked.question)), asked.question)


def topics_of(given: tuple[str, ...]) -> tuple[str, ...]:
    """The topics asked for, in the order of `TOPICS`; all without a wish.

    Raises:
        UsageError: there is no such topic.
    """
    asked = [word.strip() for text in given for word in text.split(",") if word.strip()]
    for word in asked:
        if word not in TOPICS:
            raise bad_choice("--topic", word, TOPICS)
    return tuple([topic for topic in TOPICS if not asked or topic in asked])


def _number(option: str, text: str | None, usual: int, low: int, high: int) -> int:
    value = usual if text is None else plain_number(plain_text(text))
    if value is None or not low <= value <= high:
        raise UsageError(
            Message("quiz.number", option=option, value=shown(text), low=low, high=high)
        )
    return value
