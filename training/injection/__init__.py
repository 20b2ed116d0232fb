"""How the injection detector's classifier is trained and measured."""
