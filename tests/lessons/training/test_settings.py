"""Settings: an address says all of them, a bad word in it costs one sentence, and each builds its network."""

import dataclasses
import random
from typing import Any

import pytest
import torch

from lessons.models import model
from lessons.training.lab.settings import SETTINGS, Settings, build, difference, from_query, to_query
from lessons.training.losses import LOSSES, class_weights


def drawn(chance: random.Random) -> Settings:
    values: dict[str, Any] = {}
    for name, each in SETTINGS.items():
        if "choices" in each.metadata:
            word = chance.choice([word for word in each.metadata["choices"] if word != "nuclei"])
            values[name] = word == "yes" if isinstance(each.default, bool) else word
        else:
            least, most = each.metadata["range"]
            values[name] = (
                chance.randint(least, most) if isinstance(each.default, int) else chance.uniform(least, most)
            )
    return Settings(**values)


def test_an_address_brings_back_exactly_the_same_settings():
    for seed in range(300):
        settings = drawn(random.Random(seed))
        query = to_query(settings)
        assert all(isinstance(word, str) and len(word) <= 24 for word in query.values())
        assert from_query(query) == (settings, ())
    assert from_query({}) == (Settings(), ())
    assert from_query({"lesson": "training", "page": "3"}) == (Settings(), ())
    for rate in (1e-6, 3e-05, 0.1 + 0.2, 1.0, 10.0):
        assert from_query(to_query(Settings(rate=rate)))[0].rate == rate


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("loss", "diced"),
        ("loss", ""),
        ("network", "Tiny U-Net"),
        ("skips", "True"),
        ("batch", "0"),
        ("batch", "17"),
        ("batch", "4.0"),
        ("batch", "-4"),
        ("batch", "٤"),
        ("batch", "9" * 5000),
        ("rate", "nan"),
        ("rate", "inf"),
        ("rate", "1e400"),
        ("rate", "0"),
        ("rate", "1_0"),
        ("rate", "<b>"),
        ("seed", "1000000"),
        ("steps", None),
        ("seconds", ["1", "2"]),
    ],
)
def test_a_bad_word_costs_one_sentence_and_gives_the_default(name: str, word: Any):
    other = (
        Settings(loss="focal", batch=3, average=False)
        if name not in ("loss", "batch")
        else Settings(network="fcn")
    )
    settings, sentences = from_query(to_query(other) | {name: word})
    assert settings == dataclasses.replace(other, **{name: getattr(Settings(), name)})
    assert len(sentences) == 1
    assert SETTINGS[name].metadata["title"] in sentences[0] and Settings().in_words(name) in sentences[0]
    assert "<b>" not in sentences[0] and sentences[0].endswith(".") and len(sentences[0]) < 200


def test_every_bad_word_has_its_own_sentence():
    settings, sentences = from_query(dict.fromkeys(SETTINGS, "?"))
    assert settings == Settings() and len(set(sentences)) == len(SETTINGS)


def test_nuclei_only_where_they_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PIXELWISE_NUCLEI", raising=False)
    settings, sentences = from_query({"data": "nuclei"})
    assert settings.data == "scenes96" and "PIXELWISE_NUCLEI" in sentences[0]
    monkeypatch.setenv("PIXELWISE_NUCLEI", "somewhere.npz")
    settings, sentences = from_query({"data": "nuclei"})
    assert settings.class_names == ("background", "nucleus") and sentences == ()


def test_the_words_for_losses_and_weights_are_those_of_the_losses():
    assert set(SETTINGS["loss"].metadata["choices"]) == {each.name for each in LOSSES}
    for each in LOSSES:
        assert Settings(loss=each.name).uses("weights") == each.weighted
    for kind in SETTINGS["weights"].metadata["choices"]:
        assert class_weights(torch.tensor([3, 1]), kind).shape == (2,)


def test_differences_are_named_where_they_decide_something():
    assert difference(Settings(), Settings()) == ()
    assert difference(Settings(loss="cross_entropy"), Settings(seed=3)) == (
        "loss: cross-entropy / cross-entropy + Dice",
        "seed: 0 / 3",
    )
    assert (
        difference(Settings(loss="dice"), Settings(loss="dice", levels=5, skips=False, weights="sqrt")) == ()
    )
    assert difference(Settings(network="unet"), Settings(network="unet", skips=False)) == ("skips: on / off",)
    assert "skips: on / off" in difference(Settings(), Settings(network="unet", skips=False))


@pytest.mark.parametrize("levels", [2, 3, 4, 5])
@pytest.mark.parametrize("skips", [True, False])
def test_the_u_net_is_as_deep_as_asked(levels: int, skips: bool):
    network: Any = build(Settings(network="unet", levels=levels, skips=skips, upsampling="nearest"))
    assert len(network.encoder) == levels and network.skips is skips
    assert not any(isinstance(each, torch.nn.ConvTranspose2d) for each in network.modules())


@pytest.mark.parametrize("name", SETTINGS["network"].metadata["choices"])
def test_a_seed_decides_the_weights(name: str):
    first, again, other = (build(Settings(network=name, seed=seed, levels=5)) for seed in (1, 1, 2))
    assert all(map(torch.equal, first.state_dict().values(), again.state_dict().values()))
    assert not all(map(torch.equal, first.parameters(), other.parameters()))
    plain = model(name).build(8, seed=1)
    assert all(map(torch.equal, first.parameters(), plain.parameters())), "the same network as the course's"
    assert first(torch.rand(1, 3, 20, 28)).shape == (1, 8, 20, 28)
