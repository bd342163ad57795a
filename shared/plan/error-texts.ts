import { SILENT_TEXT } from './unpacked.ts';

/**
 * What ip, docker, iptables and their like print when they fail, and what it means here. The texts were met on real hosts
 * or read in the programs' sources; each has a test with the text as printed. The first that fits is taken.
 */
export interface Failure {
  readonly host: string;
  /** The command line as it was shown. */
  readonly command: string;
  readonly output: string;
  readonly exitCode: number;
}

export interface ErrorText {
  /** Of the problem. */
  readonly code: string;
  readonly pattern: RegExp;
  /** Only for commands that begin with it. */
  readonly of?: string;
  /** `found` is the match, its groups from 1. */
  message(failure: Failure, found: readonly string[]): string;
  hint(failure: Failure, found: readonly string[]): string;
}

/** A registry knows another password than the one that was typed. */
export const REGISTRY_REFUSES = 'registry-refuses';

const again = 'Plan again: the host has changed since this plan was made.';

const dockerTexts: readonly ErrorText[] = [
  {
    code: 'network-exists',
    pattern: /network with name (\S+) already exists/,
    message: ({ host }, [, name]) => `${host} has a Docker network ${name} already.`,
    hint: () => again,
  },
  {
    code: 'parent-missing',
    pattern: /invalid subinterface vlan name ([^\s,]+)/,
    message: ({ host }, [, name]) => `${host} has no interface ${name} for the Docker network to stand on.`,
    hint: ({ host }) => `Nothing is wrong with the VLAN: look with "ip link" which interfaces ${host} has.`,
  },
  {
    code: 'parent-missing',
    pattern: /the requested parent interface (\S+) was not found/,
    message: ({ host }, [, name]) =>
      `The interface ${name} of ${host}, on which the container's network stands, is gone.`,
    hint: () => 'Deploy again: the interface is made anew, and then the container.',
  },
  {
    code: 'parent-taken',
    pattern: /network (\S+) is already using parent interface (\S+)/,
    message: ({ host }, [, other, parent]) =>
      `${parent} of ${host} is the parent of another Docker network already (its id begins with ${other?.replace(/^d[mi]-/, '')}).`,
    hint: () => 'Put the network on another interface, or remove the other one ("docker network ls" lists them).',
  },
  {
    code: 'mode-unknown',
    pattern: /requested (ipvlan|macvlan) mode '([^']+)' is not valid/,
    message: ({ host }, [, driver, mode]) => `The Docker on ${host} does not know the ${driver} mode ${mode}.`,
    hint: (_failure, [, , mode]) =>
      mode === 'l3s' ? 'Use mode l3, or a newer Docker.' : 'Use another mode, or a newer Docker.',
  },
  {
    code: 'pool-overlap',
    pattern: /Pool overlaps with other one on this address space/,
    message: ({ host }) => `The network's subnet overlaps with that of another Docker network on ${host}.`,
    hint: () => 'Give the network another subnet, or remove the other one.',
  },
  // Before an address that is in use, in whose words it ends.
  {
    code: 'port-taken',
    pattern: /Bind for \S+:(\d+) failed: port is already allocated|:(\d+): bind: address already in use/,
    message: ({ host }, [, ...ports]) =>
      `Port ${ports.find((port) => port !== undefined)} of ${host} is in use already.`,
    hint: ({ host }) =>
      `Give the registry another port, or stop what listens there: "ss -ltnp" on ${host} says what it is.`,
  },
  {
    code: 'address-in-use',
    pattern: /address already in use/i,
    of: 'docker',
    message: ({ host }) => `Docker on ${host} has given one of these addresses away already.`,
    hint: () => 'Give the container another address: network, broadcast, gateway and reserved addresses are taken too.',
  },
  {
    code: 'address-outside',
    pattern:
      /Invalid address ([\d.]+\d)|no configured subnet (?:or ip-range )?contains? (?:the )?IP address ([\d.]+\d)/,
    message: ({ host }, [, one, other]) => `${one ?? other} lies outside of the network's subnet on ${host}.`,
    hint: () => "Give the container an address of its network's subnet.",
  },
  {
    code: 'network-in-use',
    pattern: /network (\S+) (?:id \S+ )?has active endpoints/,
    message: ({ host }, [, name]) => `There are still running containers on the Docker network ${name} of ${host}.`,
    hint: (_, [, name]) => `"docker network inspect ${name}" names them: remove or disconnect those that are yours.`,
  },
  {
    code: 'parent-busy',
    pattern: /failed to create the \w+ port: device or resource busy/,
    message: ({ host }) => `The network's parent interface on ${host} is in use in another way already.`,
    hint: () =>
      'One interface carries either macvlan or ipvlan children, and none at all when it is a port of a bridge.',
  },
  {
    code: 'container-exists',
    pattern: /The container name "\/?(\S+?)" is already in use/,
    message: ({ host }, [, name]) => `${host} has a container ${name} already.`,
    hint: () => again,
  },
  {
    code: 'network-lost',
    pattern: /network (\S+) not found/,
    of: 'docker',
    message: ({ host }, [, name]) => `Docker on ${host} does not find the network ${name}.`,
    hint: () =>
      'If "docker network ls" lists it, its interface was missing when Docker started: restart Docker there, then deploy again.',
  },
  {
    code: 'two-default-routes',
    pattern: /error setting interface \S+ routes to \[\S*0\.0\.0\.0\/0\S*\]: file exists/,
    message: ({ host }) => `On ${host} two networks of this container both want to be its way to everywhere else.`,
    hint: () => 'A network of ipvlan in mode l3 or l3s must be the only one of its container.',
  },
  {
    code: 'registry-plain-http',
    pattern: /server gave HTTP response to HTTPS client/,
    message: ({ host }) => `The registry speaks plain HTTP, which Docker on ${host} does not accept from it.`,
    hint: ({ host }) => `List the registry under "insecure-registries" in /etc/docker/daemon.json on ${host}.`,
  },
  {
    code: REGISTRY_REFUSES,
    pattern:
      /failed with status: 401 Unauthorized|unauthorized: (?:authentication required|incorrect username or password)/,
    of: 'docker login',
    message: ({ host, command }) =>
      `The registry does not take the password that was typed for ${/ -u (\S+)/.exec(command)?.[1] ?? 'its user'}: ${host} was not let in.`,
    hint: () =>
      'It knows the password that was typed when it was set up: deploy again with that one. If nobody knows it any more, destroy the lab and deploy it: then it is set up with the one that is typed.',
  },
  {
    code: 'registry-login',
    pattern: /no basic auth credentials|unauthorized: authentication required/,
    message: ({ host }) => `The registry wants to know who ${host} is.`,
    hint: ({ host }) => `Log in there on ${host} with "docker login", as the user whom the lab logs in as.`,
  },
  {
    code: 'registry-silent',
    pattern: /the registry does not answer at http:\/\/\S*:(\d+)\//,
    message: ({ host }, [, port]) => `The registry of ${host} was started and does not answer on port ${port}.`,
    hint: () => '"docker logs registry" there says why; without curl and wget there it cannot be asked at all.',
  },
  {
    code: 'daemon-file-changed',
    pattern: /(\S+) has changed since it was looked at/,
    of: 'sh',
    message: ({ host }, [, path]) => `${path} of ${host} is not any more what it was when this plan was made.`,
    hint: () => 'It was left as it is. Plan again.',
  },
  {
    code: 'daemon-not-reloaded',
    pattern: /Docker (?:has not taken|still has) (\S+) (?:from|in) its settings/,
    of: 'sh',
    message: ({ host }, [, registry]) => `Docker on ${host} was told of ${registry} and goes on as before.`,
    hint: () =>
      '"journalctl -u docker" there says why. A restart of Docker takes its settings too, and stops its containers unless "live-restore" is on.',
  },
  {
    code: 'image-pull-limit',
    pattern: /toomanyrequests|rate limit/,
    message: ({ host }) => `The image registry lets ${host} pull no more for now.`,
    hint: () => 'Wait, log in there with "docker login", or load the image from a file with "docker load".',
  },
  {
    code: 'image-not-found',
    pattern: /pull access denied for ([^\s,]+)|manifest for (\S+) not found|No such image: (\S+)|manifest unknown/,
    message: ({ host }, [, ...names]) =>
      `${host} does not have the image ${names.find((name) => name !== undefined) ?? 'that the container needs'}, and no registry gave it.`,
    hint: () => 'Check the image\'s name and tag, or load it there with "docker load".',
  },
  {
    code: 'command-not-in-image',
    pattern: /exec:? "?([^":]+)"?: (?:executable file not found|no such file or directory|stat )/,
    of: 'docker',
    message: (_, [, name]) => `The image has no program ${name}, which the container should run.`,
    hint: () => "Correct the container's command.",
  },
  {
    code: 'docker-stopped',
    pattern: /Cannot connect to the Docker daemon|Is the docker daemon running/,
    message: ({ host }) => `Docker does not answer on ${host}.`,
    hint: () => 'Start it there with "systemctl start docker".',
  },
  {
    code: 'docker-denied',
    pattern:
      /permission denied while trying to connect to the Docker daemon|dial unix \S*docker\.sock: connect: permission denied/,
    message: ({ host }) => `We may not use Docker on ${host}.`,
    hint: () => 'Log in as root or as a user who may use sudo; who joins the group docker must log in again.',
  },
  {
    code: 'no-such-container',
    pattern: /No such (container|network): (\S+)/i,
    message: ({ host }, [, what, name]) => `The ${what?.toLowerCase()} ${name} of ${host} is gone already.`,
    hint: () => again,
  },
  // Printed before every pull, so it says something only when nothing else does.
  {
    code: 'image-unreachable',
    pattern: /Unable to find image '([^']+)' locally/,
    message: ({ host }, [, name]) => `${host} does not have the image ${name} and could not fetch it.`,
    hint: ({ host }) => `Give ${host} access to the registry, or load the image there with "docker load".`,
  },
  {
    code: 'registry-unreachable',
    pattern: /https?:\/\/([^/"\s]+)\/v2\/[^:]*: (?:dial tcp|net\/http|context deadline)/,
    of: 'docker',
    message: ({ host }, [, registry]) => `${host} does not reach the registry ${registry}.`,
    hint: ({ host }) =>
      `Ask it from ${host} with "curl http://…/v2/": a firewall, a route or the registry itself may be missing.`,
  },
];

const ipTexts: readonly ErrorText[] = [
  {
    code: 'exists',
    pattern: /File exists/,
    of: 'ip link add',
    message: ({ host }) => `${host} has an interface of this name, or one with this tag on the same parent, already.`,
    hint: () => again,
  },
  {
    code: 'exists',
    pattern: /File exists|Address already assigned/,
    of: 'ip',
    message: ({ host, command }) => `${host} has this ${command.startsWith('ip route') ? 'route' : 'address'} already.`,
    hint: () => again,
  },
  {
    code: 'no-such-interface',
    pattern: /Cannot find device "?([^"\s]+)"?/,
    message: ({ host }, [, name]) => `${host} has no interface ${name}.`,
    hint: () => again,
  },
  {
    code: 'parent-down',
    pattern: /Network is down/,
    message: ({ host }) => `The parent interface on ${host} is down, so nothing on it can come up.`,
    hint: () => 'Bring it up there with "ip link set NAME up".',
  },
  {
    code: 'parent-busy',
    pattern: /device or resource busy/i,
    message: ({ host }) => `The parent interface on ${host} is in use in another way already.`,
    hint: () =>
      'One interface carries either macvlan or ipvlan children, and none at all when it is a port of a bridge.',
  },
  {
    code: 'no-module',
    pattern: /Unknown device type|Operation not supported|Not supported/i,
    of: 'ip',
    message: ({ host }) => `The kernel of ${host} cannot make an interface of this type.`,
    hint: () => 'Load its module there ("modprobe 8021q", "modprobe macvlan"), or install the full kernel package.',
  },
  {
    code: 'gateway-not-neighbour',
    pattern: /Nexthop has invalid gateway|Network is unreachable/,
    of: 'ip route',
    message: ({ host }) => `The route's next hop is in no subnet that ${host} has an address in.`,
    hint: () => "Route through a neighbour, or give one of the host's interfaces an address in the next hop's subnet.",
  },
];

