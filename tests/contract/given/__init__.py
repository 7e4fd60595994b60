"""What each operation needs to be able to succeed: real identifiers, fresh where the request uses them up.

`of(operation, shop)` prepares it by asking the API as an app would. Nothing here knows how requests are made up.
"""

from __future__ import annotations

from tests.contract.given import browsing, buying, signing_in
from tests.contract.given.shop import Given, Prepare, Shop

PREPARED: dict[str, Prepare] = {**browsing.PREPARED, **buying.PREPARED, **signing_in.PREPARED}
"""Operations that are not here succeed with what is made up, as Alice."""


def of(operation: str, shop: Shop) -> Given:
    prepare = PREPARED.get(operation)
    return prepare(shop) if prepare else Given()
