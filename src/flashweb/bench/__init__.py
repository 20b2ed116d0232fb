"""Load generator for OpenAI-compatible servers: a client like any other, that keeps a clock.

Words as vLLM and SGLang use them: TTFT (send -> first visible content), ITL (gap between two content events),
TPOT = (E2EL - TTFT) / (tokens - 1), E2EL (send -> end of the stream), goodput (requests/s that meet every SLO).
"""
