"""Statements by the trained labeller."""
