"""`factdb build`: the seed documents -> data.sqlite."""

from __future__ import annotations

from pathlib import Path

import click

from factdb.cli import fail, options


@click.command("build")
@click.argument("seeds", required=False, metavar="[FOLDER]", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--replace", is_flag=True, help="Also where the database holds files of other folders: their claims are dropped.")
@options.database
def command(seeds: Path | None, database: str, *, replace: bool) -> None:
    """Make the database anew from a folder of documents with a manifest.toml  [default: seeds].

    The same documents give the same rows in the same order. The new database takes the place of the old one when it is complete: a
    build that fails or is stopped leaves the old one as it was.

    \b
    Example:
      factdb build
      factdb build --db /tmp/facts.sqlite
    """
    from factdb import readers
    from factdb.cli import loading
    from factdb.db import store

    folder = seeds or bundled()
    home = folder.resolve().parent
    target = store.path_of(database)
    if target is None:
        fail(f"{database}: `build` writes a file; `factdb ingest {folder}` fills any database")
    if target.is_file() and not replace:
        others = [path for path in store.paths(database) if not path.startswith(f"{folder.resolve().name}/")]
        if others:
            fail(f"{database} also holds {len(others)} other files ({others[0]} ...): --replace drops them, --db names another database")
    with store.replacing(target) as fresh, loading.store(str(fresh), home=home, called=database) as opened:
        loaded = loading.load(opened, readers.files([folder]))
        if loaded.failed:
            fail(f"{database} was not made: {loaded.summary()}")
    click.echo(f"{database}: {loaded.summary()}")


def bundled() -> Path:
    """./seeds, else the seeds of the checkout or wheel this program runs from."""
    import factdb

    package = Path(factdb.__file__).parent
    folders = [folder for folder in (Path("seeds"), package / "seeds", package.parent / "seeds") if folder.is_dir()]
    if not folders:
        fail("no folder seeds here: name the folder of documents")
    return folders[0]
