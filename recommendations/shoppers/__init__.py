"""One shopper: what they did (`history`), what that says of them (`profiles`), what they read and change of it (`interests`), and
what they say of suggestions (`feedback`)."""
