"""What was written, and where: places, problems, YAML nodes, messages."""
