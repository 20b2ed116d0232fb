"""Look the locked dependencies up among known vulnerabilities; part of `make check`.

Exits with 1 and names each vulnerable package. Where no advisory service answers, it says that nothing was checked and
exits with 0: somebody else's service is no part of this project. With --required that is an error as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SERVICES = ("pypi", "osv")
LOCK = Path("locks/base.txt")
TIMEOUT = 60.0


def ask(service: str) -> tuple[list[dict[str, Any]] | None, str]:
    """What the service says of each package, or None and the reason why it said nothing."""
    command = [str(Path(sys.executable).with_name("pip-audit")), "--strict", "--disable-pip", "--require-hashes"]
    command += ["-r", str(LOCK), "-s", service, "-f", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return None, f"no answer within {TIMEOUT:g} s"
    except (ValueError, KeyError):
        return None, (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1][:200]
    return packages, ""


def main() -> int:
    """Ask one service after the other; the exit code."""
    reasons = []
    for service in SERVICES:
        packages, reason = ask(service)
        if packages is None:
            reasons.append(f"{service}: {reason}")
            continue
        faults = [(package, fault) for package in packages for fault in package.get("vulns", [])]
        for package, fault in faults:
            fixed = ", ".join(fault["fix_versions"]) or "none yet"
            sys.stderr.write(f"{package['name']} {package['version']}: {fault['id']}; fixed in: {fixed}. `make lock`\n")
        return 1 if faults else 0
    sys.stderr.write(f"NOT CHECKED for known vulnerabilities, no advisory service answers ({'; '.join(reasons)}).\n")
    sys.stderr.write("Run `make audit-dependencies` where there is one before you publish.\n")
    return 1 if "--required" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
