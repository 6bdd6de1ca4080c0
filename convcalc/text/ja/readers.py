"""日本語：他のプログラムのネットワークの誤りと、そのファイルからは分からないこと。"""

from __future__ import annotations

TEXT: dict[str, str] = {
    "source.not_python": "記法としても Python としても読めません：{reason}",
    "source.too_long": "{limit} 文字を超えるプログラムは読みません",
    "source.no_value": "{text} は計算しません。読むのは数・語・その組・名前だけで、何も実行しません",
    "source.not_followed": "ここでは「{word}」が層の構成を決めますが、この文は追跡しません",
    "source.no_layer": "{text} は既知の層ではありません",
    "source.no_layers": "層を作る記述がありません",
    "source.no_tensor": "テンソルでないものに層が適用されています",
    "source.too_many_arguments": "{kind} の位置引数は最大 {most} 個ですが、{given} 個あります",
    "source.two_frameworks": "{one}（{line} 行目）は PyTorch の、{other} は Keras のクラスです。1つのネットワークには 1つのフレームワークだけを使います",
    "source.which_framework": "{kind} は PyTorch にも Keras にもあり、意味が異なります",
    "source.dialect_wanted": "{kind} の意味は PyTorch と Keras で異なります。ネットワークに “dialect: keras” と書いてください",
    "source.several": "層が 1つのはずの所で、複数の層が作られています",
    "source.no_activation": "活性化関数は次のいずれかです：{allowed}",
    "source.unknown_activation": "活性化関数「{name}」はありません（使えるもの：{allowed}）",
    "source.note.order": "この文章は順伝播を示しません。層は登録順に、経路はチャネル数から推定し、関数として呼ばれる演算と単独のパラメータは見えません",
    "source.note.forward": "ここの forward() の処理は追跡できないので、層は登録順に、経路はチャネル数から推定します",
    "source.note.params": "その順では大きさが合わないので、各層のパラメータ数だけを示します",
    "source.note.file": "{text}",
    "source.note.zoo": "パラメータ数が {network} と同じ（{params}）です。同じものなら convcalc audit {network} が使えます",
    "printed.unclosed": "このモジュールの括弧が閉じていません。文章が途中で切れています",
    "printed.unclosed_line": "このモジュールの括弧がその行で閉じていません",
    "printed.taken": "{kind} は、引数の形から {name} とみなします",
    "printed.count": "{name} は書かれた個数のモジュールを表していません",
    "table.note": "層の表から分かるのはパラメータ数と形だけです。カーネル・ストライド・バイアス・つながりは分かりません",
    "table.more": "行のパラメータの合計は {rows}、表の合計は {total} です。重複して載っている層は表では 1 回だけ数えられます",
    "table.params": "「{text}」はパラメータ数ではありません",
}
