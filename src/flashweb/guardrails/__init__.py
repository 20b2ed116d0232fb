"""What is let in and out: prompt injection, moderation of answers, personal data."""
