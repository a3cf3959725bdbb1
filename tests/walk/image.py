"""The image, built from the Containerfile on an empty Debian and run as compose.yaml runs it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.walk.machine import CACHE, ROOT, WHEELS, machine, run

BUILDAH = ("buildah", "--root", CACHE / "images", "--runroot", CACHE / "images-run")
# Read-only but for two folders, without a capability, as the image's user: what compose.yaml asks.
RUN = """
mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"
mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/tmp"; mount -t tmpfs -o mode=1777 tmpfs "$1/data"
printf 'rehearsal\\r\\n' >"$1/tmp/token"; cp "$2" "$1/tmp/typed"
chown "$3" "$1/tmp/token"; chmod 400 "$1/tmp/token"
ip link set lo up
exec chroot "$1" setpriv --reuid "${3%:*}" --regid "${3#*:}" --clear-groups \
  --bounding-set=-all --inh-caps=-all --no-new-privs bash /tmp/typed
"""
TYPED = """
cd /app
export PATH=/app/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PROCESS_CENTER_DATA_DIR=/data
export PROCESS_CENTER_APP_ID=app PROCESS_CENTER_TENANTS=home
export PROCESS_CENTER_SERVICE_URL_HOSTS=127.0.0.1
export PROCESS_CENTER_STATIC_TOKEN_FILE=/tmp/token PROCESS_CENTER_GRAPH_URL=http://127.0.0.1:9/v1.0
export PROCESS_CENTER_OPENID_METADATA_URL=http://127.0.0.1:9/openid
touch /app/x /etc/x 2>/dev/null && echo WRITABLE
process-center serve --host 0.0.0.0 >/tmp/log 2>&1 &
for SECOND in $(seq 120); do HEALTH 2>/dev/null && break; sleep 1; done
HEALTH && echo FIT
process-center doctor
echo 'center: {organisation: Contoso, time_zone: Europe/Berlin}' | process-center import /dev/stdin
kill -TERM %1; wait %1; echo "serve ended with $?"
"""


def build_and_run() -> None:
    """Ends with what was shown where the image is not as promised."""
    if not shutil.which("buildah"):
        run("apt-get", "install", "--yes", "-q", "--no-install-recommends", "buildah")
    text = (ROOT / "Containerfile").read_text("utf-8")
    (base,) = set(re.findall(r"(?m)^FROM (\S+)", text))
    _stand_in(base)
    wheels = f"{CACHE / 'wheels'}:{WHEELS}:ro"
    build = ["bud", "--isolation", "chroot", "--format", "docker", "--pull-never"]
    run(*BUILDAH, *build, "--volume", wheels, "--tag", "process-center", ROOT)
    health = re.findall(r"(?m)^HEALTHCHECK .*\[\"python\", \"-c\", \"(.+)\"\]$", text)[0]
    (user,) = re.findall(r"(?m)^USER (.+)$", text)
    shown = _run(TYPED.replace("HEALTH", f'python -c "{health}"'), user)
    print(shown, flush=True)  # noqa: T201
    wanted = ("FIT", "from a file: STATIC_TOKEN", "ok    database", "Added: center")
    missing = [each for each in (*wanted, "serve ended with 0") if each not in shown]
    if missing or "WRITABLE" in shown or "Traceback" in shown:
        sys.exit(f"The image is not as promised: {missing}")


def _stand_in(base: str) -> None:
    """Debian's own Python under the name of the image that the build begins with."""
    with machine() as made:
        packages = "apt-get update -q && apt-get install --yes -q python3-venv ca-certificates"
        made.types(packages, "root", network=True)
        container = run(*BUILDAH, "from", "scratch").strip()
        mounted = Path(run(*BUILDAH, "mount", container).strip())
        run("cp", "--archive", f"{made.root}/.", mounted)
        run(*BUILDAH, "umount", container)
        run(*BUILDAH, "commit", "--quiet", "--rm", container, base)


def _run(typed: str, user: str) -> str:
    """What the commands show in a container of the image that can reach nobody."""
    container = run(*BUILDAH, "from", "--pull-never", "localhost/process-center").strip()
    mounted = run(*BUILDAH, "mount", container).strip()
    commands = CACHE / "typed"
    commands.write_text(typed)
    apart = ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child"]
    try:
        done = subprocess.run(  # noqa: S603
            [*apart, "sh", "-euc", RUN, "sh", mounted, str(commands), user],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    finally:
        run(*BUILDAH, "umount", container)
        run(*BUILDAH, "rm", container)
    return done.stdout
