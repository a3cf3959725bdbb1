"""What Microsoft Graph has to permit, so that we may install the app for people.

The permission to install itself does not cover looking up under which id the organisation has the
app (learn.microsoft.com/graph/api/appcatalogs-list-teamsapps), and it is for that app alone whose
manifest names our registration.
"""

from collections.abc import Mapping

FIND = "AppCatalog.Read.All"
INSTALL = "TeamsAppInstallation.ReadWriteSelfForUser.All"

# What each application permission is for.
PERMISSIONS: Mapping[str, str] = {
    FIND: "finding the app among the organisation’s",
    INSTALL: "installing the app for people",
}
