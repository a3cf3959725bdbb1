import time, pytest
from tests.rehearsal import rehearsal
from tests.stories.conftest import MONDAY
@pytest.mark.parametrize("n", range(6))
async def test_prof(database_url, n):
    t=time.perf_counter(); c=time.process_time(); out=[]
    def lap(n):
        nonlocal t,c
        now=time.perf_counter(); c2=time.process_time(); out.append(f"{n} {now-t:.3f}/{c2-c:.3f}"); t=now; c=c2
    async with rehearsal(database_url) as made:
        lap("enter")
        await made.at(MONDAY.replace(hour=7)); lap("at")
        await made.import_office(made.tenant.office()); lap("import")
        await made.install(["PRJ-Apollo","PRJ-Cedar","PRJ-Borealis"]); lap("install 3")
        await made.at(MONDAY); lap("open")
    lap("exit")
    print(" ".join(out))
