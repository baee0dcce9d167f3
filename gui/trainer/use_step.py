"""Step 4: compare with what is installed, adapt to one's own clips, export, use."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import CheckpointError
from gui.context import AppContext
from gui.settings.catalog import Catalog, setting_of
from gui.trainer.calibrate_card import CalibrateCard
from gui.trainer.compare_card import CompareCard
from gui.trainer.detector_card import DetectorCard
from gui.trainer.parts import Step
from gui.trainer.runner import JobRunner, Work
from gui.trainer.state import TrainState

if TYPE_CHECKING:
    from engine.detector import DetectorRow


class UseStep(Step):
    """What becomes of a run."""

    def __init__(
        self,
        context: AppContext,
        runner: JobRunner,
        state: TrainState,
        catalog: Catalog,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.setAccessibleName(self.tr("Step 4: use"))
        self._runner, self._state, self._catalog = runner, state, catalog
        self.detector = DetectorCard()
        self.comparison = CompareCard(context)
        self.calibration = CalibrateCard()
        for card in (self.detector, self.comparison, self.calibration):
            self.rows.addWidget(card)
        self.rows.addStretch()
        self.detector.use_button.clicked.connect(self.make_active)
        self.detector.export_button.clicked.connect(self._choose_export)
        self.comparison.compare_button.clicked.connect(self.compare)
        self.calibration.calibrate_button.clicked.connect(self.calibrate)
        self.calibration.use_button.clicked.connect(self._use_calibrated)
        for signal in (runner.changed, state.changed, catalog.changed):
            signal.connect(self._refresh)
        self._refresh()

    def make_active(self) -> None:
        """Make a detector of the run, install it, and let scans and live sessions take it."""
        self._with_detector(self._install)

    def export_to(self, folder: Path) -> None:
        """Write the detector's files into a folder."""
        self._with_detector(lambda weights: self._copy(weights, folder))

    def compare(self) -> None:
        """Compare the run with the chosen detectors on the same recordings."""
        facts = self._state.facts
        if facts is None:
            return
        split = next((name for name in ("test", "dev") if name in facts.splits), "all")

        def start(weights: Path) -> None:
            args = {
                "weights": [str(weights), *self.comparison.chosen()],
                "data": str(facts.data),
                "split": split,
            }
            words = self.tr("Comparing detectors")
            self._runner.start(Work("compare", args, words, self.comparison.show_record, self.comparison.show_problem))

        self._with_detector(start, self.comparison.show_problem)

    def calibrate(self) -> None:
        """Adapt the chosen detector to the user's clips."""
        card = self.calibration
        if not card.check():
            return
        args = {
            "weights": card.base(),
            "data": card.folder.text().strip(),
            "name": card.name.text().strip(),
            "out": str(self._state.folder / "adapted"),
            "cache": str(self._state.cache(Path(card.folder.text().strip()))),
            "head": card.head.isChecked(),
        }
        words = self.tr("Adapting {name}").format(name=card.base_name())
        self._runner.start(Work("calibrate", args, words, card.show_record, card.show_problem))

    def _with_detector(self, use: Callable[[Path], None], on_failed: Callable[[str, str], None] | None = None) -> None:
        """Make the run a detector where it is none yet, then go on."""
        run, facts = self._state.run, self._state.facts
        name = self.detector.name.text().strip()
        if run is None or not self.detector.check():
            return
        made = run.path / "detector" / f"{name}.safetensors"
        if made.is_file() and made.stat().st_mtime >= _newest(run.path / "checkpoints"):
            use(made)
            return
        data = run.data or (str(facts.data) if facts is not None else "")
        has_dev = facts is None or str(facts.data) != data or "dev" in facts.splits
        args = {
            "run": str(run.path),
            "data": data,
            "name": name,
            "out": str(run.path / "detector"),
            "split": "dev" if has_dev else "all",
            "cache": str(self._state.cache(Path(data))),
            "clean": not self.detector.grid.isChecked(),
            "int8": self.detector.int8.isChecked(),
        }
        words = self.tr("Making the detector {name}").format(name=name)

        def done(values: dict[str, Any]) -> None:
            use(Path(values["weights"]))

        self._runner.start(Work("export", args, words, done, on_failed or self.detector.show_problem))

    def _install(self, weights: Path) -> None:
        self.detector.show_busy(self.tr("Installing..."))
        self.context.tasks.run(self, lambda: install(weights), self._installed, self.detector.show_problem)

    def _installed(self, row: DetectorRow) -> None:
        self.context.change(detector=setting_of(row, [row]))
        self.detector.show_news(
            self.tr("{name} is installed and active: new scans and live sessions take it.").format(name=row.name)
        )
        self._catalog.reload()

    def _use_calibrated(self) -> None:
        card = self.calibration
        weights = card.weights
        if weights is None:
            return

        def done(row: DetectorRow) -> None:
            self.context.change(detector=setting_of(row, [row]))
            card.show_news(self.tr("{name} is installed and active.").format(name=row.name))
            self._catalog.reload()

        self.context.tasks.run(self, lambda: install(weights), done, card.show_problem)

    def _choose_export(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Where the detector's files go"))
        if name:
            self.export_to(Path(name))

    def _copy(self, weights: Path, folder: Path) -> None:
        def copy() -> list[Path]:
            files = sorted(weights.parent.glob(f"{weights.stem}.*"))
            try:
                return [Path(shutil.copy2(path, folder)) for path in files]
            except OSError as error:
                raise CheckpointError(
                    f"The detector cannot be written to {folder}: {error.strerror}", "Choose another folder."
                ) from None

        def done(files: list[Path]) -> None:
            names = ", ".join(path.name for path in files)
            self.detector.show_news(self.tr("Written to {folder}: {names}").format(folder=folder, names=names))

        self.context.tasks.run(self, copy, done, self.detector.show_problem)

    def _refresh(self) -> None:
        run, facts, is_free = self._state.run, self._state.facts, not self._runner.is_busy
        has_run = run is not None and run.has_weights
        rows = [row for row in self._catalog.rows if row.meta is not None]
        self.detector.refresh(run if has_run else None, can_start=is_free, active=self.context.settings.detector)
        others = [row for row in rows if run is None or row.name != run.name]
        self.comparison.refresh(others, run if has_run else None, facts, can_start=is_free)
        self.calibration.refresh(rows, run if has_run else None, can_start=is_free)


def install(weights: Path) -> DetectorRow:
    """Take a detector into the user's folder, where it is not there yet; for a thread.

    Raises:
        CheckpointError: Another one has its name, or it cannot be used.
    """
    from engine.detector import find_detector, list_detectors
    from engine.detector_files import import_detector

    checkpoint = find_detector(weights)
    for row in list_detectors():
        if (row.name, row.sha256) == (checkpoint.meta.name, checkpoint.sha256):
            return row
    return import_detector(weights)


def _newest(folder: Path) -> float:
    return max((path.stat().st_mtime for path in folder.glob("*.ckpt")), default=0.0)
