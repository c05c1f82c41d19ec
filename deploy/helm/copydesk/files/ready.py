"""Asks each process behind each of the given host names whether it is ready; exits 1 where one is not."""

import http.client
import socket
import sys

PORT = 8080
TIMEOUT_SECONDS = 5


def problem(address: str) -> str | None:
    """What is wrong with the process at the address; None where it is ready."""
    connection = http.client.HTTPConnection(address, PORT, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return None if answer.status == http.HTTPStatus.OK else answer.read().decode().strip()
    except OSError as error:
        return str(error)
    finally:
        connection.close()


def main(hosts: list[str]) -> int:
    """Entry point; returns the exit status."""
    status = 0
    for host in hosts:
        try:
            addresses = sorted({str(found[4][0]) for found in socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)})
        except OSError as error:
            print(f"{host}: no process: {error}")
            status = 1
            continue
        for address in addresses:
            wrong = problem(address)
            print(f"{host} {address}: {wrong or 'ready'}")
            status = status or int(wrong is not None)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
