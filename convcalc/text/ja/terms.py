"""Japanese: the glossary of `convcalc explain`."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "term.convolution": "畳み込み",
    "term.convolution.text": "小さな重みの組（カーネル）を入力の上でずらしながら、各位置で重みと画素の積を全入力チャネルに"
    "わたって足し合わせる演算です。カーネル1つが出力チャネル1つを作ります。深層学習のフレームワークはカーネルを反転しないので、"
    "実際に計算しているのは相互相関です。",
    "term.cross_correlation": "相互相関",
    "term.cross_correlation.text": "S(i, j) = Σ I(i + m, j + n)·K(m, n) のように、カーネルをそのままの向きで重ねて積和をとる"
    "演算です。数学の畳み込みでは、先にカーネルを上下左右に反転します。深層学習で「畳み込み」と呼ぶのは相互相関です。"
    "重みは学習で決まるのでどちらでもかまいませんが、カーネルが与えられた計算問題では結果が変わります。",
    "term.kernel": "カーネル（フィルタ）",
    "term.kernel.text": "入力の上をずらしていく重みのまとまりで、大きさは 3 × 3 などとします。属するグループの入力チャネルを"
    "すべて覆うので、64 チャネルに対する 3 × 3 畳み込みでは、出力チャネル1つにつき重みが 3·3·64 = 576 個あります。"
    "カーネルの個数が出力チャネル数になります。",
    "term.stride": "ストライド",
    "term.stride.text": "カーネルを1回にずらす画素数です。ストライドを 2 にすると出力サイズはおよそ半分になり、"
    "2次元なら積和演算はおよそ 4 分の1になります。割り算の端数は切り捨てるので、末尾の画素が使われないことがあります。",
    "term.padding": "パディング",
    "term.padding.text": "畳み込みの前に入力の周囲に付ける余白で、ふつうは 0 で埋めます（ゼロパディング）。出力サイズを調整し、"
    "端の画素も他の画素と同じように使えるようにします。パディング p は両側に p ずつなので、式には 2p として入ります。"
    "0 以外で埋めても（反射、複製、循環）サイズは変わりません。",
    "term.valid_padding": "valid パディング",
    "term.valid_padding.text": "パディングなしのことです。カーネルが入力からはみ出さないので、ストライド 1 なら出力は"
    " k − 1 だけ小さくなります。出力の値がすべて本物の（valid な）画素だけから計算されます。",
    "term.same_padding": "same パディング",
    "term.same_padding.text": "出力サイズが ceil(i / s) になるように付けるパディングです。入力と同じサイズになるのは"
    "ストライド 1 のときだけです。合計は max((o − 1)s + k − i, 0) で、入力サイズによって変わります。奇数のとき、余りの1画素は"
    "末尾（TensorFlow、Keras、ONNX の SAME_UPPER）か先頭（SAME_LOWER）に付きます。PyTorch ではストライド 1 でしか使えません。",
    "term.full_padding": "full パディング",
    "term.full_padding.text": "両側に k − 1 ずつ付け、カーネルと入力が1画素でも重なる位置をすべて出力にするパディングです。"
    "ストライド 1 なら出力は入力より k − 1 だけ大きくなります。ストライド 1、パディング 0 の転置畳み込みと同じサイズになります。",
    "term.causal_padding": "causal パディング",
    "term.causal_padding.text": "系列の先頭側だけに k_e − 1（k_e は実効カーネルサイズ）のパディングを付け、出力が未来の入力を"
    "見ないようにするものです。WaveNet などの系列モデルで使います。出力サイズは ceil(i / s) になります。",
    "term.channel": "チャネル",
    "term.channel.text": "各画素が持つ値の1つ1つです。カラー画像は 3 チャネルで、畳み込み層の出力はカーネルの個数だけチャネルを"
    "持ちます。通常の畳み込みは全入力チャネルを混ぜ合わせますが、深さ方向畳み込みとプーリングはチャネルごとに独立に計算します。",
    "term.feature_map": "特徴マップ",
    "term.feature_map.text": "層の出力のことで、出力チャネルごとに、そのカーネルのパターンがどこに現れたかを表します。"
    "C チャネル、H × W の特徴マップには C·H·W 個の値があります。",
    "term.fully_connected": "全結合層",
    "term.fully_connected.text": "すべての出力がすべての入力の重み付き和になる層で、入力 n 個、出力 m 個なら重みが n·m 個、"
    "バイアスが m 個あります。画像では非常に多くなり、VGG-16 の 7 × 7 × 512 から 4,096 への層だけで重みが 102,760,448 個あります。"
    "入力サイズも固定されます。",
    "term.pooling": "プーリング",
    "term.pooling.text": "窓をチャネルごとにずらし、窓の中の最大値（最大値プーリング）や平均値（平均値プーリング）を出力します。"
    "特徴マップを小さくし、小さな位置ずれの影響を減らします。学習するパラメータはなく、パラメータ数は 0 です。"
    "サイズの式は畳み込みと同じで、ceil モードでは切り上げます。",
    "term.ceil_mode": "ceil モード",
    "term.ceil_mode.text": "プーリングの出力サイズを切り捨てずに切り上げ、末尾の画素も使うようにする設定です。ただし窓は"
    "入力か先頭側のパディングの中から始まらなければならず、そうでない窓は取り除かれます。Caffe は切り上げ、PyTorch と Keras は"
    "切り捨てが既定です。",
    "term.adaptive_pooling": "適応プーリング",
    "term.adaptive_pooling.text": "出力サイズのほうを指定し、窓を自動で決めるプーリングです。出力 j は入力の floor(j·i/o) から"
    " ceil((j + 1)·i/o) − 1 までを受け持ちます。i が o で割り切れれば窓はすき間なく並び、"
    "割り切れなければ互いに重なります。",
    "term.gap": "グローバルアベレージプーリング（GAP）",
    "term.gap.text": "チャネルごとに特徴マップ全体の平均をとり、C × H × W を C 個の値にします。出力層の直前に置いて大きな全結合層の"
    "代わりにします。7 × 7 × 512 から 1,000 クラスなら、重みは 25,088,000 個から 512,000 個に減ります。GAP 自体のパラメータは 0 で、"
    "入力サイズを選ばず、CAM による可視化もできます。局所的なプーリングではありません。",
    "term.cam": "CAM（クラス活性化マップ）",
    "term.cam.text": "最後の特徴マップを、GAP の後の全結合層の重みで足し合わせたものです。値の大きい場所が、そのクラスと判断した"
    "根拠になります。GAP と全結合層1つで終わるネットワークが必要で、それ以外では勾配を重みに使う Grad-CAM を用います。"
    "マップの平均は、バイアスを除いたクラスのスコアに等しくなります。",
    "term.receptive_field": "受容野",
    "term.receptive_field.text": "出力の値1つに影響する入力の範囲です。層を1つ重ねると (k − 1)·j だけ広がります（k は実効カーネル"
    "サイズ、j はそれより前のストライドの積）。ストライド 1 の 3 × 3 畳み込みを3層重ねると 3、5、7 と広がります。パディングや、"
    "その層自身のストライドでは変わりません。",
    "term.effective_receptive_field": "有効受容野",
    "term.effective_receptive_field.text": "受容野の中心に近い画素ほど出力に至る経路が多いため、影響の大きさは釣鐘形に分布します。"
    "同じ層を n 層重ねると受容野は n に比例して広がりますが、実際に効く範囲は √n に比例してしか広がりません（Luo ら、2016）。"
    "実効カーネルサイズとは別のものです。",
    "term.effective_kernel": "実効カーネルサイズ",
    "term.effective_kernel.text": "膨張したカーネルがすき間も含めて覆う幅で、k_e = d(k − 1) + 1 です。3 × 3 のカーネルを膨張率 2 で"
    "使うと、9 個の重みで 5 × 5 の範囲を見ます。サイズの式では、カーネルサイズの代わりにこの値を使います。",
    "term.dilation": "膨張畳み込み（Dilated / Atrous Convolution）",
    "term.dilation.text": "カーネルの要素の間隔を d 画素に広げた畳み込みで、d を膨張率（dilation rate）といいます。間の d − 1 画素は"
    "読みません。パラメータ数も出力1個あたりの計算量も変えず、解像度も落とさずに受容野を広げられます。学習が速くなるわけではありません。",
    "term.gridding": "グリッディング（格子状アーティファクト）",
    "term.gridding.text": "膨張率の組み合わせが悪いと、どの経路も通らない画素が残り、入力を格子状に飛ばして見ることになります。"
    "膨張率 2 の 3 × 3 を3層重ねると、受容野の幅は 13 画素ですが、実際に読むのは 7 画素だけです。膨張率を 1、2、4 とすれば"
    "すき間はできません。",
    "term.hdc": "HDC（Hybrid Dilated Convolution）",
    "term.hdc.text": "1、2、5 のように、受容野にすき間ができない膨張率を選ぶ方法です（Wang ら、2018）。ストライド 1 で膨張率を"
    "小さい順に並べたとき、最初が 1 で、次の膨張率がどれも「それまでの和の (k − 1) 倍に 1 を足した値」以下なら、"
    "またそのときに限り、すき間がありません。",
    "term.transposed_convolution": "転置畳み込み",
    "term.transposed_convolution.text": "入力と出力の形が畳み込みと逆になる演算で、入力の値ごとにカーネルを出力に広げ、重なりを足します。"
    "入力の間に 0 を s − 1 個ずつ挿入して畳み込むのと同じです。特徴マップを拡大する方法を学習できます。畳み込みを元に戻すわけでは"
    "ないので、「逆畳み込み（deconvolution）」という名前は誤解を招きます。",
    "term.output_padding": "出力パディング",
    "term.output_padding.text": "ストライド s の畳み込みでは、s 通りの入力サイズが同じ出力サイズになります。転置畳み込みでそのどれに"
    "戻すかを選ぶのが出力パディングで、末尾に行と列を加えます。ストライドと膨張率の大きいほうより小さくなければなりません。"
    "出力を 0 で埋めるわけではありません。",
    "term.checkerboard": "チェッカーボードアーティファクト",
    "term.checkerboard.text": "転置畳み込みで作った画像に現れる格子模様です。ストライドがカーネルを割り切らないと重なりの回数が"
    "不均一になって生じます。カーネル 3、ストライド 2 では、1回しか足されない画素と 4 回足される画素ができます。カーネル 4、"
    "ストライド 2 にするか、補間で拡大してから畳み込めばよいでしょう。",
    "term.upsampling": "アップサンプリング",
    "term.upsampling.text": "特徴マップを大きくすることです。転置畳み込み、補間と畳み込み、ピクセルシャッフル、アンプーリングなどの"
    "方法があります。セグメンテーションのデコーダや生成モデルで使います。",
    "term.downsampling": "ダウンサンプリング",
    "term.downsampling.text": "プーリングやストライド付きの畳み込みで特徴マップを小さくすることです。以後の層の計算量が減り、"
    "受容野が広がります。ストライド付きの畳み込みは縮小の仕方を学習できますが、重みが k²·C_in·C_out 個必要です。プーリングは 0 個です。",
    "term.interpolation": "補間",
    "term.interpolation.text": "画素の間の値を求めて特徴マップの大きさを変える方法です。最近傍補間は 1 画素、双線形補間は 2 × 2、"
    "双三次補間は 4 × 4 の画素を使います。学習するパラメータはなく、補間してから畳み込めば格子模様はほとんど出ません。f 倍に拡大してから"
    "畳み込むと、拡大前の f² 倍の積和演算が必要です。",
    "term.pixel_shuffle": "ピクセルシャッフル（サブピクセル畳み込み）",
    "term.pixel_shuffle.text": "C·r² チャネル、H × W の特徴マップを、C チャネル、rH × rW に並べ替えます。r² 個のチャネルが r × r 画素になります。"
    "畳み込みは拡大前の小さな特徴マップで済みます（ESPCN）。格子模様を避けるには、ICNR などの初期化が必要です。",
    "term.unpooling": "アンプーリング（Max Unpooling）",
    "term.unpooling.text": "最大値プーリングで選ばれた位置に値を戻し、残りを 0 で埋めます（SegNet）。プーリングのときに位置を記憶しておく必要が"
    "あります。最大でなかった値は失われるので、完全な逆演算ではありません。プーリングで端数を切り捨てた場合は、出力サイズの指定も必要です。",
    "term.depthwise": "深さ方向畳み込み（Depthwise）",
    "term.depthwise.text": "チャネルごとに別々のカーネルで畳み込み、チャネルを混ぜません。重みは k²·C·M 個ではなく k²·C 個で済みます。"
    "グループ数をチャネル数と同じにしたグループ畳み込みです。チャネルを混ぜる役割は、続く点ごと畳み込みが受け持ちます。",
    "term.pointwise": "点ごと畳み込み（Pointwise、1 × 1）",
    "term.pointwise.text": "カーネルが 1 × 1 の畳み込みで、画素ごとにチャネルの重み付き和をとります。重みは C_in·C_out 個です。"
    "チャネルを混ぜ、チャネル数を変えますが、隣の画素は見ません。",
    "term.depthwise_separable": "深さ方向分離可能畳み込み",
    "term.depthwise_separable.text": "空間方向の畳み込み（深さ方向畳み込み）とチャネル方向の畳み込み（点ごと畳み込み）の2段階に"
    "分けたものです。積和演算も重みの数も、通常の 1/M + 1/K² 倍になります（M は出力チャネル数）。K = 3 のとき 8 分の1以下になるのは"
    " M が 72 以上のときで、9 分の1にはなりません。MobileNet や Xception で使われます。膨張畳み込みとは別のものです。",
    "term.grouped": "グループ畳み込み",
    "term.grouped.text": "入力と出力のチャネルを g 個のグループに分け、グループごとに畳み込みます。重みと積和演算は 1/g になり、バイアスは"
    "変わりません。g は入力チャネル数と出力チャネル数の両方を割り切らなければなりません。AlexNet は 2 台の GPU に分けるため、"
    "ResNeXt は精度を上げるために使いました。",
    "term.channel_shuffle": "チャネルシャッフル",
    "term.channel_shuffle.text": "g 個のグループのチャネルを互い違いに並べ替え、次のグループ畳み込みが全グループのチャネルを見るように"
    "します。演算もパラメータも不要です。ShuffleNet の要です。",
    "term.spatially_separable": "空間分離可能畳み込み",
    "term.spatially_separable.text": "k × k の畳み込みを k × 1 と 1 × k に分けたものです。チャネル数が等しければ重みは 2/k 倍になり、"
    "k = 3 なら 2/3、k = 7 なら 2/7 です。元のカーネルを正確に表せるのは、それが列と行の積で書けるときだけです。"
    "Inception v3 では、分けた2つをそのまま学習します。",
    "term.residual": "残差接続（スキップ結合）",
    "term.residual.text": "ブロックの入力を出力に足し、y = F(x) + x とします。ブロックは差分だけを学習すればよく、勾配も伝わりやすいので、"
    "100 層を超えるネットワークが学習できるようになりました（ResNet）。形がそろわない場合は、近道のほうに 1 × 1 畳み込みを置きます。",
    "term.bottleneck": "ボトルネック",
    "term.bottleneck.text": "1 × 1 でチャネルを減らし、3 × 3 で畳み込み、1 × 1 で元に戻す構造です。256 チャネルを 64 に絞ると重みは 69,632 個で、"
    "256 チャネルのままの 3 × 3 畳み込み 589,824 個よりはるかに少なくなります。ResNet-50 以上で使われます。",
    "term.inverted_residual": "逆残差ブロック（Inverted Residual）",
    "term.inverted_residual.text": "ボトルネックとは逆に、狭い、広い、狭いの順に並べたブロックです。1 × 1 畳み込みでチャネルを t 倍に広げ、"
    "深さ方向畳み込みを行い、1 × 1 で狭めます。近道は狭い部分どうしを結びます（MobileNetV2）。",
    "term.linear_bottleneck": "線形ボトルネック（Linear Bottleneck）",
    "term.linear_bottleneck.text": "逆残差ブロックの最後の、チャネルを狭める 1 × 1 畳み込みの後に活性化関数を置かないことをいいます。"
    "チャネルが少ないところで ReLU を使うと、取り戻せない情報まで失われるためです。",
    "term.width_multiplier": "幅係数（Width Multiplier）",
    "term.width_multiplier.text": "すべての層のチャネル数に掛ける係数 α です。点ごと畳み込みの重みと積和演算は α² 倍、深さ方向畳み込みでは α 倍に"
    "なります。MobileNet の解像度係数 ρ は積和演算を ρ² 倍にし、重みの数は変えません。",
    "term.compound_scaling": "複合スケーリング（Compound Scaling）",
    "term.compound_scaling.text": "EfficientNet で、深さ、幅、解像度を 1.2^φ、1.1^φ、1.15^φ のように同時に大きくする方法です。"
    "1.2·1.1²·1.15² ≈ 1.92 なので、φ を 1 増やすと計算量がほぼ 2 倍になります。基準の B0 は構造探索（NAS）で見つけられました。公開されている B1～B7 の係数は個別に丸めた値で、"
    "このべき乗とは正確には一致しません。",
    "term.nas": "NAS（ニューラルアーキテクチャ探索）",
    "term.nas.text": "ネットワークの構造を、人手ではなく探索で決める方法です。探索空間、探索戦略（強化学習、進化的アルゴリズム、"
    "勾配法）、候補の評価方法からなります。最初の NAS は GPU 800 台で 28 日、NASNet は 500 台で 4 日、勾配法の DARTS は GPU 1.5～4 日分を要しました。",
    "term.squeeze_excitation": "Squeeze-and-Excitation（SE）",
    "term.squeeze_excitation.text": "GAP でチャネルごとに1つの値にまとめ（squeeze）、小さな全結合層2つで 0～1 の重みに変え（excitation）、"
    "各チャネルに掛けます。削減率を r とすると、重みが 2C²/r 個、バイアスが C/r + C 個あります。",
    "term.batch_norm": "バッチ正規化",
    "term.batch_norm.text": "ミニバッチと全画素にわたって、チャネルごとに平均 0、分散 1 にそろえ、学習する γ を掛けて β を足します。パラメータは 2C 個で、"
    "推論時に使う移動平均と移動分散 2C 個はバッファです。学習率を大きくでき、学習が安定します。バッチが小さすぎると"
    "統計量が不安定になります。",
    "term.layer_norm": "レイヤー正規化",
    "term.layer_norm.text": "サンプルごとに、その特徴全体で正規化します。バッチによらないので、学習時と推論時で計算が変わりません。"
    "Transformer や RNN でよく使います。正規化する要素ごとに、スケールとシフトを学習します。",
    "term.instance_norm": "インスタンス正規化",
    "term.instance_norm.text": "サンプルごと、チャネルごとに、画素方向だけで正規化します。バッチサイズ N なら統計量は N·C 組あります。スタイル変換で使われます。"
    "PyTorch の既定では学習するパラメータがなく、affine を指定すると 2C 個になります。",
    "term.group_norm": "グループ正規化",
    "term.group_norm.text": "サンプルごとに、チャネルをいくつかのグループに分けて正規化します。グループが 1つならレイヤー正規化、チャネル数と同じなら"
    "インスタンス正規化になります。バッチによらないので、小さいバッチに向きます。パラメータは 2C 個です。",
    "term.folding": "バッチ正規化の畳み込みへの統合（folding）",
    "term.folding.text": "推論時のバッチ正規化は決まった倍率とずらしなので、直前の畳み込みの重みとバイアスに組み込めます："
    "w' = wγ/√(var + ε)、b' = β + (b − mean)γ/√(var + ε)。層が1つ減り、保存する値も 4C 個減ります。学習時にも、"
    "バッチ正規化の直前の畳み込みにバイアスは不要です。",
    "term.dropout": "ドロップアウト",
    "term.dropout.text": "学習時に、確率 p で値を無作為に 0 にし、残りを 1/(1 − p) 倍します。推論時には何もせず、学習するものもありません。"
    "過学習を抑えるために使います。",
    "term.activation": "活性化関数",
    "term.activation.text": "ReLU = max(0, x) のように、値ごとに適用する非線形な関数です。これがないと、畳み込みをいくら重ねても1つの線形変換に"
    "しかなりません。サイズは変わらず、学習するものがあるのは PReLU だけです。",
    "term.mac": "積和演算（MAC）",
    "term.mac.text": "掛け算1回と、その積を和に足す足し算1回をまとめたもので、畳み込みの計算量を数える単位です。出力の1画素につき"
    " k²·C_in·C_out 回あります。1 MAC = 2 FLOPs ですが、論文の FLOPs は MAC の数を指すこともよくあります。",
    "term.flop": "FLOPs（浮動小数点演算の回数）",
    "term.flop.text": "浮動小数点演算の回数で、1 MAC を 2 回と数えます。1 秒あたりの回数である FLOPS（ハードウェアの速さ）とは異なります。MobileNet の"
    " 0.57 G は MAC の数なので、1.14 GFLOPs にあたります。",
    "term.flops_rate": "FLOPS（演算の速さ）",
    "term.flops_rate.text": "1 秒あたりの浮動小数点演算の回数、つまりハードウェアの速さです。ネットワークの計算量は回数なので、"
    "小文字の s を付けて FLOPs と書きます。",
    "term.params": "パラメータ数",
    "term.params.text": "学習で変わる値の個数で、重み、バイアス、γ、β を数えます。畳み込みの重みは k²·(C_in/g)·C_out 個、バイアスは C_out 個で、"
    "画像の大きさによりません。移動平均などの統計量は学習しないので、バッファに数えます。",
    "term.buffers": "バッファ",
    "term.buffers.text": "ネットワークと一緒に保存されますが、学習はしない値です。バッチ正規化の移動平均と移動分散 2C 個がその例です。"
    "Keras はこれも non-trainable なパラメータとして数えるので、合計が大きくなります。",
    "term.jump": "ジャンプ（実効ストライド）",
    "term.jump.text": "隣り合う出力が見る場所の、入力での間隔（画素数）で、それまでのストライドの積です。層を重ねると、受容野は"
    "ジャンプの (k − 1) 倍だけ広がります。アップサンプリングするとジャンプは小さくなります。",
    "term.weight_sharing": "重み共有（パラメータ共有）",
    "term.weight_sharing.text": "同じカーネルをすべての位置で使うことです。重みの数は画像の大きさによらず、1 チャネルの 3 × 3 なら 9 個で済みます。"
    "パターンがどこにあっても検出できるのもそのためです。",
    "term.local_connectivity": "局所結合",
    "term.local_connectivity.text": "出力が全画素ではなく、近くの小さな範囲だけとつながっていることです。局所結合層（locally connected）は重みを共有せず、"
    "位置ごとに別のカーネルを持つので、重みは畳み込みの o_h·o_w 倍になります。",
    "term.equivariance": "平行移動同変性",
    "term.equivariance.text": "入力をずらすと特徴マップも同じだけずれる性質で、畳み込みはこれを持ちます。ストライドの積が S のときは S の倍数のずれに限って"
    "成り立ち、端では崩れます。不変性と混同されやすいので注意してください。",
    "term.invariance": "平行移動不変性",
    "term.invariance.text": "入力をずらしても結果が変わらない性質です。畳み込みだけでは得られません。プーリングは小さなずれに対して"
    "ある程度これをもたらし、最後に GAP を置けば分類結果はずれの影響をほとんど受けなくなります。",
    "term.im2col": "im2col",
    "term.im2col.text": "入力の窓を1つずつ列に並べ、畳み込みを1回の行列積にする方法です。行列は C_in·k² 行で、列は出力の位置の数だけあります。"
    "ストライド 1 の 3 × 3 なら、入力の 9 倍のメモリを使います。PyTorch では unfold といいます。",
    "term.arithmetic_intensity": "演算強度",
    "term.arithmetic_intensity.text": "メモリとの間で 1 バイト動かすごとに行う演算の回数で、2·MAC を入力、出力、重みのバイト数の合計で割った値です。"
    "fp32 の 56 × 56、64 → 128 チャネル、3 × 3 の畳み込みでは約 171、深さ方向畳み込みでは 2.2 しかありません。"
    "深さ方向畳み込みが計算量の割に速くならないのはこのためです。",
    "term.inception": "Inception モジュール",
    "term.inception.text": "1 × 1、3 × 3、5 × 5 の畳み込みとプーリングを並列に行い、チャネル方向に連結します。大きいカーネルの前に 1 × 1 畳み込みを置いて"
    "計算量を抑えます。GoogLeNet はこれを重ねたもので、パラメータは約 700 万個、AlexNet の 8.7 分の1です。",
    "term.aspp": "ASPP（Atrous Spatial Pyramid Pooling）",
    "term.aspp.text": "膨張率 6、12、18 の 3 × 3 畳み込み、1 × 1 畳み込み、グローバルプーリングを並列に行って連結します。実効カーネルサイズは 13、25、37 で、"
    "さまざまな広さの受容野を同時に使えます。DeepLab がセグメンテーションに使います。",
    "term.lrn": "局所応答正規化（LRN）",
    "term.lrn.text": "各値を、同じ画素の近くのチャネルの二乗和のべき乗で割ります。AlexNet で使われましたが、今ではバッチ正規化に取って代わられました。"
    "パラメータはありません。",
    # what explain says about itself
    "explain.formula": "{formula}（{source}）",
    "explain.label.see": "関連する用語",
    "explain.label.try": "試してみる",
    "explain.label.cure": "対処",
    "explain.label.sentence": "メッセージ",
    "explain.error": "エラー {name}",
    "explain.sentence": "「{sentence}」（大文字の語のところに実際の値が入る）",
    "explain.unknown": "「{word}」の説明はありません",
    "explain.all": "用語の一覧は convcalc explain で表示します",
    "explain.terms": "用語集",
    "explain.column.term": "用語",
    # other lists
    "layers.family.conv": "畳み込み",
    "layers.family.resample": "アップサンプリング・im2col",
    "layers.family.dense": "重みを共有しない層",
    "layers.family.pooling": "プーリング",
    "layers.family.rearrange": "並べ替え",
    "layers.family.normalise": "正規化",
    "layers.family.activation": "活性化関数",
    "layers.family.combine": "経路の合流",
    "layers.family.opaque": "その他",
    "layers.family.attention": "系列",
    "layers.title": "層の種類",
    "layers.column.parameter": "パラメータ",
    "layers.column.default": "既定値",
    "layers.column.meaning": "意味",
    "layers.required": "必須",
    "layers.aliases": "別名",
    "layers.dims": "空間の次元数",
    "layers.inputs": "入力の数",
    "layers.several": "{least} 個以上",
    "formulas.group.size": "サイズとパディング",
    "formulas.group.channels": "チャネル数",
    "formulas.group.params": "パラメータとバッファ",
    "formulas.group.macs": "演算回数",
    "formulas.group.ratio": "比",
    "formulas.group.memory": "メモリ",
    "formulas.group.statistics": "正規化",
    "formulas.group.coordinate": "アップサンプリング",
    "formulas.title": "公式",
    "formulas.column.what": "求めるもの",
    "formulas.formula": "公式",
    "formulas.source": "出典",
    "formulas.condition": "成り立つ条件",
    "formulas.letters": "文字",
    "formulas.lessons": "簡単な場合の形と、ほかの書き方",
    "formulas.letter_means": "{letter} は{meaning}",
    "formulas.unknown": "「{name}」という公式はありません",
    "formulas.all": "公式の一覧は convcalc formulas で表示します",
}
