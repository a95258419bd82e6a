"""Front-end files from npm: check their sums offline, or fetch them again.

tools/vendor.py            every file is there and unchanged (part of `make check`)
tools/vendor.py --fetch    take the named versions through npm and write the sums anew
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import yaml

VENDOR = Path(__file__).resolve().parent.parent / "src/caunoi/web/static/caunoi/vendor"
MANIFEST = VENDOR / "VENDORED.yaml"
HEADER = "".join(f"{line}\n" for line in MANIFEST.read_text("utf-8").splitlines() if line.startswith("#"))
# A source map is not shipped, and the static files' manifest fails on a link to a file that is not there.
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fetch", action="store_true", help="take the files again through npm")
    arguments = parser.parse_args()
    manifest = yaml.safe_load(MANIFEST.read_text("utf-8"))
    if arguments.fetch:
        fetch(manifest)
    faults = check(manifest)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(
            f"{sum(len(outputs(package)) for package in manifest['packages'])} vendored files are unchanged."
        )
    return 1 if faults else 0


def outputs(package: dict[str, Any]) -> list[dict[str, str]]:
    """All files that a package puts into the vendor folder, each with `to` and `sha256`."""
    return [*package["files"], *([package["sprite"]] if "sprite" in package else [])]


def check(manifest: dict[str, Any]) -> list[str]:
    """One sentence for each file that is missing, changed or not named in the manifest."""
    known = {file["to"]: file.get("sha256") for package in manifest["packages"] for file in outputs(package)}
    faults = []
    for name, expected in known.items():
        path = VENDOR / name
        if not path.exists():
            faults.append(f"{path} is missing: run tools/vendor.py --fetch.")
        elif digest(path.read_bytes()) != expected:
            faults.append(f"{path} is not what VENDORED.yaml names: run tools/vendor.py --fetch.")
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    strangers = present - set(known) - {MANIFEST.name}
    return faults + [
        f"{VENDOR / name} is not in VENDORED.yaml: remove it or name it." for name in sorted(strangers)
    ]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(manifest: dict[str, Any]) -> None:
    """Write every file of the manifest from its npm package, and the manifest with the new sums."""
    with tempfile.TemporaryDirectory() as folder:
        for package in manifest["packages"]:
            with tarfile.open(pack(package, Path(folder))) as archive:
                take(package, archive)
    body = yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=110)
    MANIFEST.write_text(HEADER + body, "utf-8")


def pack(package: dict[str, Any], folder: Path) -> Path:
    wanted = f"{package['name']}@{package['version']}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), wanted]
    packed = subprocess.run(command, capture_output=True, text=True, check=False)
    if packed.returncode:
        raise SystemExit(f"npm could not fetch {wanted}:\n{packed.stderr}")
    return folder / packed.stdout.split()[-1]


def take(package: dict[str, Any], archive: tarfile.TarFile) -> None:
    for file in package["files"]:
        write(file, SOURCE_MAP.sub(b"\n", member(archive, file["from"])))
    if "sprite" in package:
        write(package["sprite"], sprite(package["sprite"], archive))


def member(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        stream = archive.extractfile(f"package/{name}")
    except KeyError:
        stream = None
    if stream is None:
        raise SystemExit(f"{name} is not in the package: mend its name in VENDORED.yaml.")
    return stream.read()


def write(file: dict[str, str], content: bytes) -> None:
    path = VENDOR / file["to"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    file["sha256"] = digest(content)


def sprite(recipe: dict[str, Any], archive: tarfile.TarFile) -> bytes:
    """One SVG file with a symbol for each icon; the stroke's look comes from the page's own style sheet."""
    symbols = [
        symbol(name, member(archive, f"{recipe['from']}/{name}.svg").decode()) for name in recipe["icons"]
    ]
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def symbol(name: str, svg: str) -> str:
    shapes = re.findall(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*>", svg)
    drawn = "".join(shape for shape in shapes if 'd="M0 0h24v24H0z"' not in shape)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawn}</symbol>'


if __name__ == "__main__":
    raise SystemExit(main())
