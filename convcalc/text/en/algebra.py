"""English: what the expression parser says."""

TEXT: dict[str, str] = {
    "expr.empty": "there is nothing to read here",
    "expr.too_long": "an expression of {length} characters is too long (at most {limit})",
    "expr.superscript": "the superscript {character!r} is not read as a power",
    "expr.character": "the character {character!r} has no meaning here",
    "expr.range": "a range such as 1..3 is not a number",
    "expr.missing_sign": "a sign is missing before {found!r}",
    "expr.write": "write {text}",
    "expr.unexpected": "{found!r} is not expected here",
    "expr.not_whole": "a whole number is needed here, not {value}",
    "expr.too_deep": "the expression is nested more than {limit} levels deep",
    "expr.division_by_zero": "division by zero",
    "expr.exponent": "an exponent must be a whole number from 0 to {limit}",
    "expr.too_large": "a number of more than {digits} digits is not read",
    "expr.needs_arguments": "the function {function} needs arguments in brackets",
    "expr.long_name": "a symbol may have at most {limit} characters",
    "expr.ends_early": "the expression ends where a value should follow",
    "expr.unclosed": "this bracket is never closed",
    "expr.unknown_function": "there is no function {function!r} (only {allowed})",
    "expr.one_argument": "{function} takes one value, not {given}",
}
