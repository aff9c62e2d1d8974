"""Project settings: ``speechgen.yaml``, found upwards from an outline."""
