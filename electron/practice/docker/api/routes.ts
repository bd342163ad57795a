/** What Docker's socket answers to the questions that are asked of it by HTTP: those that change nothing. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { buildOf } from '../engine/builds.ts';
import type { DockerEngine } from '../engine/engine.ts';
import { findContainer, findNetwork } from '../engine/find.ts';
import { findImage } from '../engine/images.ts';
import { findVolume } from '../engine/volumes.ts';
import { containerJson } from './container-json.ts';
import { imageJson } from './image-json.ts';
import { infoJson, versionJson } from './info-json.ts';
import { containersNewestFirst, imagesJson, listedContainer } from './list-json.ts';
import { networkJson } from './network-json.ts';
import { volumeJson } from './volume-json.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

interface Route {
  readonly path: RegExp;
  answer(engine: DockerEngine, found: readonly string[], query: URLSearchParams): unknown;
}

const routes: readonly Route[] = [
  { path: /^\/_ping$/, answer: () => 'OK' },
  { path: /^\/version$/, answer: (engine) => versionJson(buildOf(engine.version), engine.host.kernel()) },
  { path: /^\/info$/, answer: (engine) => infoJson(engine) },
  { path: /^\/networks$/, answer: ({ full }) => full.networks.map((item) => networkJson(full, item, false)) },
  {
    path: /^\/networks\/(.+)$/,
    answer: ({ full }, [, name = '']) => networkJson(full, findNetwork(full, name), true),
  },
  { path: /^\/volumes$/, answer: ({ full }) => ({ Volumes: full.volumes.map(volumeJson), Warnings: null }) },
  { path: /^\/volumes\/(.+)$/, answer: ({ full }, [, name = '']) => volumeJson(findVolume(full, name)) },
  { path: /^\/images\/json$/, answer: ({ full }) => imagesJson(full) },
  { path: /^\/images\/(.+)\/json$/, answer: ({ full }, [, name = '']) => imageJson(findImage(full, name)) },
  {
    path: /^\/containers\/json$/,
    answer: ({ full, host }, _found, query) =>
      containersNewestFirst(full)
        .filter(
          ({ status }) => ['1', 'true'].includes(query.get('all') ?? '') || status === 'running' || status === 'paused',
        )
        .map((item) => listedContainer(item, host.clock.now())),
  },
  {
    path: /^\/containers\/(.+)\/json$/,
    answer(engine, [, name = '']) {
      const container = findContainer(engine.full, name);
      return containerJson(container, engine.imageOf(container));
    },
  },
];

/** @param target path and query: `/v1.41/containers/json?all=1` */
export function answerApi(engine: DockerEngine, method: string, target: string): ApiAnswer {
  const url = new URL(target, 'http://docker');
  const path = decodeURIComponent(url.pathname).replace(/^\/v1\.\d+(?=\/)/, '');
  const route = routes.find((item) => item.path.test(path));
  if (route === undefined) return json(404, { message: 'page not found' });
  if (method !== 'GET') return json(405, { message: 'a practice host answers questions here; use the docker command' });
  try {
    const value = route.answer(engine, route.path.exec(path) ?? [], url.searchParams);
    return typeof value === 'string'
      ? { status: 200, type: 'text/plain; charset=utf-8', body: value }
      : json(200, value);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return json(error.status, { message: error.message });
  }
}

const json = (status: number, value: unknown): ApiAnswer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(value)}\n`,
});
