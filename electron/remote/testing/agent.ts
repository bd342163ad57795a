/** An ssh agent on a socket, for tests: it holds one key. */
import { createServer } from 'node:net';
import { AgentProtocol, type ParsedKey, utils } from 'ssh2';

export async function startAgent(
  path: string,
  privateKey: string,
): Promise<{ readonly path: string; stop(): Promise<void> }> {
  const found = utils.parseKey(privateKey);
  const key = (Array.isArray(found) ? found[0] : found) as ParsedKey;
  const server = createServer((socket) => {
    const protocol = new AgentProtocol(false);
    protocol.on('identities', (request) => protocol.getIdentitiesReply(request, [key]));
    protocol.on('sign', (request, _public, data) => protocol.signReply(request, key.sign(data)));
    socket.pipe(protocol).pipe(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { path, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
