"""Who may ask, and how much: keys, sessions, rate limits. It knows nothing of HTTP."""
