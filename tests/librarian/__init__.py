"""What a library's keeper does: check, list, show, docs; and the libraries of strangers."""
