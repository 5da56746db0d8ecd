"""The demo of the workshop: one greeting, and what a cluster expects of a web process."""

import hmac
import json
import os
import socket
import sys
from pathlib import Path

from flask import Flask, Response, request

VERSION = "1.0"
MODES = ("dev", "prod")
LOG_LEVELS = ("debug", "info", "warning", "error")
DEFAULTS = {"greeting": "Hola desde Docker + Kubernetes!", "log_level": "info"}


class ConfigError(Exception):
    """The environment asks for something this application cannot do."""


def read_settings(path):
    """Return the defaults, replaced by what the file says; a file that is named must be right."""
    if not path:
        return DEFAULTS
    try:
        settings = json.loads(Path(path).read_text(encoding="utf-8"))
        if not isinstance(settings, dict):
            raise ValueError("must be a JSON object")
        if unknown := sorted(settings.keys() - DEFAULTS.keys()):
            raise ValueError(f"unknown key {json.dumps(unknown[0])}")
        settings = DEFAULTS | settings
        greeting = settings["greeting"]
        if not (isinstance(greeting, str) and greeting.encode().strip()):
            raise ValueError('"greeting" must be a text')
        if settings["log_level"] not in LOG_LEVELS:
            raise ValueError(f'"log_level" must be one of {", ".join(LOG_LEVELS)}')
        return settings
    except json.JSONDecodeError as error:
        raise ConfigError(f"{path}: not valid JSON: {error}") from error
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: {error}") from error


def text(body, status=200, headers=None):
    return Response(body, status, headers, mimetype="text/plain")


def create_app(environ):
    """Build the application from the environment variables it is given."""
    mode = environ.get("APP_MODE", "dev")
    if mode not in MODES:
        raise ConfigError(f"APP_MODE: must be one of {', '.join(MODES)}, not {json.dumps(mode)}")
    settings = read_settings(environ.get("SETTINGS_FILE"))
    # A Secret made with "echo" ends in a line break, which no header can carry.
    token = os.fsencode(environ.get("API_TOKEN", "").strip())

    app = Flask(__name__)
    app.logger.setLevel(settings["log_level"].upper())
    app.logger.info("configuration loaded: mode is %s", mode)
    if not token:
        app.logger.warning("API_TOKEN is not set: /private answers 503")

    @app.get("/")
    def home():
        return text(settings["greeting"], headers={"X-App-Mode": mode})

    # The configuration is loaded before the server listens, and after SIGTERM it accepts no new
    # connection: a process that answers a probe is ready, and one that drains does not answer.
    @app.get("/healthz/live")
    @app.get("/healthz/ready")
    def healthz():
        return text("ok")

    @app.get("/whoami")
    def whoami():
        return {"mode": mode, "pod": socket.gethostname(), "version": VERSION}

    @app.get("/private")
    def private():
        if not token:
            return text("API_TOKEN is not set on the server", 503)
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(given.encode("latin-1"), token):
            return text("the token is right")
        return text("a valid bearer token is needed", 401, {"WWW-Authenticate": "Bearer"})

    return app


def from_environ():
    """Return the application of this process, or end the process with one clear line."""
    try:
        return create_app(os.environ)
    except ConfigError as error:
        sys.exit(f"mi-app: {error}")


if __name__ == "__main__":
    from_environ().run(host="0.0.0.0", port=5000)
