"""The only door to torch and transformers: texts become vectors here, and models learn here.

Knows no shop, no HTTP, no tables and no Django. Importing any module of it loads no model and no torch.
"""

import os

# Read when torch is loaded: its threads sleep while they wait for each other. Otherwise they spin, and on a machine whose
# cores are busy a query takes thirty times as long (docs/adr/0006-bfloat16-on-processors.md).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
