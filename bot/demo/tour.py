"""What to try, printed; the same stops as on the page."""

import click

from bot.demo.tenant import Tenant


async def show(tenant: Tenant) -> None:
    """Print the address and the stops."""
    state = await tenant.state()
    people = {each["id"]: each["name"] for each in state["people"]}
    click.echo()
    click.secho(f"  {state['organisation']} is open: {tenant.url}", bold=True)
    click.echo()
    for number, stop in enumerate(state["tour"], 1):
        click.echo(f"  {number}. {stop['title']}  (as {people.get(stop['as'], 'anyone')})")
        click.echo(click.wrap_text(stop["text"], 78, "     ", "     "))
    click.echo()
    click.echo("  Ctrl-C ends everything; what you did is kept for the next time.")
