"""The edge where articles come in: files, standard input and the drop folder."""
