import pathlib

pathlib.Path("/tmp/sprung").touch()
