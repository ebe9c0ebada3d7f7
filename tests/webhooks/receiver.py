"""A server that receives webhooks, and answers as it is told."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        receiver = self.server.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        receiver.received.append((dict(self.headers), self.path, body))
        status = receiver.answers.pop(0) if receiver.answers else 200
        if status == "drip":
            self.drip()
            return
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{receiver.url}/elsewhere")
        self.end_headers()
        self.wfile.write(receiver.says.encode())

    def drip(self):
        """A header that never ends, a byte at a time: no read runs into the socket's timeout."""
        try:
            while not self.server.receiver.is_over:
                self.wfile.write(b"H")
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *args):
        pass


class Receiver:
    """``received``: the headers, path and body of each request. ``answers``: statuses, in turn."""

    def __init__(self):
        self.received: list[tuple[dict, str, bytes]] = []
        self.answers: list = []
        self.says, self.is_over = "Thank you.", False

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.receiver = self
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args):
        self.is_over = True
        self.server.shutdown()
        self.server.server_close()

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _path, _body in self.received]
