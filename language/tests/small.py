"""Weights of a very small BERT with random numbers, made in a moment: real files for real code, and nothing to download."""

from __future__ import annotations

import string
from pathlib import Path

WORDS = [
    "red",
    "blue",
    "cotton",
    "shirt",
    "garden",
    "hose",
    "connector",
    "steel",
    "kettle",
    "of",
    "a",
    "warm",
    "lamp",
    "desk",
    "flask",
    "coffee",
    "hot",
    "keep",
    "to",
]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def make_weights(folder: Path, *, words: list[str] = WORDS, seed: int = 1, **config: object) -> Path:
    """A folder with config.json, model.safetensors and tokenizer.json, 32 dimensions, at most 64 tokens."""
    import torch
    from transformers import BertConfig, BertModel
    from transformers.utils import logging

    folder.mkdir(parents=True, exist_ok=True)
    letters = list(string.ascii_lowercase + string.digits)
    vocabulary = [*SPECIAL, *dict.fromkeys(words + letters), *(f"##{letter}" for letter in letters)]
    _tokenizer(vocabulary).save(str(folder / "tokenizer.json"))
    values = {
        "vocab_size": len(vocabulary), "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
        "intermediate_size": 64, "max_position_embeddings": 64, "pad_token_id": 0,
    } | config  # fmt: skip
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = BertModel(BertConfig(**values))
    with torch.no_grad():  # words decide more than their places, so that texts with common words are near
        model.embeddings.position_embeddings.weight *= 0.1
        model.embeddings.token_type_embeddings.weight.zero_()
    logging.disable_progress_bar()
    model.save_pretrained(folder)
    return folder


def _tokenizer(vocabulary: list[str]):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    numbers = {token: number for number, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", numbers["[CLS]"]), ("[SEP]", numbers["[SEP]"])]
    )
    return tokenizer


TEMPLATE = (
    "{% for message in messages %}<|im_start|> {{ message['role'] }} {{ message['content'] }} <|im_end|> {% endfor %}"
    "{% if add_generation_prompt %}<|im_start|> assistant {% endif %}"
)


def make_writer(folder: Path, *, words: list[str] = WORDS, seed: int = 3, **config: object) -> Path:
    """A folder of a very small Llama with random numbers that chats in words of its own."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
    from transformers.utils import logging

    folder.mkdir(parents=True, exist_ok=True)
    marks = ["<|im_start|>", "<|im_end|>", "[UNK]"]
    vocabulary = [*marks, *dict.fromkeys([*words, "system", "user", "assistant", ".", ",", "?"])]
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=_word_tokenizer(vocabulary, marks),
        unk_token="[UNK]",
        eos_token="<|im_end|>",
        additional_special_tokens=["<|im_start|>"],
    )
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(folder)
    values = {
        "vocab_size": len(vocabulary), "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
        "num_key_value_heads": 2, "intermediate_size": 128, "max_position_embeddings": 512, "eos_token_id": 1,
        "bos_token_id": 0, "pad_token_id": 1, "tie_word_embeddings": True,
    } | config  # fmt: skip
    logging.disable_progress_bar()
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = LlamaForCausalLM(LlamaConfig(**values))
        with torch.no_grad():  # large numbers make texts that vary, and a model that never ends by itself
            for weight in model.parameters():
                weight.mul_(6 if weight.dim() > 1 else 1)
            model.model.embed_tokens.weight[:3] = 0
    model.save_pretrained(folder)
    return folder


def _word_tokenizer(vocabulary: list[str], marks: list[str]):
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens([AddedToken(mark, special=True) for mark in marks])
    return tokenizer
