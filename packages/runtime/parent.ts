import { Socket } from "node:net";
import { MeshError } from "./errors.ts";

/**
 * Calls `fn` once when the inherited descriptor closes, which the kernel does however the parent died, kill -9
 * included. What the parent writes is read away, and the watch holds no process open.
 */
export function onParentGone(fd: number, fn: () => void): Disposable {
  const socket = openSocket(fd);
  let watching = true;
  const gone = () => {
    if (!watching) return;
    watching = false;
    socket.destroy();
    fn();
  };
  socket.once("end", gone);
  socket.once("close", gone);
  // A reset is an end too; without a listener it would be an uncaught exception.
  socket.once("error", gone);
  socket.resume();
  socket.unref();
  return {
    [Symbol.dispose]() {
      watching = false;
      socket.destroy();
    },
  };
}

function openSocket(fd: number): Socket {
  try {
    return new Socket({ fd, readable: true, writable: false });
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", `descriptor ${fd} is no pipe of a parent process`, { cause });
  }
}
