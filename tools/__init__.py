"""Generators of the schemas, the AsyncAPI document and the reference pages, and the compatibility check."""
