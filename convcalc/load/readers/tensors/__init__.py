"""What readers of computed graphs (ONNX, torch) share: from operations on tensors with a batch and
axes in any order to our layers."""
