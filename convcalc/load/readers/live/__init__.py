"""PyTorch modules, read by running them on tensors without data."""
