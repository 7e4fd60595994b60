"""PostgreSQL as Django speaks it, with fewer questions: the shop's database engine."""
