"""What to try, printed; the same stops as on the page."""

import shlex
from pathlib import Path

import click

from bot.demo.tenant import Tenant


async def address(tenant: Tenant) -> None:
    """Print where the page is."""
    state = await tenant.state()
    click.echo()
    click.secho(f"  {state['organisation']} is open: {tenant.url}", bold=True)
    click.echo()


async def show(tenant: Tenant, env: Path) -> None:
    """Print the stops that are left, and how commands in another terminal find this rehearsal."""
    state = await tenant.state()
    people = {each["id"]: each["name"] for each in state["people"]}
    click.echo()
    for number, stop in enumerate(state["tour"], 1):
        done = "  ✓" if stop["done"] == stop["of"] else ""
        click.echo(f"  {number}. {stop['title']}  (as {people.get(stop['as'], 'anyone')}){done}")
        if not done:
            click.echo(click.wrap_text(stop["text"], 78, "     ", "     "))
    click.echo()
    click.echo("  For commands in another terminal, paste there:")
    click.echo(f"     . {shlex.quote(str(_short(env)))} && process-center doctor")
    click.echo("  Ctrl-C ends everything; what you did is kept for the next time.")


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
