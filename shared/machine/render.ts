/** Operations as the words of one command each. Quoting for a shell is the script's. */
import { unreachable } from '../problem.ts';
import { type Argv, scriptOf } from './argv.ts';
import { fileChange } from './files.ts';
import { matchesOf } from './firewall/rule.ts';
import type { NewContainer, NewEndpoint, NewLink, NewNetwork, Operation, RegistryLogin } from './operation.ts';

export type { Argv } from './argv.ts';

export function render(operation: Operation): Argv {
  switch (operation.do) {
    case 'add-link':
      return addLink(operation);
    case 'set-link': {
      const { name, promiscuous, mtu, alias, master, up } = operation;
      return [
        ...['ip', 'link', 'set', 'dev', name],
        ...(promiscuous === undefined ? [] : ['promisc', promiscuous ? 'on' : 'off']),
        ...option('mtu', mtu?.toString()),
        ...option('alias', alias),
        ...(master === undefined ? [] : master === 'none' ? ['nomaster'] : ['master', master]),
        ...(up === undefined ? [] : [up ? 'up' : 'down']),
      ];
    }
    case 'delete-link':
      return ['ip', 'link', 'del', 'dev', operation.name];
    case 'set-port-vlan': {
      const { name, vlan, on, self } = operation;
      return ['bridge', 'vlan', on ? 'add' : 'del', 'dev', name, 'vid', String(vlan), ...(self ? ['self'] : [])];
    }
    case 'add-address':
      return ['ip', 'addr', 'add', operation.cidr, 'dev', operation.dev];
    case 'delete-address':
      return ['ip', 'addr', 'del', operation.cidr, 'dev', operation.dev];
    case 'add-route':
    case 'delete-route': {
      const { to, via, dev } = operation;
      const verb = operation.do === 'add-route' ? 'add' : 'del';
      return ['ip', 'route', verb, to, ...option('via', via), ...option('dev', dev)];
    }
    case 'set-sysctl':
      return ['sysctl', '-w', `${operation.name}=${operation.value}`];
    case 'insert-rule':
      return rule('-I', operation);
    case 'append-rule':
      return rule('-A', operation);
    case 'delete-rule':
      return rule('-D', operation);
    case 'create-network':
      return createNetwork(operation);
    case 'remove-network':
      return ['docker', 'network', 'rm', operation.name];
    case 'connect-network': {
      const { network, container, address } = operation;
      return ['docker', 'network', 'connect', ...option('--ip', address), network, container];
    }
    case 'create-container':
      return container(['create', '-it'], operation);
    case 'run-container':
      return container(['run', '-dit'], operation);
    case 'start-container':
      return ['docker', 'start', operation.name];
    case 'restart-container':
      return ['docker', 'restart', '-t', '1', operation.name];
    case 'unpause-container':
      return ['docker', 'unpause', operation.name];
    case 'remove-container':
      // With what it has been given, the anonymous volumes of its image.
      return ['docker', 'rm', '-f', '-v', operation.name];
    case 'remove-unstarted':
      return removeUnstarted(operation.name, operation.label);
    case 'update-container':
      return ['docker', 'update', '--restart', operation.restart, operation.name];
    case 'pull-image':
      return withLogin('pull', operation.image, operation.login);
    case 'fill-container':
      return ['docker', 'cp', '-', `${operation.name}:/`];
    case 'remove-image':
      return ['docker', 'image', 'rm', operation.image];
    case 'forget-image':
      return scriptOf(forgetImage, operation.image);
    case 'push-image':
      return withLogin('push', operation.image, operation.login);
    case 'load-image':
      return operation.form === 'image' ? ['docker', 'load', '-q'] : ['docker', 'import', '-', operation.image];
    case 'tag-image':
      return ['docker', 'tag', operation.image, operation.as];
    case 'create-volume':
      return ['docker', 'volume', 'create', ...pairs('--label', operation.labels), operation.name];
    case 'remove-volume':
      return ['docker', 'volume', 'rm', operation.name];
    case 'await-registry':
      return operation.tls
        ? scriptOf(awaitSecretRegistry, `https://127.0.0.1:${operation.port}/v2/`)
        : scriptOf(awaitRegistry, `http://127.0.0.1:${operation.port}/v2/`);
    case 'write-daemon-file':
      return writeDaemonFile(operation);
    case 'reload-daemon':
      return ['systemctl', 'reload', 'docker'];
    case 'await-trust':
      return scriptOf(operation.trusted ? awaitTrust : awaitDistrust, operation.registry);
    case 'write-file':
    case 'remove-file':
    case 'check-files':
    case 'reread-units':
    case 'begin-watch':
    case 'take-back':
    case 'end-watch':
      return fileChange(operation);
    default:
      return unreachable(operation);
  }
}

