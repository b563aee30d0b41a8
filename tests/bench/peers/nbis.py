"""NBIS as a peer of the fingerprint benchmark: mindtct and bozorth3 as Debian ships them in libfprint.

libfprint has no call that compares two images, but a virtual device that is fed with images over a
socket, and it tells each bozorth3 score in a debug message. Images come over standard input, so that
no real print lies on a disk: group, width, height (int32 each), pixels. For each image one line of
JSON goes out: its scores against the earlier images of its group, null where nothing was extracted,
and processor times in milliseconds.
"""
import json
import os
import socket
import struct
import sys
import tempfile
import threading
import time

folder = tempfile.TemporaryDirectory()
SOCKET = os.path.join(folder.name, "glass")
os.environ["FP_VIRTUAL_IMAGE"] = SOCKET
# Messages that nobody asks for are not even made.
os.environ["G_MESSAGES_DEBUG"] = "libfprint-print"

import gi  # noqa: E402

gi.require_version("FPrint", "2.0")
from gi.repository import FPrint, GLib  # noqa: E402

scores = []


def hear(_domain, _level, message, _data):
    if message.startswith("score "):
        scores.append((int(message[6:].split("/")[0]), time.thread_time()))


GLib.log_set_handler("libfprint-print", GLib.LogLevelFlags.LEVEL_DEBUG, hear, None)


def open_device():
    context = FPrint.Context()
    context.enumerate()
    device = next(one for one in context.get_devices() if one.get_driver() == "virtual_image")
    device.open_sync()
    return context, device


def put_on_glass(image):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(SOCKET)
        line.sendall(image)
        line.shutdown(socket.SHUT_WR)
        line.recv(1)


def scan(device, image, gallery):
    """Who of the gallery is the first to reach libfprint's own threshold, and the print that was made."""
    finger = threading.Thread(target=put_on_glass, args=(image,), daemon=True)
    finger.start()
    try:
        return device.identify_sync(gallery)
    except GLib.Error:
        return None, None
    finally:
        finger.join()


def study(device, image, earlier):
    """A scan ends at the first match: the rest of the gallery is asked by another scan."""
    gallery = [one for one in earlier if one is not None]
    heard, match_ms, compared = [], 0.0, 0
    scores.clear()
    whole, main = time.process_time(), time.thread_time()
    matched, made = scan(device, image, gallery)
    extract_ms = 1000 * (time.process_time() - whole - (time.thread_time() - main))
    while made is not None:
        heard += [score for score, _ in scores]
        match_ms += 1000 * (scores[-1][1] - scores[0][1]) if scores else 0
        compared += max(0, len(scores) - 1)
        rest = gallery[len(heard):]
        if matched is None or not rest:
            break
        scores.clear()
        matched, _ = scan(device, image, rest)
    told = iter(heard)
    row = [None if one is None or made is None else next(told) for one in earlier]
    times = {"extractMs": extract_ms, "matchMs": match_ms, "compared": compared}
    return made, {"scores": row, "failed": made is None, **times}


def main():
    context, device = open_device()
    prints = {}
    while head := sys.stdin.buffer.read(12):
        group, width, height = struct.unpack("=iii", head)
        image = struct.pack("=ii", width, height) + sys.stdin.buffer.read(width * height)
        earlier = prints.setdefault(group, [])
        made, line = study(device, image, earlier)
        earlier.append(made)
        print(json.dumps(line), flush=True)
    device.close_sync()
    del context


main()
