"""How a value of an office file may be written, and what it names: the types of its fields."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from core.office import forms
from core.office.forms import Anything, Form, Of, Quoting
from core.office.values import Length

ID = Form(forms.slug, Quoting.TEXT)
CONTENT = Form(forms.content_name, Quoting.TEXT)
PERSON = Form(forms.person, Quoting.TEXT)
Slug = Annotated[str, ID]
ObjectiveId = Annotated[Slug, Of("objectives")]
InitiativeId = Annotated[Slug, Of("initiatives")]
ProjectId = Annotated[Slug, Of("projects")]
ContentName = Annotated[str, CONTENT]
PersonName = Annotated[str, PERSON]
Line = Annotated[str, Form(forms.line, Quoting.TEXT, prose=True)]
Lines = Annotated[str, Form(forms.lines, Quoting.TEXT, prose=True)]
TeamId = Annotated[str, Form(forms.team, Quoting.TEXT)]
GroupId = Annotated[str, Form(forms.group, Quoting.TEXT)]
ChannelId = Annotated[str, Form(forms.channel, Quoting.TEXT)]
Zone = Annotated[str, Form(forms.time_zone, Quoting.CODE)]
Cron = Annotated[str, Form(forms.cron_line, Quoting.CODE)]
Lasting = Annotated[Length, Form(forms.length, Quoting.CODE)]
Day = Annotated[date, Form(forms.day, Quoting.CODE)]
Currency = Annotated[str, Form(forms.currency, Quoting.CODE)]
Country = Annotated[str, Form(forms.country, Quoting.CODE)]
Subdivision = Annotated[str, Form(forms.subdivision, Quoting.TEXT)]
Amount = Annotated[Decimal, Form(forms.amount, Quoting.BARE)]
Number = Annotated[Decimal, Form(forms.number, Quoting.BARE)]
Seen = Annotated[str | int | float | bool | tuple[str, ...] | None, Anything()]
Switch = Annotated[bool, Form(forms.switch, Quoting.BARE)]
OneToFive = Annotated[int, Form(forms.whole(1, 5), Quoting.BARE)]
Weeks = Annotated[int, Form(forms.whole(1, 52), Quoting.BARE)]
Votes = Annotated[int, Form(forms.whole(1, 100), Quoting.BARE)]
