"""A real RTSP server, run under the system's Python (GStreamer's bindings are not in the virtual environment).

Usage: /usr/bin/python3 gstreamer_rtsp.py '<json>', where json is
{"port": 0, "mounts": [{"path": "/a", "file": "/x.mp4", "codec": "h264", "shared": true}], "auth": "digest", "user": …,
"password": …}. Prints "PORT <number>" when it listens; ends with its standard input.
"""

import json
import sys
from typing import Any

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

PARSERS = {
    "h264": "h264parse ! rtph264pay config-interval=1",
    "h265": "h265parse ! rtph265pay config-interval=1",
    "mjpeg": "jpegparse ! rtpjpegpay",
    "mpeg4": "mpeg4videoparse ! rtpmp4vpay config-interval=1",
}


def add_mount(server: Any, mount: dict[str, Any], needs_password: bool) -> None:
    location = mount["file"].replace("\\", "\\\\").replace('"', '\\"')
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(
        f'( filesrc location="{location}" ! qtdemux ! queue ! {PARSERS[mount["codec"]]} name=pay0 pt=96 )'
    )
    factory.set_shared(mount["shared"])
    if needs_password:
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_permission_for_role("user", "media.factory.access", True)
        permissions.add_permission_for_role("user", "media.factory.construct", True)
        factory.set_permissions(permissions)
    server.get_mount_points().add_factory(mount["path"], factory)


def add_password(server: Any, kind: str, user: str, password: str) -> None:
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "user")
    if kind == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(user, password, token)
    else:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.BASIC)
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)


def main() -> None:
    wanted = json.loads(sys.argv[1])
    Gst.init(None)
    loop = GLib.MainLoop()
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(wanted["port"]))
    if wanted["auth"]:
        add_password(server, wanted["auth"], wanted["user"], wanted["password"])
    for mount in wanted["mounts"]:
        add_mount(server, mount, bool(wanted["auth"]))
    if server.attach(None) == 0:
        sys.exit("the port could not be had")
    sys.stdout.write(f"PORT {server.get_bound_port()}\n")
    sys.stdout.flush()
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP, lambda *_: loop.quit())
    loop.run()


main()
