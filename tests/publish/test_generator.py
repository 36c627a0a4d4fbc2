"""Pelican's command line and what is kept of its log."""

from __future__ import annotations

from pathlib import Path

from backfile.publish.generator import FIXED, Task, arguments, environment, explain, failures, read_log, unheard

LOG = """\
warming up
[05:47:04] WARNING  Feeds generated without SITEURL set properly may not be valid        log.py:91
           ERROR    Could not process ./b.md
           CRITICAL RuntimeError: Warning or error encountered
                    Traceback (most recent call last):
                      File "/lib/pelican/utils.py", line 239, in get_date
                        raise ValueError(f"{string!r} is not a valid date")
                                  ^^^^^^^^^
                    ValueError: 'banana' is not a valid date

                    During handling of the above exception, another exception occurred:

                    Traceback (most recent call last):
                      File "/lib/pelican/log.py", line 118, in _log
                        raise RuntimeError("Warning or error encountered")
                    RuntimeError: Warning or error encountered
[05:47:05] WARNING  second
"""


def test_a_log_is_read_as_messages() -> None:
    levels = [(message.level, message.text.split()[0]) for message in read_log(LOG)]
    assert levels == [("WARNING", "Feeds"), ("ERROR", "Could"), ("CRITICAL", "RuntimeError:"), ("WARNING", "second")]


def test_the_place_in_pelican_is_left_out_of_a_message() -> None:
    assert next(read_log(LOG)).text == "Feeds generated without SITEURL set properly may not be valid"


def test_of_a_traceback_only_its_last_line_and_place_are_told() -> None:
    assert failures(tuple(read_log(LOG))) == (
        "Could not process ./b.md",
        "ValueError: 'banana' is not a valid date (utils.py, line 239)",
    )


def test_an_error_of_our_own_is_told_once() -> None:
    log = """\
[05:47:04] CRITICAL HeaderError: en/quay.md:12: Trend is `bettr`
                    Traceback (most recent call last):
                      File "/lib/enum.py", line 1135, in __new__
                    ValueError: 'bettr' is not a valid Trend

                    The above exception was the direct cause of the following exception:

                    Traceback (most recent call last):
                      File "/lib/header.py", line 207, in typed
                    backfile.errors.HeaderError: en/quay.md:12: Trend is `bettr`
"""
    assert failures(tuple(read_log(log))) == ("HeaderError: en/quay.md:12: Trend is `bettr`",)


def test_what_a_plugin_could_not_load_is_told() -> None:
    log = "[05:47:04] ERROR    Cannot load plugin `nix`\n                    No module named 'nix'\n"
    assert failures(tuple(read_log(log))) == ("Cannot load plugin `nix`", "No module named 'nix'")


def test_warnings_are_no_failure() -> None:
    assert failures(tuple(read_log("[05:47:04] WARNING  Empty alt attribute\n"))) == ()


def test_twenty_reasons_are_enough() -> None:
    text = explain(tuple(f"reason {n}" for n in range(25)), 1, "")
    assert text.splitlines()[0] == "the site was not built (exit 1)"
    assert text.splitlines()[-2:] == ["  reason 19", "  … and 5 more"]


def test_without_a_reason_the_end_of_the_output_is_told() -> None:
    assert explain((), -9, "one\n\ntwo\n") == "the site was not built (killed by signal 9)\n  one\n  two"


def test_the_command_line_makes_errors_fatal_and_overrides_once() -> None:
    line = arguments(Task(Path("/c"), Path("/s.py"), Path("/r"), Path("/r.ledger"), Path("/b.ledger"), Path("/m")))
    assert line[line.index("--fatal") + 1] == "errors"
    assert line.count("-e") == 1
    assert "-q" not in line
    assert line[-3:] == ['LEDGER="/r.ledger"', 'BASE_LEDGER="/b.ledger"', 'MEMORY="/m"']


def test_the_surroundings_are_the_same_everywhere() -> None:
    belarus = {
        "TZ": "Europe/Minsk",
        "LANG": "be_BY.UTF-8",
        "LC_TIME": "be_BY.UTF-8",
        "PYTHONHASHSEED": "7",
        "PATH": "/bin",
    }
    assert environment(belarus) == environment({"PATH": "/bin", "SITEURL": "x"})
    assert environment(belarus)["TZ"] == FIXED["TZ"] == "UTC"


def test_how_far_it_is_is_told_and_is_no_part_of_the_log() -> None:
    told = list[str]()
    lines = ["[05:47:04] WARNING  first\n", "\x02200 of 1,400 files\n", "           WARNING  second\n"]
    assert list(unheard(lines, told.append)) == [lines[0], lines[2]]
    assert told == ["200 of 1,400 files"]
