"""Tables of the assistant: conversations, descriptions, what reviews say, evaluations."""
