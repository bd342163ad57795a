import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { windowFile } from './shell/window-files.ts';

if (process.argv[2] === 'serve') {
  const server = createServer((request, response) => {
    void windowFile(join(__dirname, 'renderer'), new URL(request.url ?? '/', 'http://localhost').pathname).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
  });
} else {
  process.stdout.write('usage: trunkline COMMAND FILE [options]\n');
}
