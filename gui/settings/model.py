"""All settings of the window with their defaults and limits; `gui.settings.store` reads and writes them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1

ThemeChoice = Literal["system", "light", "dark"]
DeviceChoice = Literal["auto", "cpu", "cuda", "mps"]
ReportFormat = Literal["html", "pdf", "csv", "json"]
ReportFiles = Literal["all", "flagged", "incorrect", "selected"]


class Settings(BaseModel):
    """One consistent set of choices. Empty texts and zeros mean "let the program decide".

    Attributes:
        detector: Name of a detector, or a path to one; empty for the default one.
        operating_point: Name of a threshold; empty for the detector's default.
        hop_s: Seconds between window starts when files are scanned.
        threads: Processor threads inside one call of the network.
        workers: Decoding threads.
        cache: Whether unchanged files that were checked before are taken from the history.
        db: History file; empty for the user's own.
        language: Two letters; empty for the system's language.
        scan_notify: Tell through the operating system when a long scan ends.
        report_format: What "Export" offers first.
        report_files: Which rows "Export" offers first.
        report_folder: Where reports go; empty for the folder of the last one.
        report_open: Open a report once it is written.
        report_windows: Write every window's score into CSV and JSON.
        live_input: Name of the input; empty for the system's default one. A name and not a number, because numbers
            change when something is plugged in.
        live_hop_s: Seconds between live scores.
        live_plot_s: Seconds that the rolling plot shows; 0 for the whole session.
        live_alerts: Whether anything below is done at all.
        live_alert_s: Seconds above the operating point before an alert.
        live_keep_flagged: Keep the flagged sound as WAV with a list of events.
        live_preroll_s: Seconds before a flagged stretch that are kept with it.
        live_folder: Where sound is kept; empty for a folder in the user's documents.
        live_quota_mb: Upper limit of that folder.
        live_record_session: Keep the whole session's sound.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    schema_version: int = SCHEMA_VERSION
    detector: str = ""
    operating_point: str = ""
    hop_s: float = Field(default=3.0, ge=0.25, le=3.0)
    device: DeviceChoice = "auto"
    threads: int = Field(default=0, ge=0, le=256)
    workers: int = Field(default=0, ge=0, le=256)
    cache: bool = True
    db: str = ""
    language: str = Field(default="", pattern="^([a-z]{2})?$")
    theme: ThemeChoice = "system"
    scan_notify: bool = True
    report_format: ReportFormat = "html"
    report_files: ReportFiles = "all"
    report_folder: str = ""
    report_open: bool = True
    report_windows: bool = False
    live_input: str = ""
    live_hop_s: float = Field(default=0.5, ge=0.25, le=3.0)
    live_plot_s: int = Field(default=60, ge=0, le=86_400)
    live_alerts: bool = False
    live_alert_s: float = Field(default=3.0, ge=0.5, le=600.0)
    live_alert_sound: bool = True
    live_alert_notify: bool = True
    live_alert_flash: bool = True
    live_keep_flagged: bool = False
    live_preroll_s: float = Field(default=5.0, ge=0.0, le=60.0)
    live_folder: str = ""
    live_quota_mb: int = Field(default=500, ge=10, le=1_000_000)
    live_record_session: bool = False
