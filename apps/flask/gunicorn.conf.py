"""How gunicorn serves the application; it reads this file from the directory it starts in."""

from gunicorn.glogging import Logger


class QuietLogger(Logger):
    """One line per request, none for a probe that succeeds, and nothing that could be a secret."""

    def access(self, resp, req, environ, request_time):
        if not (req.path.startswith("/healthz/") and resp.status_code == 200):
            super().access(resp, req, environ, request_time)

    def atoms(self, resp, req, environ, request_time):
        # The path as it was sent: PATH_INFO is decoded, so "%0A" would break the line.
        return super().atoms(resp, req, environ, request_time) | {"U": req.path}

    def warning(self, msg, *args, **kwargs):
        # Gunicorn quotes what it cannot parse: a misspelt Authorization header, for example.
        if msg.startswith("Invalid request from ip="):
            msg = msg.partition(": ")[0]
        super().warning(msg, *args, **kwargs)


bind = "0.0.0.0:5000"
threads = 8  # a silent connection keeps one for 5 seconds, and a browser opens up to 6
preload_app = True  # a wrong configuration ends the process before it listens
graceful_timeout = 20  # with the preStop sleep, less than terminationGracePeriodSeconds
control_socket_disable = True  # it would be written to $HOME

logger_class = QuietLogger
accesslog = "-"
access_log_format = '%(t)s %(h)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'
