"""The rehearsal that `demo` plays: a simulated tenant, two weeks of its life, and a tour."""
