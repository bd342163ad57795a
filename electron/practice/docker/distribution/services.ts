/** What the services of practice containers answer over HTTP. */

import { asList, asRecord, parseJson } from '../../../../shared/host/untrusted.ts';
import type { ApiAnswer } from '../api/routes.ts';
import { digestOf, layersOf } from '../engine/catalogue.ts';
import { type Asked, registryAnswered } from '../engine/registry-log.ts';
import { servedBy } from '../engine/volumes.ts';
import type { Dialled } from './dial.ts';
import { setupOf } from './setup.ts';

/** What somebody asks of a service. */
export interface Question {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** As the service is called by whoever asks. */
  readonly host: string;
  readonly agent: string;
}

/** @returns the answer, which a registry has written into its log */
export function answerService(found: Extract<Dialled, { kind: 'open' }>, question: Question): ApiAnswer {
  const { engine, container, service, from } = found;
  const answer = answerOf(found, question);
  if (service !== 'registry') return answer;
  const { status, type, body } = answer;
  const [, name, reference] = /^\/v2\/(.+)\/(?:manifests|tags)\/([^/?]+)/.exec(question.target) ?? [];
  registryAnswered(engine.processes.log(container.id), container, engine.host.clock.now(), {
    ...{ ...question, from, status, type, written: body.length, error: errorIn(body) },
    names: {
      ...(name !== undefined && { name }),
      ...(reference !== undefined && reference !== 'list' && { reference }),
    },
  });
  return answer;
}

/** In the words of its log. */
function errorIn(body: string): Asked['error'] {
  if (!body.startsWith('{"errors"')) return undefined;
  const [first] = asList(asRecord(parseJson(body)).errors);
  const { code, message, detail } = asRecord(first);
  const details = Object.entries(asRecord(detail)).map(([key, value]) => `${key}:${value}`);
  return {
    code: String(code).toLowerCase().replaceAll('_', ' '),
    message: String(message),
    detail: details.length === 0 ? '<nil>' : `map[${details.join(' ')}]`,
  };
}

function answerOf(
  { engine, container, service }: Extract<Dialled, { kind: 'open' }>,
  { method, target }: Question,
): ApiAnswer {
  if (method !== 'GET' && method !== 'HEAD') return html(405, '<h1>405 Not Allowed</h1>');
  if (service !== 'registry') return target === '/' ? html(200, WELCOME) : html(404, '<h1>404 Not Found</h1>');
  if (setupOf(engine, container).closed)
    return json(401, { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }] });
  const store = servedBy(engine.full, container);
  const { pathname } = new URL(target, 'http://registry');
  // The one answer without a line's end.
  if (pathname === '/v2/' || pathname === '/v2') return { ...json(200, {}), body: '{}' };
  if (pathname === '/v2/_catalog') {
    return json(200, { repositories: [...new Set([...store.keys()].map((key) => key.replace(/:[^:]*$/, '')))].sort() });
  }
  const tags = /^\/v2\/(.+)\/tags\/list$/.exec(pathname)?.[1];
  if (tags !== undefined) {
    const found = [...store.keys()]
      .filter((key) => key.replace(/:[^:]*$/, '') === tags)
      .map((key) => key.slice(tags.length + 1));
    return found.length > 0
      ? json(200, { name: tags, tags: found.sort() })
      : wrong('NAME_UNKNOWN', 'repository name not known to registry', { name: tags });
  }
  const [, name = '', tag = ''] = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(pathname) ?? [];
  const image = store.get(`${name}:${tag}`);
  if (image !== undefined) {
    const layers = layersOf(image).map((id) => ({ digest: `sha256:${id}` }));
    return json(200, { schemaVersion: 2, config: { digest: image.id }, layers, digest: digestOf(image) });
  }
  if (name !== '') return wrong('MANIFEST_UNKNOWN', 'manifest unknown', { Tag: tag });
  return { status: 404, type: 'text/plain; charset=utf-8', body: '404 page not found\n' };
}

const json = (status: number, value: unknown): ApiAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(value)}\n`,
});

const wrong = (code: string, message: string, detail: unknown): ApiAnswer =>
  json(404, { errors: [{ code, message, detail }] });

const html = (status: number, body: string): ApiAnswer => ({ status, type: 'text/html', body: `${body}\n` });

const WELCOME = `<!DOCTYPE html>
<html>
<head><title>Welcome to nginx!</title></head>
<body><h1>Welcome to nginx!</h1></body>
</html>`;
