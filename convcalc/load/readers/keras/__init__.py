"""Keras: `.keras` archives, `to_json()` texts and `.h5` files of Keras 2 and 3.

Source: keras 3.15 and tf_keras 2.21, `to_json`. Functions in a file are never run nor decoded.
"""

from __future__ import annotations

import os

from convcalc.errors import Message
from convcalc.load.ast import NetworkDocument
from convcalc.load.readers import Data
from convcalc.load.readers.keras.archive import source_of
from convcalc.load.readers.keras.config import LayerConfig, ModelText
from convcalc.load.readers.keras.layers import KerasLayers
from convcalc.load.readers.keras.model import Models
from convcalc.load.readers.traced import TracedGraph


def read(data: Data, name: str) -> NetworkDocument:
    """The document of a file of Keras.

    Raises:
        NetworkError, UsageError: it holds no architecture, or what Keras does not understand.
    """
    source, value = source_of(data, name)
    text = ModelText(source)
    try:
        model = LayerConfig(text, value)
        stem = os.path.splitext(os.path.basename(name))[0]
        graph = TracedGraph(
            source, model.name if model.is_map and model.get("name") else stem, "keras"
        )
        outputs = Models(text, KerasLayers(text, graph)).read(model)
    except RecursionError:
        raise source.error(0, Message("keras.deep")) from None
    return graph.document(outputs)
