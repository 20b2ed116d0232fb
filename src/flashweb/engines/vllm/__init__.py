"""vLLM as an engine: `vllm serve` started with the right flags, watched, restarted, and ended for certain."""
