"""Modules of PyTorch for the tests of its reader; imported only where torch is."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn


class Functional(nn.Module):
    """Nearly everything in forward(): sums, views, a gate, a shuffle, parameters used bare."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.weight = nn.Parameter(torch.ones(8, 4, 3, 3))
        self.gamma = nn.Parameter(torch.ones(8, 1, 1))
        self.squeeze = nn.Linear(8, 8)
        self.head = nn.Linear(16, classes)

    def forward(self, x: Any) -> Any:
        x = F.relu(self.norm(self.conv(x)))
        y = F.conv2d(x, self.weight, padding=1, groups=2) * self.gamma
        y = y.view(-1, 2, 4, *y.shape[2:]).transpose(1, 2).reshape(x.shape)
        y = y * torch.sigmoid(self.squeeze(y.mean((2, 3))))[:, :, None, None]
        x = torch.cat([x + y, F.max_pool2d(x, 3, 1, 1)], 1)
        return self.head(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class Shared(nn.Module):
    """One convolution twice, and a bias of its own behind tied weights."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1)
        self.tied = nn.Conv2d(4, 4, 3, padding=1)
        self.tied.weight = self.conv.weight

    def forward(self, x: Any) -> Any:
        return self.tied(self.conv(self.conv(x)))


class NeedsData(nn.Module):
    """Looks at the numbers, which no meta tensor has."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 1)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x: Any) -> Any:
        y = self.norm(self.conv(x))
        return y if y.sum().item() > 0 else -y


class Attends(nn.Module):
    """Tokens, layer normalisation, self-attention, two layers of an LSTM."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = nn.Conv2d(3, 16, 4, 4)
        self.norm = nn.LayerNorm(16)
        self.attention = nn.MultiheadAttention(16, 4, batch_first=True)
        self.lstm = nn.LSTM(16, 8, num_layers=2, bidirectional=True, batch_first=True)

    def forward(self, x: Any) -> Any:
        x = self.norm(self.patch(x).flatten(2).transpose(1, 2))
        x = x + self.attention(x, x, x, need_weights=False)[0]
        return self.lstm(x)[0].mean(1)


def failing() -> nn.Module:
    raise RuntimeError("no such weights")
