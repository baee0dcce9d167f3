"""What Live says: states, warnings, the alert rule and how to hear what the computer plays."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication

from engine.audio.capture_block import Notice
from engine.audio.devices import InputDevice
from engine.calibration import OperatingPoint
from engine.clock import clock
from engine.live_alert import AlertRule, false_alarms_per_hour
from engine.live_events import LiveWarning
from engine.live_state import LiveState
from engine.results import SegmentKind

KINDS = {
    LiveState.AI: SegmentKind.AI,
    LiveState.HUMAN: SegmentKind.HUMAN,
    LiveState.UNCERTAIN: SegmentKind.UNCERTAIN,
    LiveState.NO_SPEECH: SegmentKind.NO_SPEECH,
}
"""A state has the colour and the sign of a part of a file."""


def state_word(state: LiveState) -> str:
    """What is said right now."""
    return {
        LiveState.AI: QCoreApplication.translate("Live", "Likely AI"),
        LiveState.HUMAN: QCoreApplication.translate("Live", "Likely human"),
        LiveState.UNCERTAIN: QCoreApplication.translate("Live", "Uncertain"),
        LiveState.NO_SPEECH: QCoreApplication.translate("Live", "No speech"),
    }[state]


def percent(probability: float | None) -> str:
    """A probability for people."""
    return "–" if probability is None else f"{100 * probability:.0f} %"


def input_words(device: InputDevice) -> str:
    """An input in the list: its name, and which part of the system offers it."""
    return f"{device.name}  ({device.host_api})"


def warning_words(warning: LiveWarning, name: str) -> tuple[str, str]:
    """Text and hint of a warning; those of the engine where there is no translation.

    Args:
        warning: From the session.
        name: Of the input.
    """
    known = {
        Notice.GONE: (
            QCoreApplication.translate("Live", "The input is gone: {name}"),
            QCoreApplication.translate("Live", "Plug it in again; listening goes on by itself. Lost time is counted."),
        ),
        Notice.BACK: (QCoreApplication.translate("Live", "The input is back: {name}"), ""),
        Notice.CLIPPED: (
            QCoreApplication.translate("Live", "The input is overdriven (clipping)"),
            QCoreApplication.translate("Live", "Lower the recording level in the sound settings."),
        ),
        Notice.QUIET: (
            QCoreApplication.translate("Live", "The input is almost silent"),
            QCoreApplication.translate("Live", "Raise the recording level, or go closer to the microphone."),
        ),
        Notice.OVERRUN: (
            QCoreApplication.translate("Live", "Sound was lost: this computer was too slow"),
            QCoreApplication.translate(
                "Live", "Close other programs, or let scores come less often (Settings, Live). Lost time is counted."
            ),
        ),
        Notice.ASLEEP: (
            QCoreApplication.translate("Live", "This computer slept or stood still"),
            QCoreApplication.translate("Live", "Nothing was heard in that time; it is counted as lost."),
        ),
        Notice.DEAD: (
            QCoreApplication.translate("Live", "The input gives nothing but digital silence"),
            permission_words(),
        ),
    }
    text, hint = known.get(warning.notice, (warning.text, warning.hint))
    return text.format(name=name) if warning.notice in known else text, hint


def permission_words(platform: str = sys.platform) -> str:
    """Where the system lets a user allow the microphone."""
    if platform == "darwin":
        return QCoreApplication.translate(
            "Live",
            "Is it muted? macOS may withhold the microphone: System Settings, Privacy & Security, Microphone, allow "
            "Veravox, then start it again.",
        )
    if platform == "win32":
        return QCoreApplication.translate(
            "Live",
            "Is it muted? Windows may withhold the microphone: Settings, Privacy & security, Microphone, turn on "
            '"Let desktop apps access your microphone".',
        )
    return QCoreApplication.translate(
        "Live",
        "Is it muted? Look in the sound settings whether this input's level moves when you speak. A Flatpak or Snap "
        "needs the permission for audio recording.",
    )


def rule_words(rule: AlertRule, point: OperatingPoint, point_name: str) -> str:
    """The alert rule, how fast it is and what it costs."""
    span_s = rule.of * rule.hop_s
    if rule.of == 1:
        text = QCoreApplication.translate("Live", "An alert comes at the first score above the line.")
    else:
        text = QCoreApplication.translate(
            "Live", "An alert comes when {needed} of {of} scores in a row ({span:.0f} s) lie above the line."
        ).format(needed=rule.needed, of=rule.of, span=span_s)
    text += " " + QCoreApplication.translate("Live", "That is about {seconds:.0f} s after an AI voice begins.").format(
        seconds=rule.time_to_alert_s
    )
    alarms = false_alarms_per_hour(point, rule)
    if alarms is None:
        return text + " " + QCoreApplication.translate("Live", "How often it is wrong has not been measured.")
    share = point.human_flagged if point.human_flagged is not None else point.false_alarm_rate
    return (
        text
        + " "
        + QCoreApplication.translate(
            "Live",
            "Expect false alarms: at the setting “{point}” about {share:.0f} of 100 human recordings were taken "
            "for AI in our test. If every stretch came from another voice, that would be about {alarms} an hour of "
            "talk; one and the same voice gives none, or many.",
        ).format(point=point_name, share=max(1.0, 100 * share), alarms=_count(alarms))
    )


def _count(alarms: float) -> str:
    return f"{alarms:.0f}" if alarms >= 1.5 else f"{alarms:.1f}"


def delay_words(delay_s: float | None, input_s: float) -> str:
    """The measured delay, for the tooltips."""
    if delay_s is None:
        return QCoreApplication.translate("Live", "The delay is measured while listening.")
    return QCoreApplication.translate(
        "Live",
        "Measured delay: a score is on the screen {delay:.2f} s after the end of its 3 s window was heard "
        "({input:.2f} s of that in the sound driver). The state follows an average of some seconds and changes when "
        "two scores in a row ask for it.",
    ).format(delay=delay_s, input=input_s)


def length_words(seconds: float) -> str:
    """A length of time: 0:42, 1:02:03."""
    return clock(seconds)


def lost_words(seconds: float) -> str:
    """How much sound is missing."""
    length = f"{seconds:.1f} s" if seconds < 60 else clock(seconds)
    return QCoreApplication.translate("Live", "{length} of sound lost").format(length=length)


def system_audio_words(*, has_monitor: bool, platform: str = sys.platform) -> str:
    """How to hear what the computer plays instead of the room."""
    found = ""
    if has_monitor:
        found = QCoreApplication.translate(
            "Live",
            "Choose an input under “What this computer plays” in the list: it hears whatever that output plays, "
            "for example a call or a video.\n\n",
        )
    if platform == "darwin":
        steps = QCoreApplication.translate(
            "Live",
            "macOS offers no such input by itself. Install a virtual sound card such as BlackHole. In Audio MIDI "
            "Setup make a Multi-Output Device of your speakers and BlackHole and choose it as output. Then choose "
            "BlackHole here.",
        )
    elif platform == "win32":
        steps = QCoreApplication.translate(
            "Live",
            "Is there no such input? Open Settings, System, Sound, More sound settings, Recording. Right-click, "
            "“Show disabled devices”, enable “Stereo Mix”. Where the sound card has none, install a virtual "
            "cable such as VB-CABLE, choose it as output, and choose “CABLE Output” here.",
        )
    else:
        steps = QCoreApplication.translate(
            "Live",
            "Is there no such input? It needs PulseAudio or PipeWire and two small packages. On Debian or Ubuntu:\n"
            "sudo apt-get install pulseaudio-utils libasound2-plugins\n"
            "With PipeWire also: sudo apt-get install pipewire-pulse\n"
            "The inputs called “Monitor of ...” then appear here by themselves.",
        )
    return found + steps