const option = (flag: string, value: string | undefined): Argv => (value === undefined ? [] : [flag, value]);

const addLink = (link: NewLink): Argv => [
  ...['ip', 'link', 'add', ...('parent' in link ? ['link', link.parent] : []), 'name', link.name, 'type', link.kind],
  ...optionsOf(link),
];

function optionsOf(link: NewLink): Argv {
  switch (link.kind) {
    case 'vlan':
      return ['id', String(link.vlan)];
    case 'macvlan':
    case 'bond':
      return ['mode', link.mode];
    case 'bridge':
      return link.filters ? ['vlan_filtering', '1'] : [];
    case 'dummy':
      return [];
  }
}

/** `-w`: Docker and others use iptables too; wait for them instead of failing. */
function rule(
  flag: string,
  { table, chain, spec, comment }: Extract<Operation, { do: 'insert-rule' }> | RuleEdit,
): Argv {
  return [
    ...['iptables', '-w'],
    ...(table === 'filter' ? [] : ['-t', table]),
    ...[flag, chain, ...matchesOf(spec)],
    ...['-m', 'comment', '--comment', comment, '-j', spec.target],
  ];
}

type RuleEdit = Extract<Operation, { readonly comment: string }>;

const pairs = (flag: string, values: Readonly<Record<string, string>>): Argv =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);

const createNetwork = ({
  name,
  driver,
  internal,
  labels,
  subnet,
  gateway,
  range,
  reserved,
  options,
}: NewNetwork): Argv => [
  ...['docker', 'network', 'create', '-d', driver, ...pairs('--label', labels)],
  ...(internal === true ? ['--internal'] : []),
  ...['--subnet', subnet],
  ...option('--gateway', gateway),
  ...option('--ip-range', range),
  ...pairs('--aux-address', reserved),
  ...pairs('-o', options),
  name,
];

function container(verb: Argv, asked: NewContainer): Argv {
  const { name, labels, networks, image, command, restart, ports = [], volumes = [] } = asked;
  const [program, ...before] = asked.entrypoint ?? [];
  const each = (flag: string, values: readonly string[] = []): Argv => values.flatMap((value) => [flag, value]);
  return [
    ...['docker', ...verb, '--name', name, ...pairs('--label', labels)],
    ...option('--restart', restart),
    ...option('--hostname', asked.hostname),
    ...option('--user', asked.user),
    ...(asked.privileged === true ? ['--privileged'] : []),
    ...each('--cap-add', asked.capAdd),
    ...each('--sysctl', asked.sysctls),
    ...each('--dns', asked.dns),
    ...each('-e', asked.environment),
    ...each('-p', ports),
    ...each('-v', volumes),
    ...option('--entrypoint', program),
    ...places(networks),
    image,
    ...before,
    ...command,
  ];
}

/** One network in the words of all versions; several in those that only later ones know. */
function places(networks: readonly NewEndpoint[]): Argv {
  const [first, ...more] = networks;
  if (first === undefined) return ['--network', 'none'];
  if (more.length > 0) return networks.flatMap(oneOfSeveral);
  return ['--network', first.network, ...option('--ip', first.address), ...option('--mac-address', first.mac)];
}

function oneOfSeveral({ network, address, mac }: NewEndpoint): Argv {
  const fields = [`name=${network}`, address && `ip=${address}`, mac && `mac-address=${mac}`].filter(Boolean);
  return ['--network', fields.join(',')];
}

/** By its label and not by its name: the name may be somebody else's, which may be the very reason why it failed. */
function removeUnstarted(name: string, label: string): Argv {
  const filters = [`label=${label}`, `name=^/?${name.replaceAll('.', '\\.')}$`, 'status=created'];
  const words = filters.map((_, index) => `--filter "$${index + 1}"`).join(' ');
  const script = `left=$(docker ps -aq ${words}) && { [ -z "$left" ] || docker rm -f -v $left; }`;
  return scriptOf(script, ...filters);
}

