"""Japanese: pictures of networks, and their colours."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "draw.colours_unread": "--colours の {value} を読めません。色相=#RRGGBB をコンマで区切って指定します（色相は {allowed}、それぞれ1回まで）",
    "draw.colours_alike": "{hue} は{theme}配色で入力の {input} の上の {colour} になり、コントラスト比が {ratio} : 1 です。{least} : 1 以上が必要です",
    "draw.in_light": "明るい",
    "draw.in_dark": "暗い",
}
