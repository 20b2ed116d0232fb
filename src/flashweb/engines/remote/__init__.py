"""Any OpenAI-compatible server as an engine: one or several, behind one model name."""
