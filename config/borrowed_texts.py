"""Texts of packages that bring no Chinese, or not the shop's, listed so that `make messages` keeps them in our catalogue.

Nothing imports this module. A test reads the packages and fails when one of their texts is neither here nor in a catalogue.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

DJANGO = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Add link"),
    _("Change or view list link"),
    _("Error:"),
    _("Forgotten your login credentials?"),
    _("In case you’ve forgotten, you are:"),
    _("Model name"),
)
# These have Chinese, but with other words for account and e-mail, another "you", or a placeholder that nobody fills.
DJANGO_SAID_OUR_WAY = (
    _("This field is required."),
    _("Enter a valid email address."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
    _("The password is too similar to the %(verbose_name)s."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
)
ALLAUTH_SAID_OUR_WAY = (
    _("This account is currently inactive."),
    _("You cannot remove your primary email address."),
    _("This email address is already associated with this account."),
    _("The email address and/or password you specified are not correct."),
    _("A user is already registered with this email address."),
    _("Incorrect password."),
    _("Invalid or expired key."),
    _("The password reset token was invalid."),
    _("You cannot add more than %d email addresses."),
    _("The email address is not assigned to any user account."),
    _("Your primary email address must be verified."),
    _("The new value must be different from the current one."),
    _("Be patient, you are sending too many requests."),
    _("Email"),
    _("Email address"),
    _("You must type the same password each time."),
    _("Password (again)"),
    _("New Password (again)"),
)
UNFOLD = (
    _("After you've created a user, you’ll be able to edit more user options."),
    _("All applications"),
    _("Apply Filters"),
    _("Choose file to upload"),
    _("Click to cancel"),
    _("Click to download"),
    _("Dark"),
    _("Dataset not found. No action performed."),
    _("Date"),
    _("Date from"),
    _("Date to"),
    _("Expand row"),
    _("False"),
    _("Filters"),
    _("From"),
    _("General"),
    _("Go back"),
    _("Image preview"),
    _("Light"),
    _("Loading more results..."),
    _("More actions"),
    _("Next"),
    _("No data"),
    _("No recent searches"),
    _("No results found"),
    _("No results matching your query"),
    _("Not enough data."),
    _("Previous"),
    _(
        'Raw passwords are not stored, so there is no way to see this user’s password, but you can change the password using <a href="{}" class="text-primary-600 dark:text-primary-500">this form</a>.'
    ),
    _("Recent searches"),
    _("Record picture"),
    _("Reset filters"),
    _("Return to site"),
    _("Run"),
    _("Search apps and models..."),
    _("Select action"),
    _("Select action to run"),
    _("Select all rows"),
    _("Select currency"),
    _("Select record"),
    _("Select value"),
    _("Submit"),
    _("System"),
    _("This item will be deleted."),
    _("This page yielded into no results. Create a new item or reset your filters."),
    _("To"),
    _("Toggle password visibility"),
    _("True"),
    _("Type to search"),
    _("Value"),
    _("Welcome"),
    _("Welcome back to"),
    _("You can not create nested object without parent"),
    _("You have been successfully logged out from the administration"),
    ngettext_lazy(
        "\n                Found %(counter)s result in %(time)s seconds\n            ",
        "\n                Found %(counter)s results in %(time)s seconds\n            ",
        "counter",
    ),
)
TREEBEARD = (
    _("-- root --"),
    _("After"),
    _("Before"),
    _("Can't move node to a descendant."),
    _("Can't move node to itself."),
    _("Child of"),
    _("First child of"),
    _("Invalid form data provided"),
    _('Moved node "%(node)s" as child of "%(other)s"'),
    _('Moved node "%(node)s" as sibling of "%(other)s"'),
    _("Position"),
    _("Relative to"),
    _("Sibling of"),
    _(
        "The new node is too deep in the tree, try increasing the path.max_length property and UPDATE your database"
    ),
    _("You do not have permission to change this object."),
)
DJANGO_CELERY_BEAT = (
    _("Arguments"),
    _('Cron Days Of The Week to Run. Use "*" for "all", Sunday is 0 or 7, Monday is 1. (Example: "0,5")'),
    _('Cron Months (1-12) Of The Year to Run. Use "*" for "all". (Example: "1,12")'),
    _("Execution Options"),
    _("Periodic Tasks Using This Schedule"),
    _("Schedule"),
    _("{0} task was successfully disabled"),
    _("{0} task was successfully enabled"),
    _("{0} task was successfully toggled"),
)
