"""`convcalc explain [TERM]`: what a term of the field, or the code of an error, means."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.show import show
from convcalc.report.explain import explain_document, terms_document
from convcalc.text import LANGUAGES, catalogue


def command() -> Command:
    """The command; it has no options of its own."""
    return Command(
        "explain",
        run,
        Arguments("[TERM]...", 0, None, ("terms",)),
        examples=(
            "convcalc explain stride",
            "convcalc explain receptive field",
            "convcalc explain size.kernel_exceeds_input",
        ),
        honours=("letters", "quiet"),
    )


def run(call: Call) -> int:
    """Explain one term, which may have several words; or list the terms."""
    if not call.arguments:
        return show(call, terms_document())
    return explained(call, " ".join(call.arguments))


def explained(call: Call, word: str) -> int:
    """Show what a word means."""
    return show(call, explain_document(word, catalogue("en"), map(catalogue, LANGUAGES)))
