from __future__ import annotations

from pathlib import Path

import pytest

from backfile.inputs.pictures import picture_beside, way_between

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
PAGE_ADDRESS = "https://weekly.example/economy/mill/"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    for name, body in {"html/page.html": b"<p>", "images/mill.png": PNG, "images/notes.png": b"no picture"}.items():
        (tmp_path / "saved" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "saved" / name).write_bytes(body)
    (tmp_path / "outside.png").write_bytes(PNG)
    return tmp_path / "saved" / "html" / "page.html"


def test_a_picture_is_found_by_its_relative_address(page: Path) -> None:
    picture = picture_beside(page, page.parent.parent, "../images/mill.png", None)
    assert picture is not None
    assert (PNG, "image/png", "png") == (picture.body, picture.media_type, picture.ending)


def test_a_picture_is_found_by_the_way_between_two_absolute_addresses(page: Path) -> None:
    address = "https://weekly.example/economy/images/mill.png"
    assert picture_beside(page, page.parent.parent, address, PAGE_ADDRESS) is not None


def test_a_picture_is_named_after_its_bytes(page: Path) -> None:
    picture = picture_beside(page, page.parent.parent, "../images/mill.png", None)
    assert picture is not None and picture.name.startswith("images/") and picture.name.endswith(".png")


@pytest.mark.parametrize(
    "address",
    [
        "../../outside.png",
        "..%2F..%2Foutside.png",
        "../images/notes.png",
        "../images/missing.png",
        "page.html",
        "https://elsewhere.example/images/mill.png",
        "",
    ],
)
def test_nothing_else_is_taken(page: Path, address: str) -> None:
    assert picture_beside(page, page.parent.parent, address, PAGE_ADDRESS) is None


def test_a_link_that_leads_out_of_the_folder_is_not_followed(page: Path) -> None:
    (page.parent / "link.png").symlink_to(page.parent.parent.parent / "outside.png")
    assert picture_beside(page, page.parent.parent, "link.png", None) is None


def test_addresses_on_two_hosts_have_no_way_between_them() -> None:
    assert way_between("https://one.example/a/", "https://two.example/a/b.png") is None
    assert "b.png" == way_between("https://one.example/a/", "https://one.example/a/b.png")
