"""エラーコードについて `explain` が言うこと：原因と対処。"""

from __future__ import annotations

TEXT: dict[str, str] = {
    "explain.size.kernel_exceeds_input": (
        "カーネル（ダイレーションで広がったもの）は、"
        "パディング後の入力に少なくとも1回収まる必要があります。"
        "収まらなければ出力は残りません。"
    ),
    "explain.size.kernel_exceeds_input.cure": (
        "パディングを増やすか、カーネルやダイレーションを小さくするか、入力を大きくします。"
    ),
    "explain.size.kernel_exceeds_input_ceil": (
        "--ceil では最後の窓が最大で（ストライド − 1）だけ端からはみ出せますが、"
        "それでもカーネルが入力に収まりません。"
    ),
    "explain.size.kernel_exceeds_input_ceil.cure": "カーネルを小さくするか、入力を大きくします。",
    "explain.size.three_numbers": (
        "224x224x32 は32チャネルを意味することが多いのですが、立体とも読め、"
        "答えがまったく変わります。"
    ),
    "explain.size.three_numbers.cure": (
        "チャネル数は @ の後に書きます。立体なら --dims 3 を付けます。"
    ),
    "explain.size.too_many_axes": (
        "空間の軸は3つまでです。4つ目の数は、たいていテンソルの形の先頭にあるバッチです。"
    ),
    "explain.size.too_many_axes.cure": "バッチを除き、チャネル数を @ の後に書きます。",
    "explain.size.wrong_axes": "サイズとカーネルで軸の数が違います。",
    "explain.size.wrong_axes.cure": (
        "両方に軸の数だけ数を書くか、すべての軸に共通の数を1つ書きます。"
    ),
    "explain.size.channels_twice": "入力チャネル数が @ の後と -i の両方にあり、一致していません。",
    "explain.size.channels_twice.cure": "どちらか一方だけに書きます。",
    "explain.conv.in_channels_not_divisible": (
        "グループ畳み込みは入力チャネルを各グループに等分するので、"
        "グループ数は入力チャネル数の約数でなければなりません。"
    ),
    "explain.conv.in_channels_not_divisible.cure": (
        "入力と出力のチャネル数を両方とも割り切るグループ数にします。"
    ),
    "explain.conv.out_channels_not_divisible": (
        "各グループが出力チャネルを等分して作るので、"
        "グループ数は出力チャネル数の約数でもなければなりません。"
    ),
    "explain.conv.out_channels_not_divisible.cure": (
        "出力チャネル数を変えるか、両方を割り切るグループ数にします。"
    ),
    "explain.gn.channels_not_divisible": (
        "グループ正規化はチャネルのグループごとに平均と分散を求め、どのグループも同じ大きさです。"
    ),
    "explain.gn.channels_not_divisible.cure": "チャネル数を割り切るグループ数にします。",
    "explain.channel_shuffle.channels_not_divisible": (
        "チャネルシャッフルはチャネルをグループごとの行に並べるため、表に余りがあってはなりません。"
    ),
    "explain.channel_shuffle.channels_not_divisible.cure": (
        "チャネル数を割り切るグループ数にします。"
    ),
    "explain.pixel_shuffle.channels_not_divisible": (
        "係数 r のピクセルシャッフルは、r² 個のチャネルを縦横 r 倍の1枚にします。"
    ),
    "explain.pixel_shuffle.channels_not_divisible.cure": (
        "チャネル数を r² の倍数にします（直前の畳み込みで作ります）。"
    ),
    "explain.pixel_unshuffle.size_not_divisible": (
        "特徴マップは r × r のブロックに余りなく切り分けられます。"
    ),
    "explain.pixel_unshuffle.size_not_divisible.cure": (
        "係数の倍数になるようパディングまたは切り抜きをします。"
    ),
    "explain.reshape.not_divisible": "要素数が、新しい形の決まっている部分の積で割り切れません。",
    "explain.reshape.not_divisible.cure": "積が要素数を割り切る形にします。",
    "explain.crop.nothing_left": (
        "切り抜きは各辺から同じだけ取り除きますが、特徴マップより多く取り除こうとしています。"
    ),
    "explain.crop.nothing_left.cure": "量を減らします（量の2倍がサイズ未満）。",
    "explain.upsample.scale_or_size": (
        "アップサンプリングは倍率か出力サイズのどちらかで決まりますが、両方とも無いか、"
        "両方あります。"
    ),
    "explain.upsample.scale_or_size.cure": "scale か output_size のどちらか一方を与えます。",
    "explain.tconv.no_output": (
        "転置畳み込みのパディングは出力から切り取られる量で、ここでは全部が切り取られます。"
    ),
    "explain.tconv.no_output.cure": "パディングを減らすか、カーネルやストライドを大きくします。",
    "explain.combine.sizes_differ": (
        "和や連結は特徴マップを重ねるので、サイズが一致していなければなりません"
        "（和ではサイズ 1 の軸は繰り返されます）。片方の経路が縮んでいます。"
    ),
    "explain.combine.sizes_differ.cure": (
        "その経路の畳み込みにパディング（3×3 なら p1）を付けるか、両方のストライドを揃えるか、"
        "大きい方を切り抜きます。"
    ),
    "explain.combine.channels_differ": (
        "和はチャネルごとに足すので、両方の経路のチャネル数が同じか、片方が 1 でなければ"
        "なりません。"
    ),
    "explain.combine.channels_differ.cure": (
        "少ない方の経路に 1 × 1 畳み込みを置くか、concat を使います。"
    ),
    "explain.load.several_layers": "層が一つ必要な場所に、複数の層が書かれています。",
    "explain.load.several_layers.cure": "層を一つだけ書くか、ネットワークとして audit で調べます。",
    "explain.layer.unknown": "その名前の層の種類はありません。",
    "explain.layer.unknown.cure": (
        "convcalc layers で種類の一覧が見られます。PyTorch、Keras、ONNX、Caffe の名前も読めます。"
    ),
    "explain.layer.one_input": "サイズは1つごとに別々の入力を表しますが、この層の入力は1つです。",
    "explain.layer.one_input.cure": "高さと幅は x でつなぎます。",
    "explain.layer.too_few_inputs": (
        "この層は複数の特徴マップをまとめますが、1つしか与えられていません。"
    ),
    "explain.layer.too_few_inputs.cure": "入力ごとにサイズを書きます。",
    "explain.layer.fixed_dims": (
        "名前自体が軸の数を表していますが、--dims がそれと食い違っています。"
    ),
    "explain.layer.fixed_dims.cure": (
        "その軸の数の名前か、どの軸数にも合う convcalc の名前を使います。"
    ),
    "explain.parameter.missing": "このパラメータなしでは層が決まらず、決まった既定値もありません。",
    "explain.parameter.missing.cure": "値を与えます。カーネルなら -k 3 です。",
    "explain.parameter.unknown": "この層にその名前のパラメータはありません。",
    "explain.parameter.unknown.cure": (
        "メッセージにあるパラメータから選びます。各フレームワークの名前も読めます。"
    ),
    "explain.parameter.too_small": (
        "値がパラメータの下限より小さくなっています。カーネル、ストライド、サイズは1以上、"
        "パディングは0以上です。"
    ),
    "explain.parameter.too_small.cure": "もっと大きい値にします。",
    "explain.parameter.not_a_choice": "その語は、このパラメータが知っている語ではありません。",
    "explain.parameter.not_a_choice.cure": "メッセージに挙がっている語から選びます。",
    "explain.parameter.word": (
        "数が必要なところに語があります。記号に使えるのは1文字か、短い添字の付いた文字です。"
    ),
    "explain.parameter.word.cure": "数を書くか、記号で答えてほしいなら1文字を書きます。",
    "explain.expr.not_whole": "サイズやパラメータは画素を数えるので、整数でなければなりません。",
    "explain.expr.not_whole.cure": "整数にします。// は切り捨ての割り算です。",
    "explain.expr.digit_groups": "1,024 は1024とも、1と24の組とも読めます。",
    "explain.expr.digit_groups.cure": "数は区切りなしで書き、組の数は x でつなぎます。",
    "explain.expr.product": "数だけの積は1つの数になりますが、形のつもりだった可能性が高いです。",
    "explain.expr.product.cure": "軸は x でつなぎ、チャネル数は @ の後に書きます。",
    "explain.expr.ends_early": "式が、数か記号が続くべきところで終わっています。",
    "explain.expr.ends_early.cure": "式を完成させるか、最後の記号を除きます。",
    "explain.expr.range": "LO..HI は solve の未知数です。層には1つの値が必要です。",
    "explain.expr.range.cure": "前に solve を置いて求めたい値を書くか、数を1つにします。",
    "explain.expr.too_large": (
        "数は厳密に扱うため、いつまでも終わらない入力がないよう桁数に上限があります。"
    ),
    "explain.expr.too_large.cure": "桁数の少ない数にします。",
    "explain.dialect.same_with_stride": (
        "PyTorch の「same」はストライド1だけです。Keras、TensorFlow、ONNX "
        "ではどのストライドでも ⌈i/s⌉ です。"
    ),
    "explain.dialect.same_with_stride.cure": (
        "どのフレームワークの規則かを示すか、パディングを数で与えます。"
    ),
    "explain.dialect.output_padding": (
        "出力パディングは、同じ入力サイズになる複数の出力サイズから1つを選ぶものなので、"
        "ストライドかダイレーションより小さくなければなりません。"
    ),
    "explain.dialect.output_padding.cure": (
        "小さくします。もっと大きい出力には、大きいカーネルか小さいパディングが必要です。"
    ),
    "explain.dialect.pool_padding": (
        "プーリングのパディングはカーネルの半分までです。それ以上だと窓がパディングだけになります。"
    ),
    "explain.dialect.pool_padding.cure": "パディングを減らすか、カーネルを大きくします。",
    "explain.report.unknown_quantity": "この量は、与えられていないチャネル数によって変わります。",
    "explain.report.unknown_quantity.cure": (
        "入力チャネル数を @ の後に、出力チャネル数を -o で書きます。"
    ),
    "explain.separable.needs_out": (
        "深さ方向分離可能畳み込みのコスト比は 1/M + 1/K² で、M は出力チャネル数です。"
    ),
    "explain.separable.needs_out.cure": "-o に数か文字で与えます。",
    "explain.usage.unknown_command": "最初の語はコマンドでなければなりません。",
    "explain.usage.unknown_command.cure": (
        "ヒントに意図されたと思われる行が示されます。convcalc --help にコマンドの一覧があります。"
    ),
    "explain.usage.unknown_option": "このコマンドにそのオプションはありません。",
    "explain.usage.unknown_option.cure": "convcalc コマンド --help に一覧があります。",
    "explain.usage.no_value": "このオプションには値が必要ですが、後に値がありません。",
    "explain.usage.no_value.cure": "後に値を書きます。",
    "explain.usage.missing_argument": (
        "コマンドに必要な引数がありません。多くのコマンドは最初にサイズを取ります。"
    ),
    "explain.usage.missing_argument.cure": "--help の使い方の行のとおりに書きます。",
    "explain.usage.surplus_argument": (
        "単独で書くのはサイズだけで、層に関するほかの値はすべてオプションです。"
    ),
    "explain.usage.surplus_argument.cure": "-k、-s、-p などを付けて書きます。",
    "explain.usage.takes_no_value": "このオプションは、有るか無いかのスイッチです。",
    "explain.usage.takes_no_value.cure": "値なしで書きます。--no-... で無効にします。",
    "explain.usage.bad_choice": "その値は、このオプションが知っている値ではありません。",
    "explain.usage.bad_choice.cure": "メッセージに挙がっている語から選びます。",
    "explain.usage.two_formats": "答えの形式は1つだけです。",
    "explain.usage.two_formats.cure": "どちらか一方を除きます。",
    "explain.usage.negative_size": "- で始まる語はオプションと読まれます。負のサイズはありません。",
    "explain.usage.negative_size.cure": "正の数のサイズを最初に書きます。",
    "explain.usage.given_twice": "同じパラメータに値が2つあります。",
    "explain.usage.given_twice.cure": "1つだけ残します。",
    "explain.load.unknown_network": (
        "単独の語は zoo のネットワーク名か層の名前ですが、どちらでもありません。"
    ),
    "explain.load.unknown_network.cure": (
        "convcalc zoo に名前の一覧があります。ファイルは拡張子を付けて書きます。"
    ),
    "explain.load.no_such_file": (
        "引数はファイルのように見えますが、その名前のファイルがありません。"
    ),
    "explain.load.no_such_file.cure": "現在のディレクトリからのパスを確かめます。",
    "explain.load.unknown_word": "その語は、層の名前でもファイルのブロックの名前でもありません。",
    "explain.load.unknown_word.cure": (
        "層は空白で区切ります。convcalc layers に種類の一覧があります。"
    ),
    "explain.load.no_suffix": (
        "層の最初の数の後には接尾辞が続きます。/2 ストライド、p1 パディング、d2 "
        "ダイレーション、g2 グループ、a1 出力パディング、b0 バイアスなし、c1 切り上げ、@64 "
        "出力チャネル数です。"
    ),
    "explain.load.no_suffix.cure": "ストライドは /2、チャネル数は @64、層の間は空白にします。",
    "explain.load.no_such_suffix": "この接尾辞が表すパラメータは、その層にはありません。",
    "explain.load.no_such_suffix.cure": "除くか、対応する層に付けます。",
    "explain.load.no_number": "この層には最初の数（カーネルや倍率）がありません。",
    "explain.load.no_number.cure": "出力のチャネル数や特徴数は @ の後に書きます。",
    "explain.load.dimensional_number": (
        "conv2d3 は、3 × 3 の Conv2d とも、ダイレーション3の 2 × 2 カーネルとも読めます。"
    ),
    "explain.load.dimensional_number.cure": "conv3 または conv2/1d3 と書きます。",
    "explain.load.dilation_after_kernel": (
        "カーネルの直後の d は、別の層の名前（conv2d）のように読めます。"
    ),
    "explain.load.dilation_after_kernel.cure": "間にストライドを書きます：conv5/1d2",
    "explain.load.no_count": "層の繰り返しは、括弧の前に回数を書きます。",
    "explain.load.no_count.cure": "2*( conv3 relu ) のように書きます。",
    "explain.load.keywords_only": (
        "層の引数の順はフレームワークごとに違うので、名前がなければ区別できません。"
    ),
    "explain.load.keywords_only.cure": "key=value か、短い形 conv3@64 で書きます。",
    "explain.load.unclosed": "開いた括弧が閉じられていません。",
    "explain.load.unclosed.cure": "繰り返しや分岐の終わりで閉じます。",
    "explain.load.no_branches": (
        "add、concat、mul は経路をまとめます。経路は角括弧の中に | で区切って書きます。"
    ),
    "explain.load.no_branches.cure": (
        "add[ conv3p1 | ] のように書きます。空の経路は入力そのものです。"
    ),
    "explain.load.no_layers": (
        "入力の形の後に何もありません。引用符がないと、シェルが空白で文字列を分けてしまいます。"
    ),
    "explain.load.no_layers.cure": "ネットワーク全体を引用符で囲みます。",
    "explain.load.shape_both_ways": "この形は、チャネルが先頭とも末尾とも読めます。",
    "explain.load.shape_both_ways.cure": "チャネルを先頭に書くか、@ の後に書きます：224x224@3",
    "explain.load.unknown_knob": "このネットワークにその名前の設定はありません。",
    "explain.load.unknown_knob.cure": "convcalc zoo 名前 で設定の一覧が見られます。",
    "explain.load.bad_setting": "設定は「名前=値」の形です。",
    "explain.load.bad_setting.cure": "name=value と書きます。",
    "explain.load.format_not_read": "この形式のファイルは読めません。",
    "explain.load.format_not_read.cure": "YAML、TOML、JSON、または1行の記法で書きます。",
    "explain.audit.unknown_column": "表にその名前の列はありません。",
    "explain.audit.unknown_column.cure": "メッセージに挙がっている列から選びます。",
    "explain.audit.one_network_only": (
        "複数のネットワークは合計で比べるため、このオプションは意味を持ちません。"
    ),
    "explain.audit.one_network_only.cure": "このオプションは1つのネットワークで使います。",
    "explain.budget.not_an_amount": "上限は数で、k、M、G、メモリなら単位を後に付けます。",
    "explain.budget.not_an_amount.cure": "70M、4.1G、20MiB のように書きます。",
    "explain.usage.not_a_count": "このオプションは個数なので、1以上の整数です。",
    "explain.usage.not_a_count.cure": "1以上にします。",
    "explain.rf.no_layer": "このネットワークにその名前の層やステージはありません。",
    "explain.rf.no_layer.cure": "convcalc audit 名前 に一覧があります。",
    "explain.check.unreadable": "答えが、数でもサイズでも比でも行列でもありません。",
    "explain.check.unreadable.cure": '7、7x7、0.57G、1/8.4、"6 4; 8 7" のように書きます。',
    "explain.check.not_this": "正解が1つに決まるコマンドだけを判定できます。",
    "explain.check.not_this.cure": "層のコマンド、value、rf を使います。--of で量を選びます。",
    "explain.solve.no_goal": "何が出てほしいかが示されていなければ、逆に解くことはできません。",
    "explain.solve.no_goal.cure": "--want、--at-least、--at-most のいずれかを加えます。",
    "explain.solve.nothing_unknown": "すべての数が与えられていて、探すものがありません。",
    "explain.solve.nothing_unknown.cure": "どれか1つを文字か範囲にします：-k K、-p 0..3",
}
