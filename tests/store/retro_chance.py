"""What a machine draws that presses on retros at random, and how long it goes on."""

from hypothesis import HealthCheck, settings
from hypothesis import Phase as Part
from hypothesis import strategies as st

from core.retros.model import Format, Phase, Prompt

PROMPTS = (Prompt("start", "What should we start doing?"),)
FORMATS = {
    "whole": Format("whole", "Whole", tuple(Phase), 3, PROMPTS),
    "no-vote": Format("no-vote", "No vote", (Phase.WRITE, Phase.ACTIONS), 3, PROMPTS),
    "no-actions": Format("no-actions", "No actions", (Phase.WRITE, Phase.VOTE), 2, PROMPTS),
}
RUNS = settings(
    max_examples=25,
    stateful_step_count=60,
    deadline=None,
    phases=[Part.generate],  # to make a failing run shorter takes minutes, and 60 steps can be read
    suppress_health_check=[*HealthCheck],
)
FORMAT = st.sampled_from([*FORMATS])
SERVER = st.sampled_from([0, 1])
NONCE = st.integers(0, 30).map("nonce{:03}".format)
PERSON = st.sampled_from(["ada", "kim", "grace"])
PAGE = st.dictionaries(st.integers(0, 3), st.integers(0, 3), min_size=1)  # by place of the note
