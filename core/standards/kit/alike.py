"""Which sets of people are nearly the same, among thousands of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import ceil

MOST = 10  # earlier sets that are named for one: two thousand doubles make two million pairs
SHARED = 3  # rarest people that two such sets have in common, where they have as many at all
BITS = 4095  # of the mask that stands for a set; a power of two less one

Sets = Mapping[str, Sequence[str]]


def alike(sets: Sets, similarity: float) -> Iterator[tuple[str, str]]:
    """Pairs of which at least this share of either's members is in both (Jaccard), by their ids.

    The smaller id is first. Each set comes with at most the first MOST of those before it.

    Sets so similar share some of their few rarest members (prefix filtering, as in Chaudhuri,
    Ganti and Kaushik 2006; several of them, as in Wang, Li and Feng 2012), so those who are in
    hundreds of sets need not be looked at. What is left is held against masks of few bits, which
    differ in no more places than the sets differ in members.
    """
    names = sorted(sets)
    ranked = list(_by_rarity([sets[name] for name in names]))
    masks = list(map(_mask, ranked))
    seen_in: dict[int, list[int]] = {}
    for b, members in enumerate(ranked):
        least = _least(similarity, len(members))
        rarest = members[: len(members) - least + SHARED]
        near = Counter(chain.from_iterable(seen_in.get(each, ()) for each in rarest))
        enough = min(SHARED, least)
        likely = sorted(a for a, shared in near.items() if shared >= enough)
        for a in _first(b, likely, ranked, masks, similarity):
            yield names[a], names[b]
        for each in rarest:
            seen_in.setdefault(each, []).append(b)


def _by_rarity(sets: Sequence[Sequence[str]]) -> Iterator[tuple[int, ...]]:
    """Each set as numbers, its rarest member first; the same number is the same member."""
    spread = Counter(chain.from_iterable(sets))
    rank = {id_: at for at, id_ in enumerate(sorted(spread, key=lambda id_: (spread[id_], id_)))}
    for each in sets:
        yield tuple(sorted(map(rank.__getitem__, each)))


def _first(
    b: int,
    likely: Sequence[int],
    ranked: Sequence[tuple[int, ...]],
    masks: Sequence[int],
    similarity: float,
) -> Iterator[int]:
    """The first of these that are as similar."""
    ours, size, mask, found = set(ranked[b]), len(ranked[b]), masks[b], 0
    for a in likely:
        both = size + len(ranked[a])
        least = _least(similarity / (1 + similarity), both)
        if min(size, both - size) < least or (mask ^ masks[a]).bit_count() > both - 2 * least:
            continue
        shared = len(ours.intersection(ranked[a]))
        if shared / (both - shared) >= similarity:
            yield a
            found += 1
            if found == MOST:
                return


def _least(share: float, size: int) -> int:
    """The least number that is this share, and at least one."""
    return max(ceil(share * size - 1e-9), 1)  # less a hair: 0.7 * 10 is a little more than 7


def _mask(members: Sequence[int]) -> int:
    mask = bytearray(BITS // 8 + 1)
    for each in members:
        mask[(each & BITS) >> 3] |= 1 << (each & 7)
    return int.from_bytes(mask, "little")
