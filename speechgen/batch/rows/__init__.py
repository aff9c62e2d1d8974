"""Where rows come from: a reader for each kind of data, all giving the same :class:`Table`."""
