"""The patrol's plans: comparing them, switching between them, trying and editing them."""
