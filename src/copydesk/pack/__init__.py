"""Packs: YAML files of rules, checked strictly, with errors that name file and line."""

from copydesk.pack.load import Loaded, Problem, builtin_packs, load_packs, pack_files
from copydesk.pack.nodes import PackError

__all__ = ["Loaded", "PackError", "Problem", "builtin_packs", "load_packs", "pack_files"]
