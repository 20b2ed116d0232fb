"""Who asked what, what was answered and why: an append-only record that shows when it was changed."""
