"""URLs that try to reach this machine, its network or its provider; PORT stands for the canary's port."""

from __future__ import annotations

LOOPBACK_NOTATIONS = (
    "127.0.0.1", "127.0.0.3", "127.1", "127.0.1", "127.000.000.001", "0127.0.0.1", "0177.0.0.1", "0177.0.0.01", "0177.1",
    "00000177.0.0.1", "2130706433", "02130706433", "017700000001", "0x7f000001", "0x7F000001", "0x7f.0x0.0x0.0x1",
    "0x7f.0.0.1", "0x7f.1", "0x000000007f.1", "127.0.0.1.", "127.0.0.0x1", "127.0x1", "127.00.00.01", "4294967295", "0",
    "0.0.0.0", "0.0", "00.0.0.0", "0x0", "1", "127.0.0.1.0", "256.256.256.256", "127.0.0.256", "383.0.0.1", "127.0.0.-1",
    "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "１27.0.0.1", "127.0.0.1%00", "127.0.0.1%2e", "%31%32%37.0.0.1",
    "127.0.0.1%20", "localhost", "LOCALHOST", "localhost.", "ｌｏｃａｌｈｏｓｔ", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "local\u00adhost", "loca\u200dlhost",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[::7f00:1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:1::1]", "[2001:0:7f00:1::]",
    "[2001:0:0:0:0:0:80ff:fffe]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[::1%25lo]", "[fc00::1]", "[fd00::1]",
    "[ff02::1]", "[ff05::1:3]", "[100::1]", "[5f00::1]", "[2001:db8::1]", "[2001:10::1]", "[3fff::1]", "[fec0::1]",
    "[::ffff:0:127.0.0.1]", "[1::127.0.0.1]", "[::1", "::1", "[]", "[::1]]", "[v1.127.0.0.1]", "[127.0.0.1]",
)  # fmt: skip
INNER_ADDRESSES = (
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1.1", "100.64.0.1",
    "100.127.255.254", "100.100.100.200", "169.254.169.254", "169.254.170.2", "168.63.129.16", "192.0.0.1",
    "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.19.255.1", "198.51.100.7", "203.0.113.7", "192.88.99.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "fd00:ec2::254", "fe80::a9fe:a9fe", "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "::ffff:10.0.0.1", "ff02::fb", "::", "::1", "127.0.0.1", "127.0.0.3", "0.0.0.0",
)  # fmt: skip
TRICKS = (
    "SCHEME://site.test@127.0.0.1:PORT/", "SCHEME://site.test:PORT@127.0.0.1:PORT/", "SCHEME://u:p@127.0.0.1:PORT/",
    "SCHEME://@127.0.0.1:PORT/", "SCHEME://127.0.0.1:PORT#@site.test/", "SCHEME://127.0.0.1:PORT?@site.test/",
    "SCHEME://127.0.0.1:PORT\\@site.test/", "SCHEME://site.test\\@127.0.0.1:PORT/", "SCHEME:\\\\127.0.0.1:PORT/",
    "SCHEME:////127.0.0.1:PORT/", "SCHEME:///127.0.0.1:PORT/", "SCHEME:/127.0.0.1:PORT/", "SCHEME:127.0.0.1:PORT/",
    "SCHEME://127.0.0.1:PORT:443/", "SCHEME://127.0.0.1:443:PORT/", "SCHEME://127.0.0.1 :PORT/",
    "SCHEME://127.0.0.1\t:PORT/", "SCHEME://127.0.0.1:PORT /", "SCHEME://\n127.0.0.1:PORT/", "SCHEME:// 127.0.0.1:PORT/",
    "SCHEME://127.0.0.1:PORT\r\nHost: site.test/", "SCHEME://127.0.0.1;site.test:PORT/", "SCHEME://127.0.0.1,site.test:PORT/",
    "SCHEME://127.0.0.1&site.test:PORT/", "SCHEME://site.test:PORT:PORT/", "SCHEME://127.0.0.1:/", "SCHEME://127.0.0.1:0/",
    "SCHEME://127.0.0.1:22/", "SCHEME://127.0.0.1:6379/", "SCHEME://127.0.0.1:99999/", "SCHEME://127.0.0.1:-1/",
    "SCHEME://127.0.0.1:０８０/", "SCHEME://", "SCHEME:///", "SCHEME://:PORT/", "SCHEME://.:PORT/", "SCHEME://..:PORT/",
    "SCHEME://x..y:PORT/", "SCHEME://-x.test:PORT/", "SCHEME://" + "a" * 64 + ".test:PORT/", "SCHEME://[fe80::1%25lo]:PORT/",
    "ftp://127.0.0.1:PORT/", "file:///etc/passwd", "gopher://127.0.0.1:PORT/_x", "dict://127.0.0.1:PORT/x",
    "http+unix://%2Frun%2Fx.sock/", "ws://127.0.0.1:PORT/", "jar:https://127.0.0.1:PORT/!/", "//127.0.0.1:PORT/",
    "SCHEME+x://127.0.0.1:PORT/", "SCHEME.//127.0.0.1:PORT/", "SCHEME：//127.0.0.1:PORT/", "SCHEME://127.0.0.1:PORT/" + "a" * 3000,
)  # fmt: skip


def hostile_urls(port: int) -> list[str]:
    """All of them, by http and by https."""
    hosts = [f"SCHEME://{host}:PORT/" for host in LOOPBACK_NOTATIONS]
    hosts += [f"SCHEME://{f'[{host}]' if ':' in host else host}:PORT/" for host in INNER_ADDRESSES]
    urls = [url.replace("SCHEME", scheme) for url in (*hosts, *TRICKS) for scheme in ("http", "https")]
    return list(dict.fromkeys(url.replace("PORT", str(port)) for url in urls))
