"""What Chinese and English texts mean: the encoder that nano's reader and the guardrails share."""
