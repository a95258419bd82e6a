"""``caunoi serve``: gunicorn on Linux, waitress on Windows."""

from __future__ import annotations

import argparse
import ipaddress
import sys

from caunoi.kernel.errors import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Address, port and workers."""
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
    parser.add_argument("--workers", type=int, default=2, help="số tiến trình (mặc định 2)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; refuses any address but loopback while demo accounts exist."""
    _refuse_demo_on_the_network(arguments.host)
    if sys.platform == "win32":
        return _waitress(arguments)
    return _gunicorn(arguments)


def _refuse_demo_on_the_network(host: str) -> None:
    from caunoi.accounts.selectors import demo_accounts_exist

    if not _is_loopback(host) and demo_accounts_exist():
        raise Refused(
            "Không mở trang ra mạng khi còn tài khoản trình diễn.",
            where=host,
            todo="Dùng --host 127.0.0.1, hoặc dùng một thư mục CAUNOI_HOME mới không có bản trình diễn.",
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _gunicorn(arguments: argparse.Namespace) -> int:
    from gunicorn.app.wsgiapp import WSGIApplication

    host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    sys.argv = [
        "caunoi serve",
        f"--bind={host}:{arguments.port}",
        f"--workers={arguments.workers}",
        "--threads=2",
        "--timeout=60",
        "--log-level=warning",
        "caunoi.config.wsgi:application",
    ]
    WSGIApplication().run()
    return 0


def _waitress(arguments: argparse.Namespace) -> int:
    import waitress
    from django.core.wsgi import get_wsgi_application

    waitress.serve(get_wsgi_application(), host=arguments.host, port=arguments.port, threads=8)
    return 0
