"""`python -m factdb`."""

from factdb.cli import main

main(prog_name="factdb")
