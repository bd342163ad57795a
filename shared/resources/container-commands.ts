import { type HostState, ownerLabel } from '../host/state.ts';
import type { Attachment, Container } from '../lab/lab.ts';
import { severalNetworksInRun } from '../machine/docker/facts.ts';
import { holds } from '../machine/fact.ts';
import { commandLabel, imageCommand, readyDocker } from './docker.ts';
import type { Argv, Undo } from './resource.ts';

/**
 * One `docker run` wherever Docker can do it in one. Before 25 it takes one network; further ones are connected between
 * creating and starting, so that the container never runs without one of its addresses.
 */
export function createContainer(lab: string, wanted: Container, state: HostState): readonly Argv[] {
  const { name, attachments } = wanted;
  const [first, ...more] = attachments;
  if (first === undefined) return [make('run', lab, wanted, ['--network', 'none'])];
  if (more.length === 0) return [make('run', lab, wanted, onlyNetwork(first))];
  if (holds(severalNetworksInRun, readyDocker(state)?.version ?? ''))
    return [make('run', lab, wanted, attachments.flatMap(oneOfSeveral))];
  return [
    make('create', lab, wanted, onlyNetwork(first)),
    ...more.map(({ network, address }) => [
      ...['docker', 'network', 'connect', ...option('--ip', address)],
      network,
      name,
    ]),
    ['docker', 'start', name],
  ];
}

function make(verb: 'run' | 'create', lab: string, { name, image, command }: Container, network: Argv): Argv {
  return [
    ...['docker', verb, verb === 'run' ? '-dit' : '-it', '--name', name, '--label', `${ownerLabel}=${lab}`],
    ...(command.length === 0 ? ['--label', `${commandLabel}=${imageCommand}`] : []),
    ...network,
    image,
    ...command,
  ];
}

const option = (flag: string, value: string | undefined): Argv => (value === undefined ? [] : [flag, value]);

const onlyNetwork = ({ network, address, mac }: Attachment): Argv => [
  ...['--network', network],
  ...option('--ip', address),
  ...option('--mac-address', mac),
];

const oneOfSeveral = ({ network, address, mac }: Attachment): Argv => {
  const fields = [`name=${network}`, address && `ip=${address}`, mac && `mac-address=${mac}`].filter(Boolean);
  return ['--network', fields.join(',')];
};

/**
 * A `docker run` that fails leaves a container behind that was never started. It is removed by its label and not by its name:
 * the name may be somebody else's, which may be the very reason why it failed.
 */
export function undoFailedCreate(lab: string, wanted: Container, state: HostState): readonly Undo[] {
  const commands = createContainer(lab, wanted, state);
  if (commands.length > 1) return [{ made: 1, argv: ['docker', 'rm', '-f', '-v', wanted.name] }];
  const filters = [`label=${ownerLabel}=${lab}`, `name=^/?${wanted.name.replaceAll('.', '\\.')}$`, 'status=created'];
  const script = `left=$(docker ps -aq ${filters.map((_, index) => `--filter "$${index + 1}"`).join(' ')}) && { [ -z "$left" ] || docker rm -f -v $left; }`;
  return [{ made: 0, argv: ['sh', '-c', script, 'sh', ...filters] }];
}
