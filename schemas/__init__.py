"""The contract: what every topic carries. Imports pydantic and the standard library, nothing else."""
