#!/bin/sh
# See to the system packages that Mouse Patrol needs on Debian and Ubuntu: install what is missing as root or with sudo,
# otherwise print the one line to run. What is there already is left alone, so a second run needs no network.
#
#   tools/system_packages.sh runtime PYTHON       what the window needs
#   tools/system_packages.sh development PYTHON   also the real peers that tests and benchmarks start
set -eu
kind=${1:-runtime}
python=${2:-python3}

missing=""
libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)

want_library() { # want_library NAME PACKAGE: by the library, because package names differ between releases
    case "$libraries" in *"$1"*) ;; *) missing="$missing $2" ;; esac
}
want_command() { # want_command NAME PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
want_package() { # want_package PACKAGE: for what is neither a library nor a command
    dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed || missing="$missing $1"
}

[ "$(uname -s)" = Linux ] || exit 0 # elsewhere the wheels bring all they need

"$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
want_library libEGL.so.1 libegl1
want_library libGL.so.1 libgl1
want_library libdbus-1.so.3 libdbus-1-3
want_library libfontconfig.so.1 libfontconfig1
want_library libglib-2.0.so.0 libglib2.0-0
want_library libxkbcommon.so.0 libxkbcommon0
want_library libxkbcommon-x11.so.0 libxkbcommon-x11-0
want_library libX11-xcb.so.1 libx11-xcb1
want_library libxcb-cursor.so.0 libxcb-cursor0
want_library libxcb-icccm.so.4 libxcb-icccm4
want_library libxcb-image.so.0 libxcb-image0
want_library libxcb-keysyms.so.1 libxcb-keysyms1
want_library libxcb-randr.so.0 libxcb-randr0
want_library libxcb-render-util.so.0 libxcb-render-util0
want_library libxcb-shape.so.0 libxcb-shape0
want_library libxcb-xkb.so.1 libxcb-xkb1
if command -v dpkg-query >/dev/null 2>&1; then
    want_package fonts-noto-cjk
fi

if [ "$kind" = development ]; then
    want_command Xvfb xvfb
    want_command xauth xauth
    want_command xdotool xdotool
    want_command ffmpeg ffmpeg
    want_command mpv mpv
    want_command git git
    want_command pdftotext poppler-utils
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql" # not on PATH on Debian
    if command -v dpkg-query >/dev/null 2>&1; then
        want_package python3-gi
        want_package gir1.2-gst-rtsp-server-1.0
        for plugins in base good bad ugly; do want_package "gstreamer1.0-plugins-$plugins"; done
    fi
fi

[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Mouse Patrol needs these system packages, under the names that Debian gives them:$missing" >&2
    echo "Install what your system calls them, then run the same command again." >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root="sudo"
else
    echo "Some system packages are missing. Run this once, then the same command again:" >&2
    echo "  sudo apt-get update && sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing system packages:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
