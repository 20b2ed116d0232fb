"""Answers as JSON of the caller's shape: what a schema's names ask for is looked up, what is unknown stays empty."""
