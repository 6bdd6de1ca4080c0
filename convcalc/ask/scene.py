"""What a question tells: its layers with their numbers, its other givens, and what it asks for.

Whatever an answer makes use of is marked as used; a word with a meaning that nothing used is named
in the refusal (`leftover`).
"""

from __future__ import annotations

from typing import Any

from convcalc.ask.arrange import arrange
from convcalc.ask.bind import BoundNumber, bind
from convcalc.ask.joined import LISTED
from convcalc.ask.order import in_order, linked, repeats, single_out, tied
from convcalc.ask.segment import Lexeme, segment, whole_word
from convcalc.ask.sides import counts_filters, refuse_negative, side_of, what_is_counted
from convcalc.ask.text import QuestionText
from convcalc.ask.window import (
    KERNELLESS,
    SaidLayer,
    contradiction,
    family,
    name_of,
    one_layer,
    quoted,
    same_value,
    spelt,
)
from convcalc.errors import InputError, Message, UsageError

APART = {"comma": 1, "and": 1, "stop": 2, "or": 3, "then": 3, "arrow": 3, "after": 3, "before": 3}
"""How far small words set two layers apart; from `then` on, what follows is another layer."""
UNITS = ("ユニット", "ニューロン", "ノード", "unit", "neuron", "node")
GLOBAL = ("input", "output", "batch", "height", "width")
MEANT = ("given", "ask", "layer", "flag", "verb", "not", "per", "num", "know", "place", "change")