const otherTexts: readonly ErrorText[] = [
  {
    code: 'no-gzip',
    pattern: /gzip: (?:command )?not found/,
    message: ({ host }) => `${host} has no gzip, which unpacks what is copied there.`,
    hint: () => 'Install it there; nothing was taken of the copy.',
  },
  {
    code: 'no-such-chain',
    pattern: /No chain\/target\/match by that name/,
    message: ({ host }) => `The chain for this rule, or something the rule needs, is not there on ${host}.`,
    hint: () => again,
  },
  {
    code: 'not-root',
    pattern: /Operation not permitted|you must be root|permission denied on key/i,
    message: ({ host }) => `We do not have the rights for this on ${host}.`,
    hint: () => 'Log in as root or as a user who may use sudo. Inside of a container not even root may do this.',
  },
];

const ROOM = 'Make room there: "df -h" and "df -i" say what is full, "docker system df" what Docker uses.';

/** What is said of a disk, whoever writes to it: a shell, a tool, tar, Docker. */
export const diskTexts: readonly ErrorText[] = [
  {
    // The kernel uses the disk's word where its own room for control groups is used up.
    code: 'no-control-group',
    pattern: /\/sys\/fs\/cgroup\S*: no space left on device/i,
    message: ({ host }) => `The kernel of ${host} has no room for another control group, which each container needs.`,
    hint: () => 'Remove containers that nobody needs; a restart of the host frees those that were left behind.',
  },
  {
    code: 'disk-full',
    pattern: /No space left on device|database or disk is full/i,
    message: ({ host }) => `The disk of ${host} is full.`,
    hint: () => ROOM,
  },
  {
    code: 'disk-full',
    pattern: /Disk quota exceeded/i,
    message: ({ host }) => `What we may write on the disk of ${host} is used up.`,
    hint: () => 'Make room there, or have the quota raised.',
  },
  {
    code: 'read-only',
    pattern: /Read-only file system/i,
    message: ({ host }) => `The file system of ${host} can only be read.`,
    hint: () => '"dmesg" on the host may say why; it must be writable for Trunkline to remember what was there.',
  },
  {
    // The words of dash for whatever keeps it from writing, and of tar where less was taken than it gave.
    code: 'disk-full',
    pattern:
      /^.*(?:sh|printf|echo): (?:\d+: )?(?:printf: |echo: )?(?:I\/O|write) error\s*$|Wrote only \d+ of \d+ bytes/im,
    message: ({ host }) => `Something could not be written whole on ${host}: its disk is full, or fails.`,
    hint: () => `${ROOM} "dmesg" says whether the disk fails.`,
  },
  {
    code: 'disk-fails',
    pattern: /Input\/output error/i,
    message: ({ host }) => `A disk of ${host} cannot be read or written.`,
    hint: () => '"dmesg" on the host says more; it may be broken, or a server that it stands on is gone.',
  },
];

/** After the others: a full disk breaks a copy off, too. */
const copyTexts: readonly ErrorText[] = [
  {
    code: 'copy-silent',
    pattern: new RegExp(SILENT_TEXT),
    message: ({ host }) =>
      `Nothing of the copy had come to ${host} for a minute, so it ended that and took nothing of it.`,
    hint: () => 'Deploy again: the connection stood still, or this computer slept.',
  },
  {
    code: 'copy-not-whole',
    pattern: /invalid tar header|unexpected EOF|unexpected end of file/,
    message: ({ host }) => `The image did not come to ${host} whole, so Docker took nothing of it.`,
    hint: () => 'Deploy again: the connection, or what it comes from, broke off in the middle.',
  },
];

export const errorTexts: readonly ErrorText[] = [...dockerTexts, ...ipTexts, ...otherTexts, ...diskTexts, ...copyTexts];
