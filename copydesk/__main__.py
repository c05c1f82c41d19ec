"""`python -m copydesk`: the command, for an environment whose scripts are not on the path."""

from copydesk.cli.main import main

main()
