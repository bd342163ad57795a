/** `app://trunkline/…`: the window has an origin of its own, instead of the rights and the oddities of `file:`. */
import { type Protocol, protocol } from 'electron';
import { WINDOW_HEADERS, windowFile } from '../window-files.ts';

const SCHEME = 'app';
const HOST = 'trunkline';
export const WINDOW_URL = `${SCHEME}://${HOST}/`;

/** Whether a frame shows our window and nothing else. */
export function isOurs(url: string): boolean {
  return url.startsWith(WINDOW_URL);
}

/** Must be called before the program is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** @param folder absolute path of the built window */
export function serveWindow(folder: string): void {
  const answer = (url: string): ReturnType<typeof windowFile> => {
    const { host, pathname } = new URL(url);
    return windowFile(folder, host === HOST ? pathname : '');
  };

  // Electron 22 has no protocol.handle. From 25 on the other branch can go.
  const handle: Protocol['handle'] | undefined = protocol.handle;
  if (handle === undefined) {
    protocol.registerBufferProtocol(SCHEME, (request, done) => {
      void answer(request.url).then(({ status, type, body }) =>
        done({ statusCode: status, data: body, headers: { ...WINDOW_HEADERS, 'content-type': type } }),
      );
    });
    return;
  }
  protocol.handle(SCHEME, async (request) => {
    const { status, type, body } = await answer(request.url);
    return new Response(new Uint8Array(body), { status, headers: { ...WINDOW_HEADERS, 'content-type': type } });
  });
}
