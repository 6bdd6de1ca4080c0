"""Japanese: the questions whose numbers are drawn, and the talk around them."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "cli.quiz": "練習問題（端末では一問一答、それ以外では問題用紙と解答の出力）。",
    "cli.quiz.more": "端末では 1 問ずつ出題します。記号または数値で答えてください。空行で次の問題へ進み、Ctrl-D で終了して"
    "得点を表示します。端末以外や、--print またはほかの形式を指定したときは、問題用紙全体を書き出します。同じ --seed なら同じ問題"
    "になります。分野: size, same, pooling, gap, field, dilation, transposed, params, macs, separable, bn, scaling, nets, nas, "
    "concepts",
    "cli.option.topic": "分野（カンマ区切り、または複数回指定）",
    "cli.option.questions": "問題数",
    "cli.option.seed": "出題を決める番号",
    "cli.option.level": "問題の難しさ",
    "cli.option.print": "端末でも問題用紙と解答を書き出す",
    "quiz.title": "練習問題（シード {seed}、レベル {level}）",
    "quiz.label": "問{number}（{topic}）",
    "quiz.words": "{text}",
    "quiz.value": "{value}",
    "quiz.true": "正しい",
    "quiz.false": "誤り",
    "quiz.truth": "次の文は正しいですか。「{text}」",
    "quiz.choice": "{text}",
    "quiz.cloze": "空欄に入るものを選んでください。「{text}」",
    "quiz.key": "解答",
    "quiz.key_intro": "各問の正解と理由です。その下は、ほかの選択肢がどのような間違いから出てくるかを示します。",
    "quiz.key_label": "問{number} {mark}: {answer}",
    "quiz.working": "{formula} = {numbers} = {value}",
    "quiz.working_rounded": "{formula} = {numbers} {value}",
    "quiz.fewer": "これらの分野の問題は {count} 問しかないため、{wanted} 問には足りません",
    "quiz.number": "{option} には {low} から {high} までの数を指定してください（指定値: {value}）",
    # topics
    "quiz.topic.size": "出力サイズ",
    "quiz.topic.same": "same と valid",
    "quiz.topic.pooling": "プーリング",
    "quiz.topic.gap": "グローバル平均プーリング",
    "quiz.topic.field": "受容野",
    "quiz.topic.dilation": "膨張畳み込み",
    "quiz.topic.transposed": "転置畳み込みとアップサンプリング",
    "quiz.topic.params": "パラメータ数",
    "quiz.topic.macs": "計算量",
    "quiz.topic.separable": "深さ方向分離可能畳み込み",
    "quiz.topic.bn": "正規化",
    "quiz.topic.scaling": "複合スケーリング",
    "quiz.topic.nets": "アーキテクチャ",
    "quiz.topic.nas": "アーキテクチャ探索",
    # at the terminal
    "quiz.welcome": "全 {count} 問（シード {seed}）。記号または数値で答えてください。空行で次へ、Ctrl-D で終了します。",
    "quiz.welcome.one": "全 {count} 問（シード {seed}）。記号または数値で答えてください。空行で次へ、Ctrl-D で終了します。",
    "quiz.prompt": "答え: ",
    "quiz.right": "正解です。",
    "quiz.wrong": "不正解です。正解は {mark}: {answer}",
    "quiz.passed": "次へ進みます。正解は {mark}: {answer}",
    "quiz.unreadable": "「{answer}」という選択肢はありません。{marks} のいずれかで答えてください",
    "quiz.nothing": "まだ 1 問も答えていません。またどうぞ。",
    "quiz.score": "得点: {count} 問中 {right} 問正解",
    "quiz.column.topic": "分野",
    "quiz.column.right": "正解",
    "quiz.column.asked": "出題",
    "quiz.repeat": "復習するとよい分野: {topics}",
    # questions
    "quiz.ask.size": "入力サイズ {size} × {size}、カーネルサイズ {kernel} × {kernel}、ストライド {stride}、パディング {padding} の"
    "畳み込みの出力サイズはいくつですか。",
    "quiz.ask.valid": "入力サイズ {size} × {size}、カーネルサイズ {kernel} × {kernel}、ストライド 1、valid パディングの畳み込みの"
    "出力サイズはいくつですか。",
    "quiz.ask.same": "入力サイズ {size} × {size}、カーネルサイズ {kernel} × {kernel}、ストライド {stride}、SAME パディングの畳み込みの"
    "出力サイズはいくつですか。",
    "quiz.ask.pool": "{size} × {size} の特徴マップに、窓 {kernel} × {kernel}、ストライド {stride}、パディングなしの最大プーリングを"
    "適用しました。出力サイズはいくつですか。",
    "quiz.ask.pool_ceil": "{size} × {size} の特徴マップに、窓 {kernel} × {kernel}、ストライド {stride}、パディングなしの最大プーリングを"
    " ceil モードで適用しました。出力サイズはいくつですか。",
    "quiz.ask.gap": "{side} × {side}、{channels} チャネルの特徴マップにグローバル平均プーリングをかけ、バイアスなしの全結合層で "
    "{classes} クラスに分類します。この全結合層のパラメータ数はいくつですか。",
    "quiz.ask.gap_bias": "{side} × {side}、{channels} チャネルの特徴マップにグローバル平均プーリングをかけ、バイアスありの全結合層で "
    "{classes} クラスに分類します。この全結合層のパラメータ数はいくつですか。",
    "quiz.ask.field": "{layers}の畳み込みをこの順に行います。出力 1 点の受容野の幅は入力の何画素ですか。",
    "quiz.layer": "{kernel} × {kernel}（ストライド {stride}）",
    "quiz.layer_dilated": "{kernel} × {kernel}（ストライド {stride}、膨張率 {dilation}）",
    "quiz.ask.reach": "カーネルサイズ {kernel} × {kernel}、膨張率 {dilation} の実効カーネルサイズはいくつですか。",
    "quiz.ask.dilated": "入力サイズ {size} × {size}、カーネルサイズ {kernel} × {kernel}、膨張率 {dilation}、ストライド {stride}、"
    "パディング {padding} の畳み込みの出力サイズはいくつですか。",
    "quiz.ask.transposed": "入力サイズ {size} × {size}、カーネルサイズ {kernel} × {kernel}、ストライド {stride}、パディング {padding} の"
    "転置畳み込みの出力サイズはいくつですか。",
    "quiz.ask.transposed_more": "入力サイズ {size} × {size}、カーネルサイズ {kernel} × {kernel}、ストライド {stride}、"
    "パディング {padding}、出力パディング {output_padding} の転置畳み込みの出力サイズはいくつですか。",
    "quiz.ask.params": "カーネルサイズ {kernel} × {kernel}、入力 {channels} チャネル、出力 {out} チャネル、バイアスなしの畳み込み層の"
    "パラメータ数はいくつですか。",
    "quiz.ask.params_bias": "カーネルサイズ {kernel} × {kernel}、入力 {channels} チャネル、出力 {out} チャネル、バイアスありの畳み込み層の"
    "パラメータ数はいくつですか。",
    "quiz.ask.params_groups": "カーネルサイズ {kernel} × {kernel}、入力 {channels} チャネル、出力 {out} チャネル、グループ数 {groups}、"
    "バイアスありの畳み込み層のパラメータ数はいくつですか。",
    "quiz.ask.macs": "{size} × {size}、{channels} チャネルの特徴マップを、カーネルサイズ {kernel} × {kernel}、ストライド {stride}、"
    "パディング {padding} で {out} チャネルに畳み込みます。積和演算（MAC）は何回ですか。",
    "quiz.ask.flops": "{size} × {size}、{channels} チャネルの特徴マップを、カーネルサイズ {kernel} × {kernel}、ストライド {stride}、"
    "パディング {padding}、バイアスなしで {out} チャネルに畳み込みます。1 回の積和演算を 2 FLOPs とすると、何 FLOPs ですか。",
    "quiz.ask.macs_stride": "{size} × {size}、{channels} チャネルの特徴マップを、カーネルサイズ {kernel} × {kernel}、ストライド {stride}、"
    "パディング {padding} で {out} チャネルに畳み込みます。積和演算（MAC）は何回ですか。",
    "quiz.ask.separable_params": "カーネルサイズ {kernel} × {kernel}、入力 {channels} チャネル、出力 {out} チャネル、バイアスなしの"
    "深さ方向分離可能畳み込みのパラメータ数はいくつですか。",
    "quiz.ask.separable_macs": "{size} × {size}、{channels} チャネルの特徴マップを、カーネルサイズ {kernel} × {kernel}、ストライド 1、"
    "パディング {padding} の深さ方向分離可能畳み込みで {out} チャネルにします。積和演算（MAC）は何回ですか。",
    "quiz.ask.separable_ratio": "入力 {channels} チャネル、出力 {out} チャネルの {kernel} × {kernel} 畳み込みを、深さ方向分離可能畳み込みに"
    "置き換えます。積和演算の回数はもとの何倍になりますか。",
    "quiz.ask.bn": "{channels} チャネルのバッチ正規化が学習するパラメータはいくつですか。",
    "quiz.ask.bn_values": "{side} × {side}、{channels} チャネルの特徴マップ {batch} 枚のバッチを、学習時にバッチ正規化します。"
    "1 つの平均は、何個の値から計算しますか。",
    "quiz.ask.gn_values": "{side} × {side}、{channels} チャネルの特徴マップ {batch} 枚のバッチを、グループ数 {groups} でグループ正規化"
    "します。1 つの平均は、何個の値から計算しますか。",
    "quiz.ask.scaling": "通常の畳み込みからなるネットワークを、深さ {depth} 倍、幅 {width} 倍、画像の縦横 {resolution} 倍にします。"
    "FLOPs は何倍になりますか。",
    # letters of factors
    "given.l": "深さの倍率 {given}",
    "given.w": "幅の倍率 {given}",
    # slips that only the quiz can meet
    "slip.batch_ignored": "バッチのサンプル数を掛けていません",
    "slip.depth_ignored": "深さの倍率を考えていません",
    "slip.width_ignored": "幅の倍率を考えていません",
    "slip.resolution_ignored": "解像度の倍率を考えていません",
    "slip.layer_for_batch": "層正規化の場合の値の数です",
    "slip.batch_for_group": "バッチ正規化の場合の値の数です",
}
