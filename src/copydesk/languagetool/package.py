"""The server that the package language_tool_python starts, for those who have it and its LanguageTool already.

It begins with the run and ends with it. The package is GPL-3.0 and is imported here and nowhere else; it would fetch
LanguageTool from the net where it finds none, so that is looked at first.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from copydesk.languagetool.client import Address, ServerError, parse_address


def open_server() -> Address:
    """The address of its server, started when first asked for. Raises ServerError."""
    return parse_address(_tool().url)


@lru_cache(maxsize=1)
def _tool() -> Any:
    try:
        import language_tool_python
        from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION, LocalLanguageTool
    except ImportError:
        raise ServerError(
            "the server 'package' needs language_tool_python; pip install 'copydesk[languagetool]'"
        ) from None
    wanted = LocalLanguageTool.from_version_name(LTP_DOWNLOAD_VERSION)
    if wanted not in LocalLanguageTool.get_installed_versions():
        raise ServerError(
            f"language_tool_python has no LanguageTool {LTP_DOWNLOAD_VERSION} and copydesk downloads none unasked; "
            "set LTP_PATH to the folder that holds it"
        )
    try:
        # The library kills its server when the interpreter ends.
        return language_tool_python.LanguageTool(
            "en-US", host="127.0.0.1", config={"cacheSize": 5000, "pipelineCaching": True}
        )
    except (language_tool_python.exceptions.LanguageToolError, OSError) as error:
        raise ServerError(f"language_tool_python could not start its server: {' '.join(str(error).split())}") from None
