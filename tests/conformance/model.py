"""What every model must do. A model's test inherits this class and says how to make the model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.errors import SnapshotError
from wellread.models.base import NOTHING, Interactions, Model, Profile, retrieve
from wellread.settings import SOURCES


class ModelConformance:
    """Inherit, and give `create`; `floor` is the least share of the top five that must be right."""

    floor = 0.0

    def create(self) -> Model:
        raise NotImplementedError

    def fitted(self) -> Model:
        return self.create().fit(worlds.log(), worlds.catalogue())

    def test_has_the_name_it_is_configured_by(self) -> None:
        assert self.create().name in SOURCES

    def test_scalar_in_one_dimension_out_batch_in_two_out(self) -> None:
        model, profiles = self.fitted(), [worlds.profile(2, 4), worlds.profile(), worlds.profile(7)]
        many = model.score(profiles)
        assert many.shape == (3, worlds.N_ITEMS)
        assert many.dtype == np.float32
        for one, profile in zip(many, profiles, strict=True):
            alone = model.score(profile)
            assert alone.shape == (worlds.N_ITEMS,)
            np.testing.assert_allclose(one, alone, rtol=1e-5, atol=1e-6)
        assert model.score([]).shape[0] == 0

    def test_terms_add_up_to_the_score(self) -> None:
        model, catalogue = self.create(), worlds.catalogue()
        model.fit(worlds.log(), catalogue)
        profile = Profile(
            rows=np.array([2, 5, 8]), weights=np.array([1, -0.5, 0.7], np.float32), segment="even", now=1e9,
            words=catalogue.encoder.encode(["storms and roses"]), avoid=catalogue.encoder.encode(["bees"]),
        )  # fmt: skip
        rows = np.array([0, 3, 19, 4])
        sums = [sum(term.value for term in terms) for terms in model.terms(profile, rows)]
        np.testing.assert_allclose(sums, model.score(profile)[rows], rtol=1e-5, atol=1e-6)

    def test_empty_history_is_scored(self) -> None:
        assert np.isfinite(self.fitted().score(worlds.profile())).all()

    def test_unknown_rows_in_a_history_are_left_out(self) -> None:
        model = self.fitted()
        plain = model.score(Profile(rows=np.array([4, 2]), weights=np.array([1, 1], np.float32), now=1e9))
        assert np.isfinite(plain).all()
        beyond = model.score(Profile(rows=np.array([999]), weights=np.ones(1, np.float32), now=1e9))
        assert np.isfinite(beyond).all()
        assert beyond.shape == (worlds.N_ITEMS,)

    def test_empty_catalogue(self) -> None:
        model = self.create().fit(NOTHING, worlds.catalogue(0))
        assert model.score(worlds.profile()).shape == (0,)
        assert len(retrieve(model, worlds.profile(), 10).rows) == 0

    def test_empty_log(self) -> None:
        model = self.create().fit(NOTHING, worlds.catalogue())
        assert model.score(worlds.profile(1)).shape == (worlds.N_ITEMS,)

    def test_retrieve_respects_the_mask_and_k(self) -> None:
        model = self.fitted()
        mask = np.zeros(worlds.N_ITEMS, bool)
        mask[10:] = True
        found = retrieve(model, worlds.profile(2, 4), 3, mask)
        assert len(found.rows) <= 3
        assert (found.rows >= 10).all()
        assert (np.diff(found.scores) <= 0).all()

    def test_same_input_same_model(self) -> None:
        one, two = self.fitted(), self.fitted()
        profile = worlds.profile(2, 4)
        np.testing.assert_array_equal(one.score(profile), two.score(profile))

    def test_round_trip_through_files(self, tmp_path: Path) -> None:
        model, catalogue = self.create(), worlds.catalogue()
        model.fit(worlds.log(), catalogue).save(tmp_path / "model")
        assert not list(tmp_path.rglob("*.pkl"))
        again = self.create().load(tmp_path / "model", catalogue)
        profile = worlds.profile(2, 4, segment="even")
        np.testing.assert_array_equal(again.score(profile), model.score(profile))
        more = Interactions.of_histories([[1, 3]])
        np.testing.assert_allclose(
            again.update(NOTHING, more, catalogue).score(profile),
            model.update(NOTHING, more, catalogue).score(profile),
        )

    def test_damaged_files_are_refused(self, tmp_path: Path) -> None:
        self.fitted().save(tmp_path / "model")
        (tmp_path / "model" / "manifest.json").write_text('{"format": 999}')
        with pytest.raises(SnapshotError, match="999"):
            self.create().load(tmp_path / "model", worlds.catalogue())
        (tmp_path / "model" / "manifest.json").write_text("{")
        with pytest.raises(SnapshotError, match="damaged"):
            self.create().load(tmp_path / "model", worlds.catalogue())

    def test_event_by_event_equals_batch(self) -> None:
        catalogue, log = worlds.catalogue(), worlds.log(n_users=12)
        batch = self.create().fit(log, catalogue)
        model = self.create().fit(NOTHING, catalogue)
        for at in range(len(log)):
            user = log.users == log.users[at]
            so_far = np.arange(len(log)) < at
            before, after = log.where(user & so_far), log.where(user & (so_far | (np.arange(len(log)) == at)))
            model.update(before, after, catalogue)
        self.same(model, batch)

    def test_forgetting_a_user_equals_never_knowing(self) -> None:
        catalogue, log = worlds.catalogue(), worlds.log(n_users=12)
        gone = log.users == 3
        model = self.create().fit(log, catalogue).update(log.where(gone), NOTHING, catalogue)
        self.same(model, self.create().fit(log.where(~gone), catalogue))

    def test_items_added_later_can_be_scored(self) -> None:
        catalogue = worlds.catalogue(18)
        log = Interactions.of_histories([[i for i in h if i < 18] for h in worlds.histories()])
        model = self.create().fit(log, catalogue)
        catalogue.put([(18, worlds.items()[18]), (19, worlds.items()[19])])
        model.update(NOTHING, NOTHING, catalogue)
        assert model.score(worlds.profile(2)).shape == (20,)

    def test_accuracy_floor(self) -> None:
        model, catalogue, hits = self.create(), worlds.catalogue(), []
        model.fit(worlds.log(), catalogue)
        for parity in (0, 1):
            rows = [parity, parity + 2, parity + 4]
            mask = np.ones(worlds.N_ITEMS, bool)
            mask[rows] = False
            words = catalogue.encoder.encode([worlds.TOPICS[parity]])
            profile = replace(worlds.profile(*rows, segment=("even", "odd")[parity]), words=words)
            hits += [row % 2 == parity for row in retrieve(model, profile, 5, mask).rows]
        assert np.mean(hits) >= self.floor

    def same(self, one: Model, two: Model) -> None:
        profiles = [
            worlds.profile(2, 4, segment="even"),
            worlds.profile(1),
            worlds.profile(7, 8, segment="odd"),
        ]
        np.testing.assert_allclose(one.score(profiles), two.score(profiles), rtol=1e-5, atol=1e-5)
