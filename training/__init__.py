"""How the shipped models are trained; nothing here is needed at run time."""
