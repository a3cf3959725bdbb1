"""`make walk`: what the page says is done, by an ordinary user and by root, to its last doctor."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from tests.walk import image, page
from tests.walk.machine import ROOT, Machine, machine, run

WALKERS = ("ada", "root")
STAND_INS = Path(__file__).parent / "stand_ins"
REHEARSAL = """
PROCESS_CENTER_STATIC_TOKEN=rehearsal
PROCESS_CENTER_GRAPH_URL=http://127.0.0.1:4000/graph/v1.0
PROCESS_CENTER_OPENID_METADATA_URL=http://127.0.0.1:4000/sign-in/.well-known/openidconfiguration
PROCESS_CENTER_SERVICE_URL_HOSTS=127.0.0.1
"""
ASKED = "+ sudo -u process-center .venv/bin/process-center doctor\n"  # as `set -x` shows it
SAID = re.compile(r"^(ok|MEND|-) +([^:\n]+): ", re.M)
# In the place of Microsoft: the pretend tenant, at the addresses of the rehearsal.
TENANT = """
cd /opt/process-center
sudo -u nobody .venv/bin/python -m simulator --port 4000 --app-id app --token in >/tmp/tenant 2>&1 &
until grep -q ready /tmp/tenant; do sleep 0.1; done
"""
# What nobody may who is not the service, and what the service may not either.
CLOSED = """
cd /opt/process-center
for FILE in env bot.pem; do
  sudo -u nobody cat /etc/process-center/$FILE >/dev/null && echo "OPEN to all: $FILE"
  sudo -u process-center cat /etc/process-center/$FILE >/dev/null || echo "CLOSED to it: $FILE"
done
sudo -u process-center touch .venv/x && echo "OPEN to it: the checkout"
sudo -u nobody .venv/bin/process-center doctor
"""


def main() -> None:
    """Ends with a sentence where a newcomer would be stopped."""
    if os.geteuid():
        sys.exit("Only root may make a machine to walk in: sudo make walk")
    wanted = sys.argv[1:] or [*WALKERS, "image"]
    text = page.PAGE.read_text("utf-8")
    with TemporaryDirectory() as folder, _served(Path(folder)) as address:
        for user in (each for each in WALKERS if each in wanted):
            print(f"{user} walks …", flush=True)  # noqa: T201
            with machine() as made:
                _ready(made, user, text)
                _walk(made, user, text, address)
    if "image" in wanted:
        print("The image is built …", flush=True)  # noqa: T201
        image.build_and_run()
    print(f"All of it was done: {', '.join(wanted)}.")  # noqa: T201


def _ready(made: Machine, user: str, text: str) -> None:
    """Who walks has the certificate with them, and may use sudo."""
    home = made.root / ("root" if user == "root" else f"home/{user}")
    if user != "root":
        made.types(f"useradd --create-home --shell /bin/bash {user}", "root")
        made.writes(f"/etc/sudoers.d/{user}", f"{user} ALL=(ALL) NOPASSWD: ALL\n", 0o440)
    with TemporaryDirectory() as folder:
        run("sh", "-euc", page.certificate(text), cwd=folder, stderr=subprocess.DEVNULL)
        made.writes(f"{home.relative_to(made.root)}/bot.pem", Path(folder, "bot.pem").read_text())
    for name in ("systemctl", "journalctl"):
        made.writes(f"/usr/local/bin/{name}", (STAND_INS / name).read_text(), 0o755)
    if user != "root":
        made.types(f"chown {user} /home/{user}/bot.pem; chmod 600 /home/{user}/bot.pem", "root")


def _walk(made: Machine, user: str, text: str, address: str) -> None:
    typed = page.walk(text)
    first = next(number for number, block in enumerate(typed) if "doctor" in block)
    begun = ["set -eux", f"{page.PLACE}{address}", *typed[:first]]
    shown = made.types("\n".join(begun), user, network=True)
    print(shown, flush=True)  # noqa: T201
    _expect(shown.endswith("ended with 0"), "The machine could not be set up.")
    made.writes("/etc/process-center/env", REHEARSAL, 0o640, more=True)

    closed = made.types(CLOSED, user)
    _expect("OPEN" not in closed and "CLOSED" not in closed, closed)
    _expect(".env may not be read by this user" in closed, closed)
    shown = made.types("\n".join([TENANT, "set -x", *typed[first:]]), user)
    print(shown, flush=True)  # noqa: T201
    _judge(shown)


def _judge(shown: str) -> None:
    """Two doctors: before the first start, where nothing may be to mend, and with a database."""
    _expect("Traceback" not in shown, "Something was not foreseen.")
    _expect("Process Center answers at" in shown, "The log was not seen to say that it answers.")
    _expect("The database is as it was at" in shown, "What was saved was not restored.")
    asked = [{about: sign for sign, about in SAID.findall(each)} for each in shown.split(ASKED)[1:]]
    _expect(len(asked) == 2, "There was no doctor before the start, or none after it.")
    before, after = asked
    _expect("MEND" not in before.values(), f"Something was to mend at once: {before}")
    mend = [about for about, sign in after.items() if sign == "MEND"]
    _expect(mend == ["office"], f"Not the office alone was to mend: {mend}")
    for about in ("settings", "database", "worker", "signing keys"):
        _expect(after.get(about) == "ok", f"{about} was not ok.")


def _expect(fine: bool, says: str) -> None:
    if not fine:
        sys.exit(says)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """This checkout as it is now, at an address of this machine."""
    bare = folder / "process-center.git"
    git = partial(run, "git", "-c", "safe.directory=*", cwd=ROOT)
    index = {"GIT_INDEX_FILE": str(folder / "index"), "PATH": os.defpath}
    who = {
        f"GIT_{each}_{what}": "walk"
        for each in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    git("read-tree", "HEAD", env=index)
    git("add", "--all", env=index)
    tree = git("write-tree", env=index).strip()
    commit = git("commit-tree", tree, "-m", "As it is now", env=index | who).strip()
    git("init", "--quiet", "--bare", "--initial-branch=main", bare)
    git("push", "--quiet", bare, f"{commit}:refs/heads/main")
    git("update-server-info", cwd=bare)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{bare.name}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


if __name__ == "__main__":
    main()
