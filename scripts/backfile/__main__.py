"""`python -m backfile` is the command `backfile`."""

import sys

from backfile.cli import main

sys.exit(main())
