"""Big models in this process, on PyTorch: for machines without a model server."""
