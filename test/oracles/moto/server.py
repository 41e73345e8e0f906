"""moto's server on a free port of this machine: prints the port, and ends when its standard input does."""

import os
import sys
import threading

import moto.iam.models
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

import repairs  # noqa: F401
import trust  # noqa: F401

# The account of whoever has no session of a role in another. In the environment, moto would take it for everybody's.
moto.iam.models.DEFAULT_ACCOUNT_ID = os.environ.pop("MOTO_ACCOUNT_ID")

server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)


def end_with_caller() -> None:
    sys.stdin.read()
    server.shutdown()


# Tasks of state machines call back here.
os.environ["MOTO_PORT"] = str(server.port)

threading.Thread(target=end_with_caller, daemon=True).start()
print(server.port, flush=True)
server.serve_forever()
