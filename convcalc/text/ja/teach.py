"""Japanese: the checks and remarks of worked answers."""

TEXT: dict[str, str] = {
    "check.windows": "入力の左端の画素を 0 番とすると、{count} 番目の窓は {first}～{last} 番に重なります。窓を次の位置へずらすと {next} 番まで必要になり、パディング込みの右端 {edge} 番をはみ出します",
    "check.windows_reach": "入力の左端の画素を 0 番とすると、{count} 番目の窓は {first}～{last} 番に重なり、パディング込みの右端 {edge} 番まで届くので、次の窓は不要です",
    "check.windows_outside": "入力の左端の画素を 0 番とすると、{count} 番目の窓は {first}～{last} 番に重なります。次の窓は {next} 番から始まり、最後の画素 {edge} 番より外になります",
    "check.strides": "{stride} 画素ずつ {count} 回で {above} ≥ {input} に届き、1 回少ないと {below} で足りません",
    "check.inverse_dilated": (
        "同じカーネル・ストライド・パディングで畳み込むと、{output} から {input} に戻ります"
    ),
    "check.inverse_same": (
        "同じストライドと SAME パディングで畳み込むと、{output} から {input} に戻ります"
    ),
    "check.inverse": (
        "同じカーネル・ストライド・パディングで畳み込むと、{output} から {input} に戻ります"
    ),
    "check.taps": "要素 {taps} 個と、その間のすき間（幅 {holes}）{count} 個：{taps} + {count}·{holes} = {total}",
    "check.taps.one": "要素 {taps} 個と、その間のすき間（幅 {holes}）{count} 個：{taps} + {count}·{holes} = {total}",
    "check.factor": "共通の因数 {factor} でくくると {terms} = {total}",
    "check.take_away": "最後の項を引くと {total} − {last} = {rest} で、その前までの和に戻ります",
    "check.pooled_back": (
        "同じカーネル・ストライド・パディングでプーリングすると、{output} から {input} に戻ります"
    ),
    "check.cut_back": "加えた分を取り除くと入力のサイズに戻ります：{sum} = {input}",
    "check.put_back": "切り取った分を足すと入力のサイズに戻ります：{sum} = {input}",
    "check.units": "出力 {count} 個に重みが {each} 個ずつ：{count}·{each} = {total}",
    "check.units.one": "出力 {count} 個に重みが {each} 個：{count}·{each} = {total}",
    "check.positions": "出力の位置 {count} か所に固有の重みが {each} 個ずつ：{count}·{each} = {total}",
    "check.positions.one": "出力の位置 {count} か所に固有の重みが {each} 個：{count}·{each} = {total}",
    "check.macs_divided": "上で求めた積和演算回数どうしを割ると {part} / {whole} = {ratio}",
    "check.filters": "重み {each} 個のフィルタが {count} 枚：{count}·{each} = {total}",
    "check.outputs": "出力の値は {count} 個、積和演算は値1つにつき {each} 回：{count}·{each} = {total}",
    "check.inputs": "入力の値 {count} 個に重みを {each} 個ずつ掛ける：{count}·{each} = {total}",
    "remark.half": (
        "ハーフパディング：カーネル {kernel}（奇数）、パディング {padding}、ストライド 1 では"
        "サイズが変わりません（関係式 {relationship}）"
    ),
    "remark.full": (
        "フルパディング：カーネル {kernel}、ストライド 1 ではサイズが {more} 大きくなります"
        "（関係式 {relationship}）"
    ),
    "remark.unread": "入力の最後の {count} 行と {count} 列は使われません",
    "remark.unread.one": "入力の末尾の {count} 行・列はどの窓にも入りません",
    "remark.transposed_valid": (
        "ストライド 1、パディング {padding} の畳み込みと同じです（関係式 {relationship}）"
    ),
    "remark.transposed_half": (
        "ここでもハーフパディングならサイズは変わりません（関係式 {relationship}）"
    ),
    "remark.transposed_full": (
        "フルパディングの転置なので、サイズが {less} 小さくなります（関係式 {relationship}）"
    ),
    "remark.same_split": "前後に {small} と {large} に分けます",
}
