"""The formats that the intake reads, one module each; `registry` says which one reads given bytes."""
