"""One family of errors: each says, in a sentence safe to show a person, what to do next."""


class CenterError(Exception):
    """Something went wrong that a person can act on; `says` is the sentence for them."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class SetupError(CenterError):
    """A setting, a file of ours or the installation is wrong; nothing was started."""


class InputError(CenterError):
    """What a person gave cannot be used as it is; nothing was stored."""


class NoZone(InputError):
    """A time zone is none that there is; `text` is what was written for it."""

    def __init__(self, text: str, says: str) -> None:
        super().__init__(says)
        self.text = text


class NoTeam(InputError):
    """A team is named by something that is no id; `text` is what was written for it."""

    def __init__(self, text: str, says: str) -> None:
        super().__init__(says)
        self.text = text


class Stopped(CenterError):
    """Somebody ended it before it was done; `says` tells how far it got."""


class FileError(InputError):
    """A file has mistakes; `mistakes` has one sentence each, in the file's order."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class OfficeError(FileError):
    """The office file, or what it and the office would make together, has mistakes."""


class StandardError(FileError):
    """Standards have mistakes; nothing is judged by any of them."""


class NotAllowed(CenterError):
    """The person may not do this; the sentence says who may."""


class NotFound(CenterError):
    """What was asked for is not there, or no longer."""


class StoreAway(CenterError):
    """The database cannot be reached; nothing was lost, and trying again helps."""


class NotDelivered(CenterError):
    """A message did not reach its conversation; the subclass says what may be done."""


class Throttled(NotDelivered):
    """The service asked us to wait `delay` seconds; the message was not stored."""

    def __init__(self, says: str, delay: float) -> None:
        super().__init__(says)
        self.delay = delay


class Blocked(NotDelivered):
    """The conversation does not accept our messages (blocked, or disabled by an admin)."""


class NotInRoster(NotDelivered):
    """The app is not installed in this conversation; installing it again helps."""


class Gone(NotDelivered):
    """The conversation no longer exists, or not for now: a deleted channel may be restored."""


class Deleted(NotDelivered):
    """The message that was to be edited no longer exists; its conversation does."""


class NotSignedIn(NotDelivered):
    """The service does not take our sign-in, whatever we send (401, 403); nothing was stored."""


class TooBig(NotDelivered):
    """The message is larger than Teams accepts."""


class Refused(NotDelivered):
    """The service refused the message for good, for another reason."""


class NotPrivate(NotDelivered):
    """The service does not take a message for one person alone here; nothing was stored.

    It `lasts` where the next one would be refused as well.
    """

    def __init__(self, says: str, *, lasts: bool) -> None:
        super().__init__(says)
        self.lasts = lasts


class Transient(NotDelivered):
    """It failed before the message can have been stored; sending again is safe."""


class Ambiguous(NotDelivered):
    """It failed after the message may have been stored; sending again may repeat it."""


class NotRead(CenterError):
    """Microsoft Graph could not be read; `says` is the reason that a Gap keeps."""
