"""Choosing ports that nobody else listens on."""

import errno
import socket

HOST = "127.0.0.1"
ATTEMPTS = 100


def free_port(preferred: int) -> int:
    """Return the preferred port, or the next one above it that is free.

    Raises OSError when a hundred ports in a row are taken.
    """
    for port in range(preferred, preferred + ATTEMPTS):
        if _is_free(port):
            return port
    raise OSError(errno.EADDRINUSE, f"ports {preferred} to {preferred + ATTEMPTS - 1} are taken")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as client:
        if client.connect_ex((HOST, port)) == 0:
            return False  # somebody answers: on macOS one could listen beside them, unheard
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
        return True
