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
    "check.inverse": (
        "同じカーネル・ストライド・パディングで畳み込むと、{output} から {input} に戻ります"
    ),
    "check.taps": (
        "要素が {taps} 個、その間に幅 {holes} のすき間が {gaps} 個: {taps} + {gaps}·{holes} = {total}"
    ),
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
