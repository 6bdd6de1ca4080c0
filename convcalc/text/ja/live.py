"""Japanese: what is wrong with a PyTorch module that is to be read by running it."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "torch.missing": "torch がインストールされていません。torch:{target} と from_torch には torch が必要です",
    "torch.target": "“torch:{target}” は関数を指していません。torch:package.module:factory の形で書きます",
    "torch.hint.target": "torch:torchvision.models:resnet18 に --input 3x224x224 を付けます",
    "torch.no_import": "{module} をインポートできません：{kind}: {reason}",
    "torch.no_name": "{module} に “{name}” はありません",
    "torch.factory": "{target} を呼び出せません：{kind}: {reason}",
    "torch.input_needed": "torch:{target} を実行するには入力が必要です",
    "torch.hint.input": "--input 3x224x224: バッチを除いたチャネルとサイズ",
    "torch.shape": "“{text}” は入力の形状ではありません。バッチを除いたチャネルとサイズを数で書きます",
    "torch.no_module": "torch.nn.Module が必要ですが、{found} が渡されました",
    "torch.script": "{module} は TorchScript のモジュールで、演算が見えません。元のモジュールを渡してください",
    "torch.lazy": "{name} の形状がまだ決まっていません。lazy モジュールは一度実行してから渡してください",
    "torch.failed": "この入力ではモジュールを実行できません：{kind}: {reason}",
    "torch.hint.shape": "入力はバッチを除いたチャネルとサイズです。複数の入力は convcalc.from_torch に"
    "テンソルで渡します",
    "torch.no_output": "{module} の戻り値に、入力に依存するものがありません",
    "torch.too_many_calls": "モジュールの関数呼び出しが {limit} 回を超えています",
    "torch.note.with_data": "このモジュールにはデータが必要です（{reason}）。ゼロを入れて実行したので、"
    "別のデータでは別の経路を通ることがあります",
}
