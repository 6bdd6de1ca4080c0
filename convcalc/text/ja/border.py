"""Japanese: what is wrong with a layer's parameters, its input, its dialect, or a batch line."""

from __future__ import annotations

TEXT: dict[str, str] = {
    # types and parameters
    "layer.unknown": "「{name}」という種類の層はありません",
    "layer.dims": "{kind} の空間軸を {dims} 個にすることはできません（可能な数：{allowed}）",
    "layer.fixed_dims": "{kind} の空間軸は {wanted} 個ですが、入力の空間軸は {dims} 個です",
    "layer.axes": "{kind} の入力の空間軸は {dims} 個でなければなりません（{given} 個あります）",
    "layer.too_few_inputs": "{kind} には入力が {least} 個以上必要です（{given} 個しかありません）",
    "layer.one_input": "{kind} の入力は 1 個です（{given} 個あります）",
    "parameter.unknown": "{kind} に「{name}」というパラメータはありません（使えるもの：{allowed}）",
    "parameter.missing": "{kind} にはパラメータ {name} が必要です",
    "parameter.twice": "{name} が二重に指定されています：{keys}",
    "parameter.not_integer": "{name} は整数でなければなりません（{value} は整数ではありません）",
    "parameter.divisor": "{name} の式で割る数 {divisor} は 1 以上でなければなりません",
    "parameter.too_small": "{name} は {minimum} 以上でなければなりません"
    "（{value} が指定されています）",
    "parameter.too_large": "{name} は {digits} 桁までです：{value}",
    "parameter.wrong_length": "{name} の値は {given} 個ありますが、空間軸は {dims} 個です",
    "parameter.not_per_axis": "{name} に @ でチャネル数を付けることはできません：{value}",
    "parameter.pairs_refused": "{name} は軸ごとに1つの数です（前:後 の形は使えません）：{value}",
    "parameter.not_a_pair": "{name} は軸ごとに1つの数か、前と後の2つの数です"
    "（{value} は使えません）",
    "parameter.not_decimal": "{name} は 2、0.5、1/3 のような数でなければなりません"
    "（{value} は使えません）",
    "parameter.not_flag": "{name} は true か false でなければなりません（{value} は使えません）",
    "parameter.not_a_choice": "{name} を「{value}」にすることはできません（使えるもの：{allowed}）",
    "parameter.not_counts": "{name} は 1〜{most} 個の整数です（{value} は使えません）",
    "parameter.not_text": "{name} は引用符を含まない {most} 文字以内の文字列です（{value} は使えません）",
    "parameter.too_many_axes": "{name} の軸は {most} 本までです（{value} は使えません）",
    "parameter.not_a_shape": "{name} はチャネル数から始まる 1〜{most} 個のサイズです"
    "（{value} は使えません）",
    "parameter.two_open": "{name} で -1 にできるのは1か所だけです：{value}",
    "parameter.word": "{name} には{takes}を指定します（単語「{word}」は使えません）",
    "parameter.within": "{name} の値にある誤りです",
    # the input
    "size.pair": "サイズは軸ごとに1つの数です（前:後 の形は使えません）：{text}",
    "size.too_many_axes": "{text} には数が {given} 個ありますが、空間軸は 3 個までです",
    "size.three_numbers": "{text} は、3次元の入力とも、2次元の入力とチャネル数とも読めます",
    "size.wrong_axes": "{text} の空間軸は {given} 個ですが、{dims} 個が必要です",
    "softmax.other_axis": "ここでの softmax はチャネル（dim=1）に働きます（{value} は使えません）",
    "pool.divisor_zero": "divisor_override は 0 にできません",
    "dialect.height_and_width": "{name} は両軸共通の 1 個の数か、{name}_h と {name}_w の組です（2次元のみ）",
    "dialect.global_pooling": "global_pooling にはカーネル、ストライド、パディングを指定できません",
    "dialect.border": "この層の {name} は 1 個、または {wanted} 個の数です（軸ごとに 2 個、"
    "最後の軸から順に：左、右、上、下…）。{value} は使えません",
    "size.channels_twice": "入力チャネル数が、@ の後では {at}、オプションでは {option} です",
    "size.empty_output": "{kind} を通すとこの入力は空になります"
    "（出力の長さが {output} になります）",
    "case.no_size": "入力のサイズがありません。「size」を指定してください",
    "case.axes": "「size」の値は {given} 個ですが、「dims」は {dims} です",
    "case.dims": "「dims」は 1、2、3 のいずれかです（{value} は使えません）",
    "case.too_many_axes": "「size」の値は {given} 個ありますが、空間軸は 3 個までです",
    "case.size_and_inputs": "「size」と「inputs」は同時に指定できません",
    "case.inputs": "「inputs」は「size」と「in」を持つオブジェクトのリストです"
    "（{value} は使えません）",
    "case.no_inputs": "「inputs」が空です",
    "case.unknown_input_key": "入力に指定できるのは「size」と「in」だけです"
    "（「{key}」は使えません）",
    # dialects
    "dialect.unknown": "「{name}」という方言はありません（使えるもの：{allowed}）",
    "dialect.same_with_stride": "torch のパディング「same」はストライド 1 でしか使えません"
    "（ストライド {stride}）",
    "dialect.causal_axes": "因果的パディング（causal）は系列（空間軸 1 個）用です"
    "（空間軸 {dims} 個では使えません）",
    "dialect.no_word": "{dialect} のこの層にパディング「{value}」はありません"
    "（使えるもの：{allowed}）",
    "dialect.not_worked_out": "{name}={value} は層のコストを変えますが、ここでは計算していません",
    "dialect.no_parameter": "{dialect} のこの層に {name} はありません",
    "dialect.word_only": "{dialect} のパディングは {value} のような数では指定できません"
    "（valid か same だけです）",
    "dialect.pool_padding": "パディング {padding} はカーネルサイズ {kernel} に対して大きすぎます"
    "（{most} まで）",
    "dialect.output_padding": "出力パディング {output_padding} は 0〜{most} でなければなりません"
    "（ストライド {stride} と膨張率 {dilation} の大きい方より小さい値）",
    "dialect.output_padding_stride": "出力パディング {output_padding} は {most} 以下で"
    "なければなりません"
    "（ストライド {stride} より小さい値）",
    "dialect.stride_of_dilated": "ダイレーションが {dilation} のときはストライドを指定してください（tf のプーリングは、ダイレーションがあれば 1、なければカーネルの幅ずつ動きます）",
    "dialect.stride_and_dilation": "{dialect} では 2 以上のストライド（{stride}）と "
    "2 以上の膨張率（{dilation}）を同時に使えません",
    "dialect.pads_in_2d": "{dialect} で数値のパディングが使えるのは 2次元だけで、{dims} 次元では使えません（{value}）",
    "dialect.no_pads": "{dialect} のこの層では数値のパディング（{value}）は使えません",
    "dialect.same_dilated_pool": "tf には、膨張率（{dilation}）のあるプーリングの padding same はありません",
    "dialect.smallest_block": "{dialect} のブロックは 2 以上でなければなりません（{factor} は使えません）",
    "dialect.batch_and_channels": "{name} は先頭のバッチ軸と末尾のチャネル軸を変えられません（{value}）",
    "dialect.no_axis": "{name} は 1 から {last} までの軸、または末尾から数えた軸です（{value} は使えません）",
    "dialect.channels_axis": "この層はここではチャネルに働きます。Keras ではチャネルは最後の軸（-1 または {last}）です（{value} は使えません）",
    "dialect.list_length": "{name} は {wanted} 個の数のリストです（{value} は使えません）",
    "dialect.batch": "{name} は先頭のバッチ軸を変えられません（{value}）",
    "dialect.channel_pads": "チャネル軸は 0 でしか埋められません（{value}）",
    "dialect.axis_one": "この層はここではチャネル（軸 1）に働きます（{value} は使えません）",
    "dialect.matrix": "Gemm は行列の積です。入力はサンプルごとのベクトルで、マップは受け取れません",
    "dialect.trans_a": "transA=1 では、サンプルが特徴として扱われてしまいます",
    "dialect.whole_scale": "{dialect} の倍率は整数だけです（{value} は使えません）",
    "dialect.pads": "pads は {dims} 個の軸に対して {wanted} 個の数（前をすべて、"
    "続いて後をすべて）です"
    "（{value} は使えません）",
    # batch
    "batch.blank": "空行です",
    "batch.not_json": "JSON として読めません：{position} 文字目に「{found}」があります",
    "batch.ends_early": "JSON として読めません：{position} 文字目で途切れています",
    "batch.not_an_object": "行は JSON のオブジェクトでなければなりません（{value} は使えません）",
    "batch.after_object": "JSON のオブジェクトの後に余分なものがあります：{text}",
    "batch.not_utf8": "UTF-8 のテキストではありません（{position} バイト目）",
    "batch.line_too_long": "行が {limit} バイトを超えています",
    "batch.too_deep": "JSON の入れ子が深すぎます",
    "batch.number_too_long": "桁数が多すぎる数があります",
    "batch.not_a_number": "{value} は数として使えません",
    "batch.duplicate_key": "1つのオブジェクトにキー「{key}」が2回あります",
    "batch.id": "「id」は文字列か数でなければなりません（{value} は使えません）",
    "batch.long_id": "「id」が {length} 文字あります（{limit} 文字まで）",
    "batch.no_layer": "層の種類がありません。「layer」を指定してください",
    "batch.layer": "「layer」は層の種類の名前でなければなりません（{value} は使えません）",
    "batch.dialect": "「dialect」は方言の名前でなければなりません（{value} は使えません）",
    "batch.crash": "内部エラーです。ご報告ください：{reason}",
    # what would help
    "hint.did_you_mean": "もしかして：{word}",
    "hint.did_you_mean_one": "次のどれかではありませんか：{words}",
    "hint.as_in": "例：{text}",
    "hint.flatten_first": "先に flatten を入れ、その後に Gemm を置いてください",
    "hint.argument_of": "{name} は {dialect} の引数です：--dialect {dialect}",
    "hint.list_layers": "convcalc layers で種類の一覧を表示できます",
    "hint.channels": "{channels} チャネルなら：{text}",
    "hint.no_batch": "バッチの軸を除いて：{text}",
    "hint.dims": "3次元の入力なら：{text}",
    "hint.batch_example": "1行の例："
    '{{"layer": "conv", "size": [11, 11], "kernel": 3, "stride": 2, "padding": 2}}',
}
