"""Telling a browser that something is due: once a day, nothing but that, and to nobody else."""

import stat
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread

import pytest
from conftest import settings_for
from cryptography.hazmat.primitives.asymmetric import ec
from factories import NOON
from push_service import CURVE, Browser, check_permit, push_service, unbase64

from infoview.db import db, transaction
from infoview.errors import Invalid, WrongSetting
from infoview.models import Notification, PushSubscription
from infoview.models.mail import MailState
from infoview.pushing import keys
from infoview.pushing.actions import subscribe
from infoview.pushing.encryption import base64url, seal
from infoview.pushing.sending import Outcome, push_due
from infoview.pushing.services import origin_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def service(app, monkeypatch):
    """A push service that the app may speak with."""
    with push_service() as service:
        monkeypatch.setitem(
            app.extensions, "settings", replace(app.extensions["settings"], push_hosts=frozenset({service.origin}))
        )
        yield service


@pytest.fixture
def taker(service, owner):
    """Vera's browser, which takes pushes."""
    taker = Browser(f"{service.origin}/to/vera")
    with transaction():
        subscribe(**taker.fields, browser="Firefox/140 Android", at=NOON)
    return taker


def present():
    db.session.expunge_all()
    return db.session.query(PushSubscription).one_or_none(), db.session.query(Notification).one_or_none()


