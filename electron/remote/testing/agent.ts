/** ssh agents on a socket, for tests. */
import { createServer, type Socket } from 'node:net';
import { AgentProtocol, type ParsedKey, utils } from 'ssh2';

export interface TestAgent {
  readonly path: string;
  /** Connections so far. */
  asked(): number;
  /** And those that are open now. */
  open(): number;
  stop(): Promise<void>;
}

/** Holds one key. @param how.signs false: it never answers whoever wants a signature */
export function startAgent(path: string, privateKey: string, { signs = true } = {}): Promise<TestAgent> {
  const found = utils.parseKey(privateKey);
  const key = (Array.isArray(found) ? found[0] : found) as ParsedKey;
  return listening(path, (socket) => {
    const protocol = new AgentProtocol(false);
    protocol.on('identities', (request) => protocol.getIdentitiesReply(request, [key]));
    if (signs) protocol.on('sign', (request, _public, data) => protocol.signReply(request, key.sign(data)));
    socket.pipe(protocol).pipe(socket);
  });
}

/** Takes connections, and says nothing. */
export const muteAgent = (path: string): Promise<TestAgent> => listening(path, (socket) => void socket.resume());

async function listening(path: string, serve: (socket: Socket) => void): Promise<TestAgent> {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server = createServer((socket) => {
    asked += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    asked: () => asked,
    open: () => sockets.size,
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
