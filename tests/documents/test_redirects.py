"""Links that count their readers: the target is read where it stands in the link, and nowhere else."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest

from backfile.documents.redirects import direct, is_counting

TARGET = "https://talvaria.example/economy/salt/?a=1"
CODED = urlsafe_b64encode(TARGET.encode()).decode().rstrip("=")
TOKEN = urlsafe_b64encode(b'{"e":"' + TARGET.replace("/", "\\/").encode() + b'"}').decode().rstrip("=")


@pytest.mark.parametrize(
    "link",
    [
        f"https://post.example/click?id=7&url={quote(TARGET, safe='')}",
        f"https://post.example/click?u={quote(quote(TARGET, safe=''), safe='')}",
        f"https://post.example/CL0/{quote(TARGET, safe='')}/1/0100018",
        f"https://post.example/r/{CODED}",
        f"https://post.example/redirect/2/{TOKEN}",
        f"https://post.example/c?p={TOKEN}",
        f"https://eur01.safelinks.protection.outlook.com/?url={quote(TARGET, safe='')}&data=05",
        f"https://urldefense.com/v3/__{TARGET}__;!!abc",
        f"https://www.google.com/url?q={quote(TARGET, safe='')}&sa=D",
        f"https://post.example/click?url={quote('https://b.example/go?to=' + quote(TARGET, safe=''), safe='')}",
    ],
)
def test_a_redirect_leads_to_the_target_that_stands_in_it(link: str) -> None:
    assert TARGET == direct(link, everywhere=True)


@pytest.mark.parametrize(
    "link",
    [
        TARGET,
        f"https://web.archive.org/web/2024/{TARGET}",
        f"https://www.facebook.com/sharer/sharer.php?u={quote(TARGET, safe='')}",
        f"https://talvaria.example/page?ref={quote(TARGET, safe='')}",
        "https://click.post.example/abcdefghijklmnopqrstuvwxyz0123456789",
        "https://post.example/click?url=https%3A%2F%2Fa.example%2F&u=https%3A%2F%2Fb.example%2F",
        "mailto:a@b.example?u=https://a.example/",
        "https://[the page]/x",
    ],
)
def test_any_other_link_stays_as_it_is(link: str) -> None:
    assert link == direct(link, everywhere=True)


def test_on_a_page_only_known_redirects_are_undone() -> None:
    unknown = f"https://post.example/click?url={quote(TARGET, safe='')}"
    assert (unknown, TARGET) == (direct(unknown), direct(f"https://vk.com/away.php?to={quote(TARGET, safe='')}"))


def test_a_link_whose_target_only_its_owner_knows_is_one_that_counts() -> None:
    assert is_counting("https://x.us1.list-manage.com/track/click?u=1&id=2&e=3")
    assert not is_counting(TARGET)
