"""How the labeller of the quotes service is trained."""
