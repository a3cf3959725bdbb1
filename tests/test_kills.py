"""A few SIGKILLs in the middle of a round; `make bench` makes a hundred in the same way."""

from bench.kills import rehearse


async def test_a_killed_server_costs_no_channel_its_card_and_gives_none_two() -> None:
    tally = await rehearse(kills=3, channels=40, seed=11)

    assert tally.cards - tally.double == 40
    assert (tally.lost, tally.unexplained) == (0, 0)
    assert tally.double_looking == 0, "where the channel may be looked up, even a cut send is found"
