"""The element detector: a small one-stage network over the features of the frozen text detector."""
