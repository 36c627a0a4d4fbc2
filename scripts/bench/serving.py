"""A built site in, its address on this machine out, for as long as it is needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backfile.publish.serve import open_server


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the site in a thread of its own; the address ends in a slash."""
    with open_server(site, port=0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.url
        finally:
            server.shutdown()
            thread.join()
