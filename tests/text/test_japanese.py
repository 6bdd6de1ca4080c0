"""One Japanese word for each concept, one colon, one spacing."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import chain

import pytest

from convcalc.teach.quiz.templates import templates
from convcalc.text import catalogue

INSTEAD = {
    "大域": "グローバル",
    "グローバル平均": "グローバルアベレージ",
    "モーメンタム": "モメンタム",
    "ショートカット": "スキップ結合",
    "スキップ接続": "スキップ結合",
    "グループ化畳み込み": "グループ畳み込み",
    "点ごとの畳み込み": "点ごと畳み込み",
    "逆プーリング": "アンプーリング",
    "市松模様": "チェッカーボード",
    "等変性": "同変性",
    "画風変換": "スタイル変換",
    "深さ乗数": "チャネル乗数",
    "実効受容野": "有効受容野",
    "間違い": "誤り",
    "要ります": "必要です",
    "同梱モデル": "同梱のネットワーク",
}
"""A word that is not used, and the one that is."""
PATTERNS = {
    r"(?<!値)(?<!グローバル)最大プーリング": "最大値プーリング",
    r"(?<![値域ル])平均プーリング": "平均値プーリング",
    r"(?<!レイヤー)(?<!各)層正規化": "レイヤー正規化",
    r"[ぁ-んァ-ヶ一-龠）」]: ": "：",
    r"分の 1": "分の1",
    r"(?<![\d.{}])[1-9] (?:つ|乗|次元|段階)": "1つ、2乗、2次元、2段階",
}


def texts() -> dict[str, str]:
    """Every Japanese text, by where it stands."""
    found = dict(catalogue("ja"))
    for template in templates():
        for number, text in enumerate(template.texts["ja"]):
            found[f"{template.name}.{number}"] = text
    folder = files("convcalc.teach.quiz") / "concepts"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            words = [[part] if isinstance(part, str) else part for part in entry["ja"]]
            found[entry["id"]] = "\n".join(chain(*words))
    return found


@pytest.mark.parametrize("word", INSTEAD)
def test_a_concept_has_one_word(word: str) -> None:
    assert [code for code, text in texts().items() if word in text] == []


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_rule_of_writing_holds(pattern: str) -> None:
    assert [code for code, text in texts().items() if re.search(pattern, text)] == []
