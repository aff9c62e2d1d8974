"""Names of files that Windows keeps for devices ("Naming Files, Paths, and Namespaces")."""

_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{digit}" for port in ("COM", "LPT") for digit in "123456789¹²³"]
)


def is_device(name: str) -> bool:
    """Whether Windows takes a file name for a device, whatever its ending."""
    return name.split(".", maxsplit=1)[0].rstrip().upper() in _DEVICES
