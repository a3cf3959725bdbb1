"""What a setting may say, by what it is: an address, a length of time, a list of names."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from bot.door.web_addresses import checked_entry, host_of
from core.office.values import LENGTH
from core.office.values import Length as Written

LONGEST = timedelta(days=36500)
FROM_FILE = "may be given as NAME_FILE"  # the mark of a secret and of an address


def _listed(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(item.strip() for item in value.split(",") if item.strip())


def _address(value: str) -> str:
    host_of(value)
    return value


def _database(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("must be a PostgreSQL address, as postgresql://name@host/database")
    from store.suitable import understood

    if not understood(value.get_secret_value()):
        raise ValueError("is no PostgreSQL address; write an @ in a password as %40, a % as %25")
    return value


def _length(value: object) -> object:
    if not isinstance(value, str):
        return value
    length = Written(value).lasts if LENGTH.fullmatch(value) else timedelta()
    if not timedelta(hours=1) <= length <= LONGEST:
        raise ValueError("must be a length of time from 1h to 36500d, as 30d or 8w")
    return length


Listed = BeforeValidator(_listed)
Secret = Annotated[SecretStr, FROM_FILE]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database), FROM_FILE]
Length = Annotated[timedelta, BeforeValidator(_length)]
WebAddress = Annotated[str, AfterValidator(_address), FROM_FILE]
TenantIds = Annotated[tuple[Annotated[str, AfterValidator(str.lower)], ...], Listed]
HostNames = Annotated[
    tuple[Annotated[str, AfterValidator(checked_entry)], ...], Listed, Field(min_length=1)
]
