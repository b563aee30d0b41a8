/** A line with a delay: TCP passed on, each piece held back for as long as the distance takes. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

function passOn(from: Socket, to: Socket, delayMs: number): void {
  from.on('data', (piece) => {
    setTimeout(() => to.destroyed || to.write(piece), delayMs);
  });
  from.on('close', () => setTimeout(() => to.destroy(), delayMs));
  from.on('error', () => to.destroy());
}

/** Answers the origin that leads to `origin` with `roundTripMs` more. */
export async function startSlowLine(
  origin: string,
  roundTripMs: number,
): Promise<{ readonly origin: string; stop(): void }> {
  const { hostname: host, port } = new URL(origin);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host, port: Number(port), noDelay: true });
    near.setNoDelay(true);
    open.add(near);
    near.on('close', () => open.delete(near));
    passOn(near, far, roundTripMs / 2);
    passOn(far, near, roundTripMs / 2);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
