"""The edges, through which articles come in: a command that pushes files, and the drop folder."""