class Scene:
    """The reading of one question, or of one part of it."""

    def __init__(self, text: QuestionText) -> None:
        self.text = text
        self.tokens, self.asked = arrange(segment(text))
        self.refuse_unknown()
        self.bound, self.lonely = bind(self.tokens, self.asked)
        for bound in self.bound:
            refuse_negative(bound)
        self.given: dict[str, Any] = {}
        self.owners: dict[str, list[Lexeme]] = {}
        self.claims: list[BoundNumber] = []
        self.windows: list[SaidLayer] = []
        self.assumed: list[Message] = []
        self.subject, self.subject_kind = single_out(self.tokens)
        self._loose: list[tuple[int, str, Any, str, list[Lexeme]]] = []
        self._build()
        self._settle()
        self.windows = in_order(self.tokens, self.windows)

    # reading

    def refuse_unknown(self) -> None:
        """Name the words that are not understood, the first with its place."""
        unknown = [token for token in self.tokens if token.kind == "unknown"]
        if not unknown:
            return
        spans = [whole_word(self.text, token) for token in unknown]
        words = dict.fromkeys(self.text.typed(*span) or "?" for span in spans)
        raise InputError(
            Message("ask.unread", words=quoted(words), count=len(words)),
            Message("ask.unread_hint"),
            text=self.text.source,
            position=self.text.places[unknown[0].start],
        )

    def _build(self) -> None:
        """Read the layers and givens in the order of the text."""
        numbers = {id(bound.number): bound for bound in self.bound}
        sized = {id(b.word): b.number.start for b in self.bound if b.name == "kernel" and b.word}
        current: SaidLayer | None = None
        depth, apart, fresh = 0, 0, True
        count: BoundNumber | None = None
        for place, token in enumerate(self.tokens):
            inside = depth > 0
            if token.kind == "rel":
                depth += {"open": 1, "close": -1}.get(token.name, 0)
                if token.name in APART and not inside:
                    apart = max(apart, APART[token.name])
                    fresh = fresh or token.name != "comma" or not linked(self.tokens, place)
            elif token.kind == "layer" and self._again(place):
                self.subject, self.subject_kind = token, token.name
            elif token.kind == "layer":
                later = sized.get(id(token), -1) > token.start
                if current is None or self._another(current, token, apart, inside, later):
                    current = self._open(token)
                current.kinds.append(token.name)
                current.tokens.append(token)
                apart, fresh = 0, False
            elif token.kind == "flag" and token.name.startswith("padding="):
                self._attribute(current, "padding", (0,), [token], inside or not fresh, place)
            elif id(token) in numbers:
                bound = numbers[id(token)]
                name, value = self._meaning(bound, place)
                words = [token] if bound.word is None else [token, bound.word]
                if name.startswith("claim:"):
                    self.claims.append(bound._replace(name=name))
                elif token.how == "before":
                    count, apart = bound, max(apart, 1)
                elif name == "kernel":
                    current = self._kernel(current, bound, value, apart, inside)
                    self._put(current.given, "kernel", value, *words)
                    if count is not None:
                        self._put(current.given, "times", count.number.value, count.number)
                    count, apart, fresh = None, 0, False
                elif name == "times" and repeats(self.tokens, place, self.windows):
                    self._put(self.given, "repeat", value, *words)
                elif name in GLOBAL:
                    self._put(self.given, name, value, *words)
                else:
                    self._attribute(current, name, value, words, inside or not fresh, place)

    def _another(
        self, current: SaidLayer, token: Lexeme, apart: int, inside: bool, later: bool
    ) -> bool:
        """Whether the name of a layer begins another layer; `later`: its kernel follows it."""
        if not one_layer(current, token.name):
            return True
        if inside:
            return False
        return apart >= APART["then"] or (apart > 0 and "kernel" in current.given and later)

    def _again(self, place: int) -> bool:
        """Whether this word speaks again of one of several layers, and asks about it."""
        token = self.tokens[place]
        if self.subject is not None or any(bound.word is token for bound in self.bound):
            return False
        known = [family(window.kind) for window in self.windows]
        return len(known) > 1 and family(token.name) in known and bool(tied(self.tokens, place))

    def _open(self, token: Lexeme) -> SaidLayer:
        window = SaidLayer(start=token.start)
        self.windows.append(window)
        return window

    def _kernel(
        self, current: SaidLayer | None, bound: BoundNumber, value: Any, apart: int, inside: bool
    ) -> SaidLayer:
        """The layer whose kernel this is."""
        if current is None:
            return self._open(bound.number)
        word = bound.word
        own = word is not None and word.kind == "layer" and word.start > bound.number.start
        if own and word is not None and not one_layer(current, word.name) and current.tokens:
            return self._open(bound.number)
        if set(current.kinds) & set(KERNELLESS) and not set(current.kinds) - set(KERNELLESS):
            return self._open(bound.number)
        before = current.given.get("kernel")
        if before is None:
            return (
                self._open(bound.number)
                if apart >= APART["then"] and current.tokens and not inside
                else current
            )
        if before == value and not (word is not None and word.kind == "layer" and apart):
            return current
        return self._open(bound.number)

    def _attribute(
        self,
        current: SaidLayer | None,
        name: str,
        value: Any,
        tokens: list[Lexeme],
        own: bool,
        place: int,
    ) -> None:
        scope = "own" if own and current is not None else "loose"
        near = self.tokens[max(place - 4, 0) : place + 4]
        if any(t.is_("flag:both") for t in near) and name not in ("layers", "times"):
            scope = "all"
        self._loose.append((len(self.windows) - 1, name, value, scope, tokens))

    def _meaning(self, bound: BoundNumber, place: int) -> tuple[str, Any]:
        """The name of a given and its value: filters and counters by what stands around them."""
        name, number, word = bound
        value = number.value
        if number.how in ("list", "rlist"):
            return ("kernel" if name == "filter" else name), [tuple(part) for part in value]
        if name == "input" and number.how == "at":
            self._put(self.given, "in", value[-1:], number)
            return name, value[:-1]
        if name == "filter":
            if number.scalar and number.how not in ("letter",) and counts_filters(word, number):
                return "out", value
            if len(value) == 4:
                self.given["in"], self.given["out"] = value[2:3], value[3:]
                self.owners.setdefault("in", []).append(number)
                self.owners.setdefault("out", []).append(number)
                return "kernel", value[:2]
            return "kernel", value
        if name in ("sheets", "pieces"):
            return what_is_counted(self.tokens, bound, place), value
        if name == "channels":
            return side_of(self.tokens, bound, place), value
        if name == "samples":
            return (
                "input" if self.has("flag:dims=1") or "1d" in self.text.plain else "batch"
            ), value
        if name == "out" and word is not None and word.text.startswith(UNITS):
            side = side_of(self.tokens, bound, place)
            return ("out" if side == "channels" else side), value
        return ("times" if name == "layers" else name), value

    def _put(self, given: dict[str, Any], name: str, value: Any, *tokens: Lexeme | None) -> None:
        before = given.get(name)
        if name in LISTED and before is not None and before != value and self.plural():
            given[name] = [*(before if isinstance(before, list) else [before]), value]
        elif before is not None and not same_value(before, value):
            raise contradiction(name, before, value)
        if before is None or len(value) > len(before):
            given[name] = value
        self.owners.setdefault(name, []).extend(t for t in tokens if t is not None)

    def plural(self) -> bool:
        """Whether one question is asked for several values: `output sizes`, `それぞれ`."""
        many = any(t.kind == "ask" and t.text.endswith("sizes") for t in self.tokens)
        said = [token.text[:2] for token in self.tokens]
        return many or said.count("?") > 1 or said.count("とき") > 1 or self.has("flag:respective")

    def _settle(self) -> None:
        """Give the loose numbers to their layers, or to all of them."""
        for index, name, value, scope, tokens in self._loose:
            self.owners.setdefault(name, []).extend(tokens)
            windows = self.windows
            if name == "chain" or tokens[0].how == "chain":
                self._put(self.given, "chain", value, *tokens)
                continue
            if name == "inout":
                self._put(self.given, "in", value, *tokens)
                self._put(self.given, "out", value, *tokens)
                continue
            if name == "times" and value == (1,) and self.has("verb:equal", "flag:same"):
                continue
            if name == "times" and scope != "own" and len(windows) == value[0] > 1:
                continue
            if len(windows) <= 1 or (scope != "own" and index < 0):
                target = windows[0].given if windows and name in ("kernel", "times") else self.given
                self._put(target, name, value)
            elif scope == "all":
                for window in windows:
                    window.given.setdefault(name, value)
            elif scope == "own" or index < len(windows) - 1:
                self._put(windows[index].given, name, value)
            elif name in ("padding", "in", "channels", "out", "scale"):
                self._put(self.given, name, value)
            else:
                if sum(name in w.given for w in windows) >= len(windows) - 1:
                    self._put(windows[index].given, name, value)
                elif value == (1,):
                    self._put(self.given, name, value)
                else:
                    raise UsageError(Message("ask.whose", name=name_of(name), value=spelt(value)))
        if "height" in self.given or "width" in self.given:
            both = (*self.given.pop("height", ()), *self.given.pop("width", ()))
            names = self.owners.pop("height", []) + self.owners.pop("width", [])
            self._put(self.given, "input", both, *names)

    def inherit(self, before: Scene) -> None:
        """Take what this part leaves open from the part before it."""
        for name, value in before.given.items():
            if name not in ("output", "times"):
                self.given.setdefault(name, value)
        if not self.windows:
            self.windows = [SaidLayer(list(w.kinds), dict(w.given)) for w in before.windows]

    # what answers use

    def take(self, *names: str) -> bool:
        """Whether one of these words (`flag:same`) stands in the question; they count as used."""
        names += ("verb:keep",) if "flag:same" in names and self.has("flag:same") else ()
        found = [token for token in self.tokens if token.is_(*names)]
        for token in found:
            token.used = True
        return bool(found)

    def has(self, *names: str) -> bool:
        return any(token.is_(*names) for token in self.tokens)

    def get(self, name: str, default: Any = None, window: SaidLayer | None = None) -> Any:
        """The value of a given, its own of the layer first; its words count as used."""
        own = window or (self.windows[0] if len(self.windows) == 1 else None)
        value = own.given.get(name) if own is not None else None
        if value is None:
            value = self.given.get(name)
        if value is not None:
            self.use(name)
        return default if value is None else value

    def use(self, *names: str) -> None:
        for name in names:
            for token in self.owners.get(name, ()):
                token.used = True

    def ask_names(self) -> list[str]:
        return list(dict.fromkeys(token.name for token in self.tokens if token.kind == "ask"))

    def spend(self, *windows: SaidLayer) -> None:
        """Count the names of these layers as used."""
        for window in windows:
            for token in window.tokens:
                token.used = True

    def leftover(self) -> None:
        """Refuse if a word with a meaning was not used.

        Raises:
            InputError: it names the word, and points at it.
        """
        values = {*self.given, *[name for w in self.windows for name in w.given]}
        rest = [t for t in self.tokens if t.kind in MEANT and not t.used and not _idle(t)]
        rest = [t for t in rest if not (t.kind == "given" and t.name in values)]
        rest += [t for t in self.lonely if not t.used and t not in rest]
        numbers = [t for t in rest if t.kind == "num" and not isinstance(t.value[0], str)]
        if numbers and len(numbers) == len(rest):
            words = dict.fromkeys(token.text for token in numbers)
            raise UsageError(
                Message("ask.nothing", words=quoted(words)), Message("ask.nothing_hint")
            )
        if rest:
            first = min(rest, key=lambda token: token.start)
            if first.kind == "given":
                raise UsageError(Message("ask.no_value", name=name_of(first.name)))
            words = dict.fromkeys(self.text.typed(t.start, t.end) for t in rest)
            raise InputError(
                Message("ask.left", words=quoted(words), count=len(words)),
                Message("ask.left_hint"),
                text=self.text.source,
                position=self.text.places[first.start],
            )


def _idle(token: Lexeme) -> bool:
    """Names without a number that only say what is spoken of."""
    return token.kind == "given" and token.name in _SPOKEN


_SPOKEN = (
    "input", "kernel", "filter", "output", "layers", "channels", "in", "times", "sheets",
    "pieces", "out", "batch",
)  # fmt: skip
