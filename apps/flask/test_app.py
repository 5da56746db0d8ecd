"""Tests of the command of the image, over HTTP.

Every server runs as in the cluster: the Dockerfile's command, files and user (when the tests are
root), a read-only home and working directory, and one writable directory for temporary files.
"""

import contextlib
import http.client
import io
import json
import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

from flask import Flask

HERE = Path(__file__).resolve().parent
DOCKERFILE = (HERE / "Dockerfile").read_text()
COMMAND = json.loads(re.search(r"^CMD (.+)$", DOCKERFILE, re.M)[1])
FILES = re.search(r"^COPY --chmod=444 (.+) \./$", DOCKERFILE, re.M)[1].split()
USER, GROUP = map(int, re.search(r"^USER (\d+):(\d+)$", DOCKERFILE, re.M).groups())
VARIABLES = dict(re.findall(r"\b(PYTHON\w+)=(\S+)", DOCKERFILE))

GREETING = "Hola desde Docker + Kubernetes!"
TOKEN = "only-for-these-tests"


def image_user():
    """Return the Popen arguments that change to the image's user, or none if that is impossible."""
    identity = {"user": USER, "group": GROUP, "extra_groups": []}
    try:
        subprocess.run([sys.executable, "-c", ""], check=True, capture_output=True, **identity)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return identity


IDENTITY = image_user()


