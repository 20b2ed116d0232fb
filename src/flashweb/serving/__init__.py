"""Between the edges and the engine: who is admitted, when work starts, and how each request ends."""
