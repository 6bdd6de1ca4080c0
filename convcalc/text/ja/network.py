"""Japanese words for networks: what does not fit, receptive fields, budgets."""

from __future__ import annotations

TEXT: dict[str, str] = {
    # building
    "network.refused": "{layer}（{kind}、入力 {inputs}）: {reason}",
    "network.refused_at": "{where}: {layer}（{kind}、入力 {inputs}）: {reason}",
    "network.too_many_layers": "層の数が上限の {limit} を超えています",
    "network.too_many_letters": "文字を含むサイズの計算は、全層あわせて {limit} 項までです",
    "network.too_many_digits": "サイズ、チャネル数、ジャンプは {limit} 桁までです",
    "network.hint.max_layers": "環境変数 {setting} で上限を上げられます（時間とメモリもそれに応じて増えます）",
    "network.hint.numbers": "サイズを数で与えれば（--input または先頭の形状）、この計算は要りません",
    "network.empty": "ネットワークに層がありません",
    "network.unused": "{layer}（{kind}）の結果がどこでも使われていません",
    "network.unused_at": "{where}: {layer}（{kind}）の結果がどこでも使われていません",
    "network.unused_input": "入力 {layer} がどこでも使われていません",
    "network.unused_input_at": "{where}: 入力 {layer} がどこでも使われていません",
    "network.hint.outputs": "使うか、消すか、outputs: [{layer}] で出力に加えてください",
    "network.hint.project": "チャネルの少ない経路に 1×1 畳み込みを入れると {channels} チャネルになります: {line}",
    "network.hint.stride": "小さいほうの経路にはストライドがあります。もう一方にも conv1/{stride}@C のように"
    "ストライド {stride} を付けてください",
    "network.hint.crop": "畳み込みにパディング（3×3 なら p1）を入れて大きさをそろえるか、大きいほうを "
    "crop(like=NAME) で切り取ってください",
    "network.hint.never_meet": "これらの経路のサイズが一致する入力サイズはありません",
    "network.hint.like": "どの入力でも使えるようにするには、upsample(like=NAME) や crop(like=NAME)、または転置畳み込みの"
    "出力パディングで、一方の経路を他方に合わせます",
    "network.hint.inputs": "このネットワークに使える最も近い入力は {input} です",
    "network.hint.inputs_least": "このネットワークの入力は {input} 以上が必要です",
    "network.hint.inputs_most": "このネットワークの入力は {input} 以下です",
    "network.hint.inputs_near": "このネットワークに使える最も近い入力は {below} と {above} です",
    "network.hint.weights": "重みが変わらない最も近い入力は {input} です",
    "network.hint.weights_least": "重みを変えないためには {input} 以上の入力が必要です",
    "network.hint.weights_most": "重みを変えないためには {input} 以下の入力が必要です",
    "network.hint.weights_near": "重みが変わらない最も近い入力は {below} と {above} です",
    # receptive fields
    "field.jumps_differ": "{layer} で間隔 {first} と {other} の経路が合流するので、受容野は一つに定まりません",
    "field.rearranged": "{layer}（{kind}）は位置を並べ替えるので、その先の受容野は示せません",
    "field.symbolic": "{layer} の窓に記号があるので、その先の受容野は示せません",
    "field.symbolic_padding": "{layer} のパディングは入力の大きさで変わるので、合流する経路の位置をそろえられません",
    "field.too_many_digits": "{layer}: ジャンプが {limit} 桁を超えます",
    "field.too_many_phases": "{layer} の先では、見える範囲のパターンが {limit} 個を超える出力を経ないと繰り返しません",
    # quantities that only networks have
    "quantity.activations": "活性値の数",
    "quantity.layers": "層の数",
    "quantity.receptive_field": "受容野",
    "quantity.peak_memory": "最大メモリ",
    "quantity.weight_memory": "重みのメモリ",
    "quantity.output": "出力",
    # budgets
    "budget.not_an_amount": "{value} は{quantity}の量として読めません",
    "budget.hint.count": "5M、4.1G、231,211,008 のように書いてください",
    "budget.hint.memory": "20MiB（2^20）や 20MB（10^6）のように単位を付けてください",
    "budget.not_an_output": "「{value}」は出力のサイズとして読めません",
    "budget.hint.output": "ベクトルなら 1000、チャネル数を問わないマップなら 388x388、チャネル数も指定するなら 388x388@2 か "
    "2x388x388 と書いてください",
    "budget.unknown": "「{quantity}」という制限の対象はありません（{origin}）。指定できるもの: {allowed}",
    "budget.unknown_bound": "{quantity}の制限は min か max で書きます（{bound} は使えません）",
    "budget.max": "{value} 以下",
    "budget.min": "{value} 以上",
    "budget.equal": "ちょうど {value}",
    "budget.kept": "{limit}: 満たす",
    "budget.missed": "{limit}: 満たさない",
    "budget.open": "{limit}: 判定できない",
    "budget.culprit": "{layer}（{cost}）",
    "budget.line.max": "{quantity}: {actual} は上限 {limit} を {excess} 超えています",
    "budget.line.max_by": "{quantity}: {actual} は上限 {limit} を {excess} 超えています。多い層: {culprits}",
    "budget.line.min": "{quantity}: {actual} は下限 {limit} に {excess} 足りません",
    "budget.line.equal": "{quantity}: {limit} のはずが {actual} です",
    "budget.line.equal_by": "{quantity}: {limit} のはずが {actual} です（差 {excess}）。多い層: {culprits}",
    "budget.line.output": "{quantity}: {limit} のはずが {actual} です",
    "budget.line.open": "{quantity}: {actual} なので、制限 {limit} を満たすか判定できません",
}
