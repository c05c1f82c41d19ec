"""Ways to make a fetcher reach what is not for it: request forgery, one a line.

`{port}` is that of a server on this machine which must not be asked anything. Sources: OWASP's cheat sheet on
server-side request forgery, RFC 6890's list of special addresses, the metadata services of the large clouds.
"""

from __future__ import annotations

INSIDE = "127.0.0.1"

SPELLINGS = (
    "http://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0x7f.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0177.0.0.0x1:{port}/",
    "http://017700000001:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.000.000.001:{port}/",
    "http://127.255.255.254:{port}/",
    "http://0.0.0.0:{port}/",
    "http://0:{port}/",
    "http://0.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://localhost.:{port}/",
    "http://LOCALHOST:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://127。0。0。1:{port}/",
)
"""One address in the ways that resolvers, browsers and libraries know to write it."""

IPV6 = (
    "http://[::1]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/",
    "http://[::ffff:169.254.169.254]/latest/meta-data/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2002:a9fe:a9fe::1]/",
    "http://[2001:0:7f00:1::1]/",
    "http://[2606:4700::5efe:7f00:1]/",
    "http://[fe80::1]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[ff02::1]:{port}/",
    "http://[2001:db8::1]/",
    "http://[100::1]/",
)

RANGES = (
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.170.2/v2/credentials/",
    "http://100.100.100.200/latest/meta-data/",
    "http://168.63.129.16/metadata/",
    "http://192.0.0.192/opc/v2/instance/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250:1900/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
)

SCHEMES = (
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET%20/",
    "dict://127.0.0.1:{port}/info",
    "ldap://127.0.0.1:{port}/",
    "tftp://127.0.0.1:{port}/",
    "data:application/rss+xml,<rss/>",
    "jar:http://127.0.0.1:{port}/!/",
    "javascript:alert(1)",
    "unix:///var/run/docker.sock",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "ws://127.0.0.1:{port}/",
    "about:blank",
    "",
    "/etc/passwd",
)

CONFUSIONS = (
    "http://example.com@127.0.0.1:{port}/",
    "http://user:word@127.0.0.1:{port}/",
    "http://example.com:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@example.com/",
    "http://127.0.0.1:{port}/\r\nX-Injected: 1",
    "http://127.0.0.1:{port} .example.com/",
    "http://127.0.0.1\t:{port}/",
    "http:/127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "http://[::1",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:22/",
    "http://127.0.0.1:25/",
    "http://[127.0.0.1]:{port}/",
)

URLS = SPELLINGS + IPV6 + RANGES + SCHEMES + CONFUSIONS

REDIRECTS = tuple(
    url for url in URLS if "\n" not in url and url and not url.startswith(("/", "http:/1", "http:1", "http:///"))
)
"""Those that a redirect can name; the rest would be read as a path on the server that redirects."""

NAMES: dict[str, tuple[str, ...]] = {
    "inside.example": ("127.0.0.1",),
    "metadata.google.internal": ("169.254.169.254",),
    "localtest.example": ("::1",),
    "mapped.example": ("::ffff:127.0.0.1",),
    "nat64.example": ("64:ff9b::7f00:1",),
    "intranet.example": ("10.1.2.3", "192.168.1.1"),
    "shared.example": ("100.64.1.1",),
    "linklocal.example": ("fe80::1",),
    "unspecified.example": ("0.0.0.0",),  # noqa: S104 - it must not be connected to
    "multicast.example": ("224.0.0.251",),
}
"""What a name server of a stranger may answer."""
