"""Statements by rules, for languages without a trained labeller."""