class Server:
    """The process of the image, on a port that the system chooses."""

    def __init__(self, settings=None, **environ):
        self.box = tempfile.TemporaryDirectory()
        root = Path(self.box.name)
        self.app, self.tmp, self.log = root / "app", root / "tmp", root / "log"
        self.app.mkdir()
        self.tmp.mkdir()
        for name in FILES:
            shutil.copyfile(HERE / name, self.app / name)
        if settings is not None:
            (root / "settings.json").write_bytes(settings)
            environ["SETTINGS_FILE"] = str(root / "settings.json")
        for file in (*self.app.iterdir(), *root.glob("*.json")):
            file.chmod(0o444)
        self.app.chmod(0o555)
        root.chmod(0o755)
        if IDENTITY:
            os.chown(self.tmp, USER, GROUP)
        environ |= VARIABLES | {
            "PATH": str(Path(sys.executable).parent),
            "HOME": str(self.app),
            "TMPDIR": str(self.tmp),
            "GUNICORN_CMD_ARGS": "--bind 127.0.0.1:0",
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                COMMAND,
                cwd=self.app,
                env=environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **IDENTITY,
            )

    def output(self):
        return self.log.read_text()

    def port(self):
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            if found := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", self.output()):
                return int(found[1])
            time.sleep(0.02)
        raise AssertionError(f"the server does not listen:\n{self.output()}")

    def connect(self, timeout=10):
        connection = http.client.HTTPConnection("127.0.0.1", self.port(), timeout=timeout)
        return contextlib.closing(connection)

    def get(self, path, timeout=10, **headers):
        """Return the status, the headers and the text of one answer."""
        with self.connect(timeout) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    def stop(self):
        """Ask the process to end, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def remove(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.box.cleanup()


class AppTest(unittest.TestCase):
    def start(self, **arguments):
        server = Server(**arguments)
        self.addCleanup(server.remove)
        return server


class AnswersTest(AppTest):
    def test_the_root_answers_the_greeting_as_plain_text_with_the_mode(self):
        status, headers, body = self.start(APP_MODE="prod").get("/")
        self.assertEqual((status, body), (200, GREETING))
        self.assertEqual(headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(headers["X-App-Mode"], "prod")

    def test_the_mode_is_dev_unless_it_is_given(self):
        self.assertEqual(self.start().get("/")[1]["X-App-Mode"], "dev")

    def test_the_greeting_comes_from_the_settings_file(self):
        server = self.start(settings='{"greeting": "¡Hola, taller!", "log_level": "info"}'.encode())
        self.assertEqual(server.get("/")[2], "¡Hola, taller!")

    def test_the_log_level_comes_from_the_settings_file(self):
        server = self.start(settings=b'{"log_level": "error"}')
        server.port()
        self.assertNotIn("in app:", server.output())

    def test_it_is_alive_and_ready(self):
        server = self.start()
        for path in ("/healthz/live", "/healthz/ready"):
            status, _, body = server.get(path)
            self.assertEqual((path, status, body), (path, 200, "ok"))

    def test_it_says_who_it_is(self):
        status, _, body = self.start(APP_MODE="prod").get("/whoami")
        expected = {"mode": "prod", "pod": socket.gethostname(), "version": "1.0"}
        self.assertEqual((status, json.loads(body)), (200, expected))

    def test_private_needs_the_token(self):
        server = self.start(API_TOKEN=TOKEN + "\n")
        self.assertEqual(server.get("/private", Authorization=f"Bearer {TOKEN}")[0], 200)
        for wrong in ("", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN):
            status, headers, _ = server.get("/private", Authorization=wrong)
            self.assertEqual((wrong, status), (wrong, 401))
            self.assertEqual(headers["WWW-Authenticate"], "Bearer")
        self.assertEqual(server.get("/private")[0], 401)

    def test_the_token_may_be_any_bytes_a_header_can_carry(self):
        server = self.start(API_TOKEN=os.fsdecode(b"\xf1\xff"))
        self.assertEqual(server.get("/private", Authorization=b"Bearer \xf1\xff")[0], 200)

    def test_private_is_unavailable_when_the_server_has_no_token(self):
        for environ in ({}, {"API_TOKEN": "\n"}):
            status, _, body = self.start(**environ).get("/private", Authorization="Bearer ")
            self.assertEqual((status, body), (503, "API_TOKEN is not set on the server"))


class LogTest(AppTest):
    def test_a_request_is_one_line_and_a_probe_that_succeeds_is_none(self):
        server = self.start()
        for path in ("/healthz/live", "/healthz/ready", "/healthz/none", "/a%0Ab?query"):
            server.get(path)
        server.stop()
        requests = re.findall(r'"(GET .*)" (\d+)', server.output())
        self.assertCountEqual(requests, [("GET /healthz/none", "404"), ("GET /a%0Ab", "404")])

    def test_the_token_is_never_in_the_output(self):
        server = self.start(API_TOKEN=TOKEN)
        answers = [
            server.get("/private", Authorization=f"Bearer {TOKEN}"),
            server.get(f"/private?token={TOKEN}", Authorization=f"Basic {TOKEN}"),
        ]
        with server.connect() as connection:
            connection.connect()
            misspelt = f"GET /private HTTP/1.1\r\nAuthorization Bearer {TOKEN}\r\n\r\n"
            connection.sock.sendall(misspelt.encode())
            self.assertIn(b" 400 ", connection.sock.recv(4096))
        server.stop()
        self.assertIn("Invalid request", server.output())
        self.assertNotIn(TOKEN, server.output())
        self.assertNotIn(TOKEN, "".join(f"{headers}{body}" for _, headers, body in answers))


class ProcessTest(AppTest):
    def test_wrong_configuration_ends_the_process_with_one_line(self):
        levels = '"log_level" must be one of debug, info, warning, error'
        wrong = {
            b"": "not valid JSON: Expecting value",
            b'{"greeting": }': "not valid JSON: Expecting value: line 1 column 14",
            b"\xff": "can't decode byte 0xff",
            b"[" * 10**6: "recursion",
            b"[]": "must be a JSON object",
            b'{"greting": "hola"}': 'unknown key "greting"',
            b'{"greeting": 1}': '"greeting" must be a text',
            b'{"greeting": " "}': '"greeting" must be a text',
            b'{"greeting": "\\ud800"}': "surrogates not allowed",
            b'{"log_level": "loud"}': levels,
            b'{"log_level": ["info"]}': levels,
        }
        cases = [({"settings": text}, "settings.json: ", why) for text, why in wrong.items()]
        missing = "/nowhere/settings.json"
        cases.append(({"SETTINGS_FILE": missing}, missing, "No such file or directory"))
        cases.append(({"SETTINGS_FILE": "/"}, "/: ", "Is a directory"))
        cases.append(({"APP_MODE": "test"}, "APP_MODE: ", 'one of dev, prod, not "test"'))
        cases.append(({"APP_MODE": ""}, "APP_MODE: ", 'one of dev, prod, not ""'))
        for arguments, where, why in cases:
            with self.subTest(why):
                server = self.start(**arguments)
                self.assertEqual(server.process.wait(10), 1)
                self.assertRegex(server.output(), r"\Ami-app: .+\n\Z")
                self.assertIn(where, server.output())
                self.assertIn(why, server.output())

    def test_after_sigterm_no_probe_is_answered_and_the_request_in_flight_is(self):
        server = self.start()
        with server.connect() as connection:
            # The first request shows that the server has accepted this connection.
            connection.request("GET", "/healthz/live")
            connection.getresponse().read()
            connection.sock.sendall(b"GET / HTTP/1.1\r\nHost: mi-app\r\n")
            server.process.send_signal(signal.SIGTERM)
            self.wait_until_draining(server)
            self.assertIsNone(server.process.poll())
            connection.sock.sendall(b"\r\n")
            answer = http.client.HTTPResponse(connection.sock)
            answer.begin()
            self.assertEqual((answer.status, answer.read().decode()), (200, GREETING))
            self.assertEqual(answer.headers["Connection"], "close")
        self.assertEqual(server.process.wait(10), 0)

    def wait_until_draining(self, server):
        with contextlib.suppress(TimeoutError, ConnectionError):
            for _ in range(100):
                server.get("/healthz/ready", timeout=1)
                time.sleep(0.02)
            self.fail("the server still answers new connections")

    def test_the_spare_connections_of_a_browser_do_not_delay_a_probe(self):
        server = self.start()
        with contextlib.ExitStack() as browser:
            for _ in range(6):
                browser.enter_context(server.connect()).connect()
            self.assertEqual(server.get("/healthz/live", timeout=1)[0], 200)

    def test_it_writes_nothing_and_leaves_no_temporary_file(self):
        server = self.start(APP_MODE="prod")
        self.assertEqual(server.get("/")[0], 200)
        time.sleep(0.5)  # for what the server does once it listens
        self.assertEqual(server.stop(), 0)
        self.assertCountEqual([path.name for path in server.app.iterdir()], FILES)
        self.assertEqual(list(server.tmp.iterdir()), [])
        self.assertNotIn("ERROR", server.output())

    def test_the_image_serves_the_port_it_exposes_on_every_address(self):
        exposed = re.search(r"^EXPOSE (\d+)$", DOCKERFILE, re.M)[1]
        self.assertEqual(exposed, "5000")
        bind = runpy.run_path(str(HERE / "gunicorn.conf.py"))["bind"]
        self.assertEqual(bind, f"0.0.0.0:{exposed}")

    def test_the_file_itself_runs_the_development_server(self):
        quiet = contextlib.redirect_stderr(io.StringIO())
        with quiet, mock.patch.dict(os.environ, clear=True), mock.patch.object(Flask, "run") as run:
            runpy.run_path(str(HERE / "app.py"), run_name="__main__")
        run.assert_called_once_with(host="0.0.0.0", port=5000)


if __name__ == "__main__":
    unittest.main()
