"""The Live place: a microphone, or what the computer plays, watched while it sounds."""
