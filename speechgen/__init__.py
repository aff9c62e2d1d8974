"""speechgen: a YAML outline of a speech (讲话稿) becomes a Word document in the standard layout."""

__version__ = "0.1.0"
