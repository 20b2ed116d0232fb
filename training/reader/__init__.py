"""How nano's reader is made: the encoder that understands questions and lines, and what it is taught."""
