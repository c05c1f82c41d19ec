"""The operator's commands, on kafka-python."""
