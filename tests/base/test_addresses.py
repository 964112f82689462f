import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.addresses import with_credentials, without_password


@pytest.mark.parametrize(
    ("shown", "address"),
    [
        ("rtsp://10.0.0.4/main", "rtsp://viewer:s3cret@10.0.0.4/main"),
        ("rtsp://10.0.0.4/main", "rtsp://viewer:a@b@10.0.0.4/main"),
        ("http://cam/mjpg?user=x&password=…", "http://cam/mjpg?user=x&password=hunter2"),
        ("http://cam/mjpg?token=…&size=4", "http://cam/mjpg?token=abc&size=4"),
        ("http://cam/mjpg?access_token=…&size=4", "http://cam/mjpg?access_token=abc&size=4"),
        ("rtsp://cam/1?channel=2&X-Amz-Signature=…", "rtsp://cam/1?channel=2&X-Amz-Signature=a%2Fb"),
        ("https://cam/live?apiKey=…;ts=1&sid=…#t=3", "https://cam/live?apiKey=k;ts=1&sid=9#t=3"),
        ("rtsp://cam/s?task=5&inside=x", "rtsp://cam/s?task=5&inside=x"),
        ("file:///clips/a@b.mp4", "file:///clips/a@b.mp4"),
        ("cannot open rtsp://10.0.0.4/x: 401", "cannot open rtsp://u:p@10.0.0.4/x: 401"),
    ],
)
def test_passwords_are_cut(shown: str, address: str) -> None:
    assert without_password(address) == shown


@given(st.text(min_size=1), st.text(min_size=8))
def test_no_password_survives_a_round_trip(user: str, password: str) -> None:
    address = with_credentials("rtsp://camera.example:554/main?profile=1", user, password)
    assert without_password(address) == "rtsp://camera.example:554/main?profile=1"


def test_credentials_replace_those_in_the_address() -> None:
    assert with_credentials("rtsp://old@host:1/x", "a b", "p@:/") == "rtsp://a%20b:p%40%3A%2F@host:1/x"
    assert with_credentials("rtsp://host/x", None, None) == "rtsp://host/x"
