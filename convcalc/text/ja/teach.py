"""Japanese: the checks and remarks of worked answers."""

TEXT: dict[str, str] = {
    "check.windows": (
        "実際の画素を 0 から数えると、{count} 番目の窓は {first} … {last} を覆います。もう 1 回ずらすと"
        "右端が {next} となり、パディングを含めた端 {edge} を超えます"
    ),
    "check.windows_reach": (
        "実際の画素を 0 から数えると、{count} 番目の窓は {first} … {last} を覆い、パディングを含めた端 "
        "{edge} に届くので、次の窓は要りません"
    ),
    "check.windows_outside": (
        "実際の画素を 0 から数えると、{count} 番目の窓は {first} … {last} を覆います。次の窓は {next} から"
        "始まることになり、最後の画素 {edge} より外です"
    ),
    "check.strides": (
        "ストライド {stride} で {count} 回進むと {above} ≥ {input} ですが、1 回少ないと {below} に"
        "しかなりません"
    ),
    "check.inverse_dilated": (
        "同じカーネル・ストライド・パディング・膨張率で畳み込むと、{output} から {input} に戻ります"
    ),
    "check.inverse_same": (
        "同じストライドと SAME パディングで畳み込むと、{output} から {input} に戻ります"
    ),
    "check.inverse": (
        "同じカーネル・ストライド・パディングで畳み込むと、{output} から {input} に戻ります"
    ),
    "check.taps": (
        "要素が {taps} 個、その間に幅 {holes} のすき間が {count} 個: {taps} + {count}·{holes} = {total}"
    ),
    "check.taps.one": (
        "要素が {taps} 個、その間に幅 {holes} のすき間が {count} 個: {taps} + {count}·{holes} = {total}"
    ),
    "check.factor": "共通の因数 {factor} でくくると {terms} = {total}",
    "check.take_away": "{total} − {last} = {rest} となり、最後の項より前の和に戻ります",
    "check.pooled_back": (
        "同じカーネル・ストライド・パディングでプーリングすると、{output} から {input} に戻ります"
    ),
    "check.cut_back": "加えた分を取り除くと入力のサイズに戻ります: {sum} = {input}",
    "check.put_back": "切り取った分を足すと入力のサイズに戻ります: {sum} = {input}",
    "check.units": "出力 {count} 個に重みが {each} 個ずつ: {count}·{each} = {total}",
    "check.units.one": "出力 {count} 個に重みが {each} 個: {count}·{each} = {total}",
    "check.positions": "出力の位置 {count} か所に固有の重みが {each} 個ずつ: {count}·{each} = {total}",
    "check.positions.one": "出力の位置 {count} か所に固有の重みが {each} 個: {count}·{each} = {total}",
    "check.macs_divided": "上で求めた積和演算回数どうしを割ると {part} / {whole} = {ratio}",
    "check.filters": "重み {each} 個のフィルタが {count} 個: {count}·{each} = {total}",
    "check.outputs": "出力の値 {count} 個につき積和演算が {each} 回ずつ: {count}·{each} = {total}",
    "check.inputs": "入力の値 {count} 個に重みを {each} 個ずつ掛ける: {count}·{each} = {total}",
    "remark.half": (
        "ハーフパディング: カーネル {kernel}（奇数）、パディング {padding}、ストライド 1 では"
        "サイズが変わりません（関係式 {relationship}）"
    ),
    "remark.full": (
        "フルパディング: カーネル {kernel}、ストライド 1 ではサイズが {more} 大きくなります"
        "（関係式 {relationship}）"
    ),
    "remark.unread": "入力の末尾の {count} 行・列はどの窓にも入りません",
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
