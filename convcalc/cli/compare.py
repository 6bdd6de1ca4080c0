"""`convcalc compare TOPIC ...`: the tables of the textbooks, for the numbers given."""

from __future__ import annotations

from convcalc.cli.arguments import first_word
from convcalc.cli.command import ALL, Arguments, Call, Command
from convcalc.cli.options import SHARED, layer_options
from convcalc.cli.show import show
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.load.names import resolve
from convcalc.report.compare.index import known, topic_named
from convcalc.report.compare.page import compare_document, topics_document
from convcalc.report.compare.topic import Topic

NETWORKS = "networks"


def command() -> Command:
    """The command; it learns its options once it knows the topic."""
    return Command(
        "compare",
        run,
        Arguments("[TOPIC] [ITEM]...", 0, None, ("topics", "networks")),
        examples=(
            "convcalc compare",
            "convcalc compare dilated 56@64 -k 3 -d 2",
            "convcalc compare upsampling 16@64 --factor 4",
            "convcalc compare resnet50 efficientnet_b4",
        ),
        honours=ALL,
        bind=_bound,
    )


def _bound(command: Command, words: list[str]) -> tuple[Command, list[str]]:
    """The command with the options of the topic that is its first argument."""
    position = first_word(words, SHARED)
    if position == len(words):
        return command, words
    topic, _ = _topic(words[position], words[:position])
    options = layer_options(topic.params, *(("in",) if topic.size else ()))
    return command._replace(options=options, examples=(topic.example,)), words


def run(call: Call) -> int:
    """List the topics, or compare."""
    settings = call.settings
    if not call.arguments:
        return show(call, topics_document())
    topic, named = _topic(call.arguments[0])
    words = call.arguments[1:] if named else call.arguments
    if topic.most is not None and len(words) > topic.most:
        from convcalc.cli.usage import surplus

        raise surplus(words[topic.most])
    document = compare_document(topic, words, call.given, settings.of, settings.steps)
    return show(call, document)


def _topic(word: str, before: list[str] | None = None) -> tuple[Topic, bool]:
    """The topic that a word names (and True), or the comparison of networks if it names one.

    Raises:
        UsageError: neither; the hint has the nearest topic.
    """
    if known(word) is None and _is_network(word):
        return topic_named(NETWORKS), False
    try:
        return topic_named(word), True
    except UsageError as error:
        if any(argument.startswith("-") for argument in before or ()):
            hint = Message("compare.topic_first")
            raise UsageError(error.message, hint, *error.hints) from None
        raise


def _is_network(word: str) -> bool:
    """Whether the word names a network of the zoo, or a file, or is one in one line."""
    try:
        return resolve(word).kind in ("zoo", "file") or ":" in word
    except ConvcalcError:
        return False
