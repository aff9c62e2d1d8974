"""The documentation is compared with the code, and every sample and command in it is run."""
