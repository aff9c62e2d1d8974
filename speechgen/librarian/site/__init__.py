"""A library as a site: pages that need no server and no network."""
