"""A stock grpcio server of the conformance service, with the library's own settings: what a stranger would run."""

import sys
import threading
from concurrent import futures

import grpc

SERVICE = "viba.conformance.v1.ConformanceService"


def unary(request, _context):
    """UnaryRequest and UnaryResponse both hold their body in field 1: the request's bytes are the answer."""
    return request


def server_stream(silence):
    """Says index 0, is silent, says index 1."""

    def handle(_request, context):
        yield b""
        gone = threading.Event()
        context.add_callback(gone.set)
        if not gone.wait(silence):
            yield b"\x08\x01"

    return handle


def main():
    server = grpc.server(futures.ThreadPoolExecutor(8))
    methods = {
        "Unary": grpc.unary_unary_rpc_method_handler(unary),
        "ServerStream": grpc.unary_stream_rpc_method_handler(server_stream(float(sys.argv[1]))),
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, methods),))
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    # The server ends with its parent: standard input closes.
    sys.stdin.read()
    server.stop(0)


main()
