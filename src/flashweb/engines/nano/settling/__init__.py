"""The last look at a program before it runs: words of asking are no names, and what surely is meant is what is run."""

from flashweb.engines.nano.settling.settle import settled

__all__ = ["settled"]
