"""`python -m convcalc` is the command `convcalc`."""

from convcalc.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
