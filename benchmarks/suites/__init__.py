"""Makes the suite `dom300` of `flashweb eval` out of held-out pages and their DOM truth."""
