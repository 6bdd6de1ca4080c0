"""Japanese: the checks and remarks of worked answers."""

TEXT: dict[str, str] = {
    "check.windows": (
        "実際の画素を 0 から数えると、{count} 番目の窓は {first} … {last} を覆う。もう 1 回ずらすと右端が "
        "{next} となり、パディング込みの端 {edge} を超える"
    ),
    "check.windows_reach": (
        "実際の画素を 0 から数えると、{count} 番目の窓は {first} … {last} を覆い、パディング込みの端 {edge} "
        "に届くので、次の窓は要らない"
    ),
    "check.windows_outside": (
        "実際の画素を 0 から数えると、{count} 番目の窓は {first} … {last} を覆う。次の窓は {next} から始まり、"
        "最後の画素 {edge} より外になる"
    ),
    "check.strides": (
        "ストライド {stride} で {count} 回進めば {above} ≥ {input} に届くが、1 回少ないと {below} にしか届かない"
    ),
    "check.inverse": (
        "同じカーネル・ストライド・パディングで畳み込むと、{output} から {input} に戻る"
    ),
    "check.taps": (
        "要素 {taps} 個と、その間の幅 {holes} のすき間 {gaps} 個: {taps} + {gaps}·{holes} = {total}"
    ),
    "check.filters": "重み {each} 個のフィルタが {count} 個: {count}·{each} = {total}",
    "check.outputs": "出力の値 {count} 個に、それぞれ積和演算が {each} 回: {count}·{each} = {total}",
    "check.inputs": "入力の値 {count} 個に、それぞれ重みを {each} 個掛ける: {count}·{each} = {total}",
    "remark.half": (
        "ハーフパディング: カーネル {kernel}(奇数)、パディング {padding}、ストライド 1 ではサイズが変わらない"
        "(関係式 {relationship})"
    ),
    "remark.full": (
        "フルパディング: カーネル {kernel}、ストライド 1 ではサイズが {more} 大きくなる(関係式 {relationship})"
    ),
    "remark.unread": "入力の末尾の {count} 行(列)はどの窓にも入らない",
    "remark.transposed_valid": (
        "ストライド 1、パディング {padding} の畳み込みと同じである(関係式 {relationship})"
    ),
    "remark.transposed_half": "ここでもハーフパディングならサイズが変わらない(関係式 {relationship})",
    "remark.transposed_full": (
        "フルパディングの転置なので、サイズが {less} 小さくなる(関係式 {relationship})"
    ),
    "remark.same_split": "前後に {small} と {large} に分ける",
}