/** A change to any name has Docker write all of them. Only a second name is given and taken: the image keeps its own. */
const forgetImage =
  'any=$(docker image ls -q --filter dangling=false | head -n 1) && { [ -z "$any" ] || { docker tag "$any" "$1" && docker image rm "$1"; }; }';

/**
 * Asks once a second, for as long as a slow host needs to start it.
 * @param failure the last word, unless `alive` fails, which then has it
 */
const until = (asked: string, failure: string, alive = 'true'): string =>
  `left=30; until ${asked}; do left=$((left - 1)); [ "$left" -gt 0 ] || { ${alive} && echo "${failure}" >&2; exit 1; }; sleep 1; done`;

/** One that asks who it is has answered, too: `curl` tells the status, `wget` ends with 6. */
const answers = (loosely: 'k' | '', wget: string): string =>
  `case $(curl -s${loosely} -o /dev/null --noproxy '*' --max-time 5 -w '%{http_code}' "$1" 2>/dev/null) in 200 | 401) true ;; *) wget -q -T 5 ${wget}-O /dev/null "$1" 2>/dev/null || [ "$?" -eq 6 ] ;; esac`;
const awaitRegistry = until(answers('', ''), 'the registry does not answer at $1');
/** Whose certificate this is, is for those to judge who pull. */
const awaitSecretRegistry = until(answers('k', '--no-check-certificate '), 'the registry does not answer at $1');

/**
 * Docker keeps what somebody logs in with, in a file: here in a folder of its own in memory, for as long as the one command
 * runs. The password is read from standard input.
 */
const LOGGED_IN = `umask 077; kept=$(mktemp -d /run/trunkline-login.XXXXXX) || exit; trap 'rm -rf "$kept"' EXIT
docker --config "$kept" login -u "$2" --password-stdin "$1" >"$kept/said" 2>&1 || { cat "$kept/said" >&2; exit 1; }
docker --config "$kept" "$3" "$4" & child=$!; trap 'kill "$child"; exit 143' TERM; wait "$child"`;

const withLogin = (verb: 'pull' | 'push', image: string, login: RegistryLogin | undefined): Argv =>
  login === undefined ? ['docker', verb, image] : scriptOf(LOGGED_IN, login.registry, login.user, verb, image);

/** The registries that Docker was told of, each a key of one JSON object. */
export const KNOWN_REGISTRIES: Argv = ['docker', 'info', '--format', '{{json .RegistryConfig.IndexConfigs}}'];

/** Whether Docker names the registry among those that it knows. A Docker that does not answer has said neither, and tells so in the end. */
const trusts = (sign: '' | '! ', failure: string): string =>
  until(
    // In quotes that need no quoting when this script is itself a word.
    `said=$(docker info --format "{{json .RegistryConfig.IndexConfigs}}" 2>/dev/null) && ${sign}printf %s "$said" | grep -qF "\\"$1\\":"`,
    failure,
    'docker version >/dev/null',
  );
const awaitTrust = trusts('', 'Docker has not taken $1 from its settings');
const awaitDistrust = trusts('! ', 'Docker still has $1 in its settings');

/** The new one is whole before it takes the old one's place, with its rights; a link stays one. */
function writeDaemonFile({ path, from, to }: Extract<Operation, { do: 'write-daemon-file' }>): Argv {
  const same = from === undefined ? '[ ! -e "$file" ]' : '[ "$(cat "$file" && echo .)" = "$2." ]';
  const make =
    to === undefined
      ? 'rm "$file"'
      : `${from === undefined ? 'umask 022 && mkdir -p "$(dirname "$1")"' : 'cp -p "$file" "$file.new"'} && printf %s "$3" >"$file.new" && sync "$file.new" && mv -f "$file.new" "$file"`;
  const changed = '{ echo "$1 has changed since it was looked at" >&2; exit 1; }';
  const script = `file=$(readlink -f "$1") || file=$1; ${same} || ${changed}; ${make}`;
  return scriptOf(script, path, from ?? '', ...(to === undefined ? [] : [to]));
}
