"""Who may do what by the API: a row for each operation, and what it answers to whom. The test fails for an operation without one."""

from __future__ import annotations

from tests.security.api_accounts import ACCOUNT, SIGN_IN
from tests.security.api_shopping import CART, CATALOGUE, CHAT, ORDERS, RECOMMENDATIONS

TABLE = [*CATALOGUE, *RECOMMENDATIONS, *CART, *ORDERS, *ACCOUNT, *CHAT, *SIGN_IN]
PRIVATE = [*CART, *ORDERS, *ACCOUNT, *CHAT]
