"""Files that ship with the program, and where they are."""

from pathlib import Path

ROOT = Path(__file__).parent
