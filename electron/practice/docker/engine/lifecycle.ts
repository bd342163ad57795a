/** Starting and stopping containers. */

import { Refusal, refuse } from '../../../../shared/machine/docker/refusal.ts';
import { namespaceHasSysctl } from '../../../../shared/machine/kernel/sysctl-names.ts';
import { isSysctlValue } from '../../../../shared/machine/kernel/sysctls.ts';
import { idle, join, leave } from './endpoints.ts';
import { editContainer, findContainer } from './find.ts';
import { hexId } from './ids.ts';
import { liveLinks } from './linked.ts';
import { type Container, type Endpoint, isRunning } from './state.ts';
import { notPlaced, notRunning, notSetUp, notStarted } from './words.ts';
import type { EngineWorld } from './world.ts';

/** Docker tells a request that changes nothing apart from one that fails: `start` of what runs is no error. */
export function startContainer(world: EngineWorld, name: string): EngineWorld {
  const container = findContainer(world.state, name);
  if (container.status === 'paused') refuse('cannot start a paused container, try unpause instead', 409);
  if (container.status === 'running') return world;
  return bringUp(world, container);
}

function placed(world: EngineWorld, container: Container, end: Endpoint): ReturnType<typeof join> {
  try {
    return join(world, container, end);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(notPlaced(world.version, error.message), error.status);
  }
}

/** What it is on from its start is in the order of names; whatever it is connected to later comes behind. */
function bringUp(world: EngineWorld, asked: Container): EngineWorld {
  const byName = [...asked.endpoints].sort((a, b) => (a.network < b.network ? -1 : 1));
  const container = { ...asked, endpoints: byName };
  if (container.networkMode.startsWith('container:')) {
    const other = findContainer(world.state, container.networkMode.slice('container:'.length));
    if (!isRunning(other)) refuse(`cannot join network of a non running container: ${other.id}`, 409);
  }
  liveLinks(world.state, container);
  checkSysctls(world.version, container);
  let now = world;
  const joined = new Map<Endpoint, Endpoint>();
  // Docker puts a container on its default network first.
  const order = [...container.endpoints].sort(
    (a, b) => Number(b.network === 'bridge') - Number(a.network === 'bridge'),
  );
  for (const end of order) {
    const after = placed(now, container, end);
    now = withEndpoint(after.world, container.id, end, after.endpoint);
    joined.set(end, after.endpoint);
  }
  const endpoints = container.endpoints.map((end, at) => ({ ...(joined.get(end) ?? end), device: `eth${at}` }));
  checkDefaultRoutes(now, endpoints);
  const counter = now.state.counter + 1;
  const state = editContainer({ ...now.state, counter }, container.id, (item) => ({
    ...item,
    endpoints,
    status: 'running',
    pid: FIRST_PID + counter * 7,
    exitCode: 0,
    error: '',
    started: world.now,
    devices: endpoints.length,
    stoppedByHand: false,
  }));
  return { ...now, state };
}

/** Settings that the container's namespaces do not have, or not with that value. */
function checkSysctls(version: string, { config, endpoints, networkMode }: Container): void {
  if (networkMode === 'host') return;
  const links = endpoints.map((_, at) => `eth${at}`);
  for (const [name, value] of Object.entries(config.sysctls)) {
    const path = `/proc/sys/${name.replaceAll('.', '/')}`;
    if (!namespaceHasSysctl(name, links)) refuse(notSetUp(version, `open ${path}: no such file or directory`), 400);
    if (!isSysctlValue(name, value)) refuse(notSetUp(version, `write ${path}: invalid argument`), 400);
  }
}

const FIRST_PID = 1200;

const withEndpoint = (world: EngineWorld, id: string, before: Endpoint, after: Endpoint): EngineWorld => ({
  ...world,
  state: editContainer(world.state, id, (item) => ({
    ...item,
    endpoints: item.endpoints.map((end) => (end === before ? after : end)),
  })),
});

/** A network of ipvlan in mode l3 wants to be the way to everywhere, and finds another there already. */
function checkDefaultRoutes({ state, version }: EngineWorld, endpoints: readonly Endpoint[]): void {
  const byDevice = endpoints.find(({ networkId }) => {
    const network = state.networks.find(({ id }) => id === networkId);
    return network?.driver === 'ipvlan' && !network.internal && network.options.ipvlan_mode === 'l3';
  });
  const others = endpoints.some((end) => end !== byDevice && end.address !== undefined && end.gateway !== undefined);
  if (byDevice === undefined || !others) return;
  const link = `veth${hexId('veth', byDevice.id).slice(0, 7)}`;
  throw new Refusal(
    notStarted(
      version,
      `OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running hook #0: error running hook: exit status 1, stdout: , stderr: time="${new Date(0).toISOString().slice(0, 19)}Z" level=fatal msg="failed to add interface ${link} to sandbox: error setting interface \\"${link}\\" routes to [\\"0.0.0.0/0\\"]: file exists": unknown`,
    ),
  );
}

/** What is left when its first process has ended. */
export function ended(world: EngineWorld, id: string, exitCode: number, byHand: boolean): EngineWorld {
  const container = findContainer(world.state, id);
  const kernel = container.endpoints.reduce((before, end) => leave(world, before, container, end), world.kernel);
  const state = editContainer(world.state, id, (item) => ({
    ...item,
    endpoints: item.endpoints.map(idle),
    status: 'exited',
    pid: 0,
    exitCode,
    finished: world.now,
    stoppedByHand: byHand,
    ownNetwork: undefined,
  }));
  return { ...world, kernel, state };
}

export function pauseContainer(world: EngineWorld, name: string): EngineWorld {
  const container = findContainer(world.state, name);
  if (container.status === 'paused') refuse(`Container ${container.id} is already paused`, 409);
  if (container.status !== 'running') refuse(notRunning(world.version, container.id), 409);
  return { ...world, state: editContainer(world.state, container.id, (item) => ({ ...item, status: 'paused' })) };
}

export function unpauseContainer(world: EngineWorld, name: string): EngineWorld {
  const container = findContainer(world.state, name);
  if (container.status !== 'paused') refuse(`Container ${container.id} is not paused`);
  return { ...world, state: editContainer(world.state, container.id, (item) => ({ ...item, status: 'running' })) };
}

/** A start that failed leaves a reason and a status behind. */
export const failedToStart = (world: EngineWorld, id: string, error: string, exitCode: number): EngineWorld => ({
  ...world,
  state: editContainer(world.state, id, (item) => ({ ...item, error, exitCode })),
});

/** Which containers Docker starts by itself when it starts. */
export const startsWithDocker = ({ config, stoppedByHand, started }: Container): boolean =>
  started !== undefined &&
  (config.restart.name === 'always' || (config.restart.name === 'unless-stopped' && !stoppedByHand));
