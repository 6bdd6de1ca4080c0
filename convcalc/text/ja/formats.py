"""Japanese: what is wrong with files of Caffe, darknet and Keras, and what must be said of them."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "read.not_text": "{file} はテキストではありません",
    "read.no_size": "{name} の形状がファイルにすべては書かれていません。--input で指定してください",
    "read.unknown": "{what} の出力は分かりません。入力と同じ形状とみなしています",
    "read.fixed": "{what} の出力のサイズは、ファイルの入力でのものです",
    "read.fixed_input": "--input にはファイルと同じ入力しか使えません。{what} の出力のサイズがその入力でしか分からないためです",
    "read.long_name": "名前は {limit} 文字までです",
    # darknet
    "darknet.no_net": "darknet のファイルはセクション [net] で始まります",
    "darknet.not_a_line": "[セクション] でもコメントでも key=value でもありません：{text}",
    "darknet.not_whole": "[{section}] の {key} は整数です。{value} は使えません",
    "darknet.key_ignored": "{where}: [{section}] の {key} は darknet では無視されます（あるのは {meant} です）",
    "darknet.no_such_layer": "[{section}] の {key}={value} にあたる層は前にありません（最後は {last} 番です）",
    "darknet.groups": "{channels} チャネルは {groups} グループに分けられないか、その番号のグループがありません",
    "darknet.dilation": "サイズ {size}、パディング {padding} の膨張畳み込みは、darknet では出力長と計算が食い違います。"
    "正しいのはサイズ = 2×パディング+1 のときだけです",
    "darknet.head": "[{section}] にはボックス数とクラス数から {wanted} チャネルが必要ですが、{given} チャネルが来ています。"
    "前の層を filters={wanted} にしてください",
    "darknet.blur": "アンチエイリアスのぼかしは同じ窓の平均として示します。学習する重みはありません",
    "darknet.step": "再帰層は 1 時刻分を数えています",
    # Caffe
    "caffe.no_layers": "layer も layers もありません。ソルバーやラベルの対応表であり、ネットワークではありません",
    "caffe.generations": "1つのファイルに layer と layers が混ざっています。Caffe では読めません",
    "caffe.include_and_exclude": "層に書けるのは include か exclude のどちらか一方です",
    "caffe.input_dim": "input_dim は入力ごとに 4つです。{count} 個では割り当てられません",
    "caffe.inputs": "入力が {inputs} 個、その形状が {shapes} 個あります",
    "caffe.no_blob": "層 {layer}（{kind}）：ブロブ {blob} を作る層が前にありません",
    "caffe.no_bottom": "層 {layer}（{kind}）には bottom がなく、データを読む層でもありません。この種の層は読めません",
    "caffe.partly_shared": "層 {layer}（{kind}）は重みの一部だけを他の層と共有しています。この形は読めません：{names}",
    "caffe.eltwise": "層 {layer}（{kind}）：Caffe が足せるのは同じ形状どうしだけです：{shapes}",
    "caffe.slice": "層 {layer}（{kind}）：{channels} チャネル、分割点 {points} 個では {tops} 個の出力になりません",
    "caffe.pyramid": "層 {layer}（{kind}）：pyramid_height は 1 から 10 までです。{value} は使えません",
    "caffe.regions": "領域プーリングより後ろの層は、領域 1つ分を数えています",
    "caffe.train": "ファイルにあるのは TRAIN フェーズのネットワークだけなので、それを示します",
    # protocol buffers
    "prototext.open": "この {sign} が閉じられていません",
    "prototext.field": "ここにはフィールド名が必要です。「{found}」は読めません",
    "prototext.colon": "{field} の後には「:」か「{{」が必要です。「{found}」は読めません",
    "prototext.string": "この文字列が行内で閉じられていません",
    "prototext.value": "ここには値が必要です。「{found}」は読めません",
    "prototext.not_message": "{field} はここでは単独の値です。波括弧のフィールドは書けません",
    "prototext.no_message": "{field} はここでは波括弧のフィールドです。値 {value} は書けません",
    "prototext.not_whole": "{field} は整数です。{value} は使えません",
    "prototext.not_flag": "{field} は true か false です。{value} は使えません",
    # Keras
    "keras.json": "JSON として読めません：{reason}",
    "keras.deep": "モデルとしては入れ子が深すぎます",
    "keras.weights_only": "{file} には重みしかありません。モデル全体か to_json() を保存してください",
    "keras.no_config": "{file} の中に {member} がありません。Keras のアーカイブではありません",
    "keras.damaged": "{file} は壊れているか、途中で切れています",
    "keras.not_a_layer": "層には class_name と config が必要です：{found}",
    "keras.subclassed": "{layer}（{kind}）は独自のコードによるモデルで、その中身はファイルにありません。"
    "層で書かれたモデル（Functional、Sequential）なら読めます",
    "keras.wrong_type": "{layer}（{kind}）：{key} に {value} は使えません",
    "keras.nodes": "{layer}（{kind}）：inbound_nodes はリストでなければなりません",
    "keras.inputs": "{layer}（{kind}）の入力は {wanted} 個ですが、{given} 個で呼ばれています",
    "keras.no_tensor": "{layer}（{kind}）が待つ {tensor} を前に作るものがないか、互いに待ち合っています",
    "keras.layouts": "{layer}（{kind}）はチャネルが最後、ほかの層は最初です。混在したモデルは読めません",
    "keras.shape": "{layer}（{kind}）：ファイルでは {tensor} は {file} ですが、計算では {ours} です",
}  # fmt: skip
