"""What the services share, and the `copydesk` command."""

import os

for _library in ("OPENBLAS", "OMP", "MKL"):
    # A process is scaled by more processes, as many as there are cores: numpy's threads would only take them from each
    # other, and idle ones spin. It reads this when it is imported, so it stands before all else.
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
