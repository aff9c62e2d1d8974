"""What a speech looks like on paper: a layout (版式) is data, read from YAML."""
