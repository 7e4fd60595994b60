"""The only door to torch and transformers: texts become vectors here, and models learn here.

Knows no shop, no HTTP, no tables and no Django. Importing any module of it loads no model and no torch.
"""
