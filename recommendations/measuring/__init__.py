"""How good recommendations are on a folder of interactions, by the code that serves shoppers."""
