"""Japanese: what the expression parser says."""

TEXT: dict[str, str] = {
    "expr.empty": "値が空です",
    "expr.too_long": "式が長すぎます（{length} 文字。上限は {limit} 文字）",
    "expr.superscript": "上付き文字 {character!r} は累乗として読めません",
    "expr.character": "ここでは文字 {character!r} を使えません",
    "expr.range": "1..3 のような範囲は数値ではありません",
    "expr.missing_sign": "{found!r} の前に演算記号がありません",
    "expr.write": "{text} と書いてください",
    "expr.unexpected": "ここに {found!r} があるのは誤りです",
    "expr.not_whole": "ここには整数が必要です（{value} は整数ではありません）",
    "expr.too_deep": "括弧などの入れ子が {limit} 段を超えています",
    "expr.division_by_zero": "0 で割っています",
    "expr.exponent": "指数は 0 から {limit} までの整数にしてください",
    "expr.too_large": "{digits} 桁を超える数は扱えません",
    "expr.needs_arguments": "関数 {function} には括弧に入れた引数が必要です",
    "expr.long_name": "記号の名前は {limit} 文字までです",
    "expr.ends_early": "値が続くはずの所で式が終わっています",
    "expr.unclosed": "この括弧が閉じられていません",
    "expr.unknown_function": "関数 {function!r} はありません（使えるのは {allowed} だけです）",
    "expr.one_argument": "{function} の引数は 1 個です（{given} 個あります）",
}
