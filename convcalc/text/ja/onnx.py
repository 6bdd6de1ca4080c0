"""Japanese: what is wrong with an ONNX file, and what must be said of one."""

from __future__ import annotations

TEXT: dict[str, str] = {
    # the file
    "onnx.cut": "{file} は途中で切れています。{size} バイトの外まで続く部分があります",
    "onnx.damaged": "{file} は ONNX ファイルではないか、壊れています（バイト {byte}）",
    "onnx.no_graph": "{file} には計算グラフがありません",
    "onnx.no_input": "{file} には重み以外の入力がありません",
    "onnx.no_output": "{file} には入力に依存する出力がありません",
    "onnx.no_shape": "{file} には入力 {name} の形状が書かれていません",
    "onnx.input_rank": "{file} の入力 {name} は {rank} 軸です。読めるのは 5 軸までです",
    "onnx.opset": "{file} は opset {opset} です。読めるのは {oldest} 以降です",
    "onnx.too_deep": "{file} のグラフの入れ子が {limit} 段を超えています",
    "onnx.too_many_nodes": "{file} のノードが {limit} 個を超えています",
    "onnx.too_many_fields": "{file} のフィールドが {limit} 個を超えています",
    "onnx.negative_size": "{file} のテンソル {tensor} に負のサイズがあります：{shape}",
    "onnx.elements": "{file} のテンソル {tensor} は形状が {shape} なのに値が {found} 個です",
    # a node
    "onnx.undefined": "{op} が読む {name} を作るノードが前にありません",
    "onnx.no_data": "{op} のオペランド {number} はネットワークの入力から来なければなりません",
    "onnx.not_constant": "{op} のオペランド {number}（{name}）はネットワークの入力から計算されています。"
    "ファイルに保存されている必要があります",
    "onnx.unknown_value": "{op} にはオペランド {number}（{name}）の値が必要ですが、ファイルにありません",
    "onnx.not_folded": "定数に対する {op} は計算できません",
    "onnx.attribute": "{op} の属性 {name} がないか、取りえない値です",
    "onnx.no_axis": "{op} が指す軸 {axis} は、{rank} 軸のテンソルにはありません",
    "onnx.permutation": "{op} は {rank} 軸を {order} の順に並べられません",
    "onnx.rank": "{op} にはチャネルが必要ですが、入力は全部で {rank} 軸です",
    "onnx.ranks_differ": "{op} のオペランドの軸の数が異なります",
    "onnx.no_position": "{op} はサイズ {size} の軸の位置 {position} を取ろうとしています",
    "onnx.unknown_slice": "{op} が軸 {axis} のどの部分を取るのか分かりません",
    "onnx.not_broadcast": "{op} は {shape} と {other} を互いに引き伸ばせません",
    "onnx.reshape": "{op} は {shape} から {wanted} を作れません",
    "onnx.misused": "{op} の {count} 個のオペランドと属性は、この演算が取りえないものです",
    "onnx.split": "{op} は {size} を {count} 等分できません",
    "onnx.weight": "{op} のオペランド {number}（重み）のサイズが分からないか、合いません",
    "onnx.channels": "{op} の重みは {wanted} チャネル用ですが、{channels} チャネルが入ります",
    "onnx.features": "{op} の重みは特徴 {wanted} 個用ですが、{features} 個が入ります",
    "onnx.condition": "{op} がどちらの本体を実行するかはネットワークの入力によります",
    # what must be said
    "onnx.note.folded": "{count} 層では、エクスポーターがバッチ正規化を畳み込んでいます。"
    "元のスケールとシフトの代わりに、バイアスが 1つずつあります",
    "onnx.note.merged": "{count} 個のベクトルが複数の層に使われています（エクスポーターは等しいものを 1 度だけ"
    "保存します）。1 度だけ数えるので、層ごとに数えるより {numbers} 個少なくなります",
    "onnx.note.same_shape": "{op}（{step}）は未知の演算で、結果の形状がファイルにありません。"
    "入力と同じ形状とみなします",
    "onnx.note.other_shape": "ファイルでは出力 {name} の形状は {said} ですが、計算では {found} です",
}