def test_the_example_of_the_standard_comes_out_as_it_stands_there():
    ours = ec.derive_private_key(int.from_bytes(unbase64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), CURVE)

    sealed = seal(
        b"When I grow up, I want to be a watermelon",
        p256dh="BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth="BTBZMqHH6r4Tts7J_aSIgg",
        salt=unbase64("DGv6ra1nlYgDCS1FRnbzlw"),
        ours=ours,
    )

    assert base64url(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7"
        "A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_push_says_that_something_is_due_and_nothing_else_and_tells_who_sends_it(service, taker):
    outcome = push_due(count=3, at=NOON)

    [(path, headers, content)] = service.taken
    assert outcome == Outcome(sent=1) and path == "/to/vera"
    assert taker.read(content) == {"words": "Something is due."}
    assert headers["Content-Encoding"] == "aes128gcm" and int(headers["TTL"]) > 0
    claims = check_permit(headers["Authorization"], service.origin)
    assert NOON.timestamp() < claims["exp"] < (NOON + timedelta(days=1)).timestamp()


def test_there_is_one_push_a_day_and_none_if_nothing_is_due(service, taker):
    assert push_due(count=0, at=NOON) == Outcome()
    for hours in (0, 1, 5, 24, 25):
        push_due(count=2, at=NOON + timedelta(hours=hours))

    assert len(service.taken) == 2


def test_a_browser_that_is_gone_is_forgotten(service, taker):
    service.status = 410

    outcome = push_due(count=1, at=NOON)

    subscription, notification = present()
    assert outcome.gone == 1 and subscription is None
    assert (notification.state, notification.reason) == (MailState.FAILED, "gone")
    assert push_due(count=1, at=NOON + timedelta(days=1)) == Outcome()


def test_a_service_that_is_down_is_tried_again_in_a_while(service, taker):
    service.status = 503
    push_due(count=1, at=NOON)
    service.status = 201

    push_due(count=1, at=NOON + MINUTE / 2)
    assert len(service.taken) == 1
    push_due(count=1, at=NOON + MINUTE)
    push_due(count=1, at=NOON + 3 * MINUTE)

    subscription, notification = present()
    assert len(service.taken) == 2 and subscription.sent_at == NOON + MINUTE
    assert (notification.state, notification.attempts) == (MailState.SENT, 2)


def test_a_push_that_a_crash_cut_off_is_not_sent_again(service, taker):
    with transaction():
        day = NOON.date().isoformat()
        state = MailState.HANDING_OVER
        kind, way = Notification.kind.type.enum_class.DIGEST, Notification.way.type.enum_class.PUSH
        db.session.add(Notification(kind=kind, way=way, key=day, state=state, due_at=NOON, created_at=NOON))

    assert push_due(count=1, at=NOON + MINUTE) == Outcome()

    assert service.taken == [] and present()[1].state is MailState.UNKNOWN


def test_a_service_that_sends_us_elsewhere_is_not_followed(service, taker):
    service.status = 307

    assert push_due(count=1, at=NOON).failed == 1

    assert present()[0].reason == "refused"


KNOWN = ["https://fcm.googleapis.com/fcm/send/x", "https://updates.push.services.mozilla.com/wpush/v2/x"]
KNOWN += ["https://web.push.apple.com/x", "https://wns2-by3p.notify.windows.com/w/?token=x"]
NOT_KNOWN = [
    *("http://fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com.example.org/x"),
    *(
        "https://me@fcm.googleapis.com/x",
        "https://fcm.googleapis.com\\@example.org/x",
        "https://evilnotify.windows.com",
    ),
    *("http://127.0.0.1:22/", "http://[::1]/", "https://192.168.0.1/x", "file:///etc/passwd", "https://[", "", "//x/"),
    *(
        "https://fcm.googleapis.com/\r\nHost: x",
        "https://fcm.googleapis.com/é",
        f"https://web.push.apple.com/{'x' * 1000}",
    ),
    *("https://fcm.googleapis.com:0/x", "https://FCM.googleapis.com@127.0.0.1/", "https://notify.windows.com/x"),
]


def test_only_push_services_of_browsers_are_ever_spoken_with(tmp_path, owner):
    own = settings_for(tmp_path, INFOVIEW_PUSH_HOSTS="push.example.org http://127.0.0.1:8099")

    assert all(origin_of(endpoint, own) for endpoint in KNOWN)
    assert [endpoint for endpoint in NOT_KNOWN if origin_of(endpoint, own)] == []
    assert origin_of("https://push.example.org/x", own) == "https://push.example.org"
    assert origin_of("http://127.0.0.1:8099/x", own) == "http://127.0.0.1:8099"
    with pytest.raises(WrongSetting):
        settings_for(tmp_path, INFOVIEW_PUSH_HOSTS="ftp://push.example.org")
    for endpoint in NOT_KNOWN:
        with pytest.raises(Invalid), transaction():
            subscribe(**Browser(endpoint).fields, browser="", at=NOON)


def test_keys_that_are_none_are_refused(service, client):
    fields = Browser(f"{service.origin}/x").fields

    for wrong in (
        {"auth": "AAAA"},
        {"p256dh": "A" * 87},
        {"p256dh": "é"},
        {"auth": ""},
        {"endpoint": "https://x.example"},
    ):
        assert client.post("/pushes", data={**fields, **wrong}).status_code == 422
    assert client.post("/pushes", data=fields).status_code == 303
    assert client.post("/pushes", data=fields).status_code == 303
    assert client.get("/at-hand").text.count("data-endpoint") == 1


def test_a_test_is_sent_at_once_and_says_what_became_of_it(service, client):
    browser = Browser(f"{service.origin}/x")
    client.post("/pushes", data=browser.fields)

    client.post("/pushes/test")

    [(_path, _headers, content)] = service.taken
    assert "test" in browser.read(content)["words"]
    assert "on its way to 1 browser" in client.get("/at-hand").text
    client.post("/pushes/1/remove")
    assert client.post("/pushes/test").status_code == 409


def test_the_key_is_made_once_by_whoever_comes_first_and_is_for_its_owner_only(tmp_path):
    settings = settings_for(tmp_path)
    found = []
    threads = [Thread(target=lambda: found.append(keys.public_key(settings))) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4 and len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [keys.FILE]
    assert stat.S_IMODE((tmp_path / keys.FILE).stat().st_mode) == 0o600
    permit = keys.authorization(
        settings_for(tmp_path, INFOVIEW_URL="https://a.example.org"),
        "https://p.example",
        at=datetime.fromtimestamp(1, tz=NOON.tzinfo),
    )
    assert check_permit(permit, "https://p.example")["sub"] == "https://a.example.org/"
