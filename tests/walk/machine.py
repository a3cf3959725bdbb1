"""An empty Debian to walk in: made once by debootstrap, copied for each walk, entered by chroot."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[2]
CACHE = Path.home() / ".cache" / "process-center-walk"
WHEELS = "/srv/wheels"  # where the machine finds what pip was to fetch
ENTER = """
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount --bind "$2/wheels" "$1/srv/wheels"
mount --bind "$2/archives" "$1/var/cache/apt/archives"
[ "$4" = network ] || ip link set lo up
exec chroot "$1" su --login "$3" --command "bash /tmp/typed"
"""


def run(*command: str | Path, **options: object) -> str:
    """One command of this machine, to its end; what it wrote. It ends the walk where it fails."""
    done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 the page's, and our own
        command, check=False, stdout=subprocess.PIPE, text=True, **options
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n{' '.join(map(str, command))[:200]} ended with {done.returncode}")
    return str(done.stdout)


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine of its own, for one walk."""

    root: Path

    def types(self, commands: str, user: str, network: bool = False) -> str:
        """Somebody's terminal, to the end of all that was started in it; everything it showed.

        Without `network` nothing but the machine itself can be reached.
        """
        apart = ["--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        how: list[str | Path] = [self.root, CACHE, user, "network" if network else "alone"]
        self.writes("/tmp/typed", commands)  # noqa: S108 the machine's
        done = subprocess.run(  # noqa: S603
            ["unshare", *apart, "sh", "-euc", ENTER, "sh", *how],  # noqa: S607
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return f"{done.stdout}\nended with {done.returncode}"

    def writes(self, path: str, text: str, mode: int = 0o644, more: bool = False) -> None:
        """A file of the machine, from outside."""
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a" if more else "w") as opened:
            opened.write(text)
        file.chmod(mode)


@contextmanager
def machine() -> Iterator[Machine]:
    """A machine as its installation leaves it, which has `sudo` and nothing of ours."""
    _prepare()
    folder = Path(mkdtemp(prefix="walk-", dir=CACHE))
    made = Machine(folder / "root")
    try:
        run("cp", "--archive", "--reflink=auto", CACHE / "base", made.root)
        made.writes("/etc/pip.conf", f"[global]\nno-index = true\nfind-links = {WHEELS}\n")
        made.writes("/etc/hosts", f"127.0.0.1 localhost {platform.node()}\n")
        shutil.copy("/etc/resolv.conf", made.root / "etc" / "resolv.conf")
        (made.root / "srv" / "wheels").mkdir()
        yield made
    finally:
        run("rm", "--recursive", "--force", "--one-file-system", folder)


def _prepare() -> None:
    """What every walk begins with, fetched by this machine's own apt and pip, once."""
    for folder in ("wheels", "archives/partial"):
        (CACHE / folder).mkdir(parents=True, exist_ok=True)
    if not (CACHE / "base").is_dir():
        print("Making an empty Debian …", flush=True)  # noqa: T201
        _bootstrap(CACHE / "making")
        (CACHE / "making").rename(CACHE / "base")
    lock = ROOT / "requirements.lock"
    kept = CACHE / "requirements.lock"
    if not kept.exists() or kept.read_text() != lock.read_text():
        print("Fetching what requirements.lock names …", flush=True)  # noqa: T201
        pip = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--require-hashes"]
        # Debian's own Python, which the machine will have as well, and not that of our .venv.
        version = run("/usr/bin/python3", "-c", "import sys; print(*sys.version_info[:2], sep='.')")
        pip += ["--only-binary", ":all:", "--python-version", version.strip()]
        run(*pip, "-r", lock, "-d", CACHE / "wheels")
        shutil.copy(lock, kept)


def _bootstrap(root: Path) -> None:
    """From the mirror that this machine's apt uses."""
    if not shutil.which("debootstrap"):
        run("apt-get", "install", "--yes", "-q", "--no-install-recommends", "debootstrap")
    shutil.rmtree(root, ignore_errors=True)
    sources = ["apt-get", "indextargets", "--format", "$(SITE) $(CODENAME)"]
    site, codename = run(*sources, "Created-By: Packages").splitlines()[0].split()
    run("debootstrap", "--variant=minbase", "--include=sudo", codename, root, site)
