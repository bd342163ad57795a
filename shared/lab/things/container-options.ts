/** What Compose lets a container have, in its names and forms; in the drawing each has one form. */
import { z } from 'zod';
import { nearest } from '../../nearest.ts';
import { isContainerSysctl } from '../../net/container-sysctls.ts';
import { parseIpv4 } from '../../net/ipv4.ts';
import { type Data, isList, isMap } from '../data.ts';
import { type NameFault, wordFault } from '../names.ts';
import { command, described, say, textLeaf, truth } from './leaves.ts';
import { noted } from './notes.ts';
import { list, optional } from './shapes.ts';

/** Lists of pairs are `NAME=VALUE`. */
export interface ContainerOptions {
  /** When Docker starts it by itself: `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:3`. */
  readonly restart?: string | undefined;
  readonly hostname?: string | undefined;
  readonly environment?: readonly string[] | undefined;
  /** `8080:80`, `127.0.0.1:8080:80/tcp`. */
  readonly ports?: readonly string[] | undefined;
  /** `/srv:/srv:ro`, `data:/var/lib/data`. */
  readonly volumes?: readonly string[] | undefined;
  readonly capAdd?: readonly string[] | undefined;
  readonly privileged?: boolean | undefined;
  readonly sysctls?: readonly string[] | undefined;
  readonly dns?: readonly string[] | undefined;
  readonly labels?: readonly string[] | undefined;
  /** Words; empty: the image's own. */
  readonly entrypoint?: readonly string[] | undefined;
  readonly user?: string | undefined;
}

const told = <S extends z.ZodType>(schema: (error: string) => S, expected: string, hint: string): S =>
  described(schema(say(expected, hint)), expected, hint);

/** `{ TZ: UTC }` and `[TZ=UTC]` are the same. */
const pairs = (expected: string, hint: string, fault: NameFault) => {
  const name = textLeaf('a name', hint, (text) => fault(`${text}=`));
  const value = z.union([z.string(), z.number(), z.boolean(), z.null()], { error: say('a text or a number', hint) });
  const both = told(
    (error) =>
      z.union(
        [
          z.record(
            name,
            value.refine((text) => typeof text !== 'string' || wordFault(text) === undefined, {
              error: say('has an invisible character in it', hint),
            }),
          ),
          z.array(textLeaf('NAME=VALUE', hint, fault)),
        ],
        { error },
      ),
    expected,
    hint,
  );
  return noted(both, { meaning: listOfPairs });
};

function listOfPairs(data: Data): Data {
  if (!isMap(data)) return data;
  return [...data].map(([name, value]) => (value === null ? name : `${name}=${String(value)}`));
}

/** One, or a list of them. */
const oneOrMore = (expected: string, hint: string, fault: NameFault) =>
  noted(
    told(
      (error) => z.union([textLeaf(expected, hint, fault), z.array(textLeaf(expected, hint, fault))], { error }),
      expected,
      hint,
    ),
    { meaning: (data) => (isList(data) ? data : [data]) },
  );

const pairFault =
  (pattern: RegExp, what: string): NameFault =>
  (text) => {
    const [name = ''] = text.split('=');
    return wordFault(text) ?? (pattern.test(name) ? undefined : `has ${name === '' ? 'no name' : what}`);
  };

/** Its name is looked at first: of what is none, nothing more is said. */
const sysctlFault: NameFault = (text) => {
  const [name = ''] = text.split('=');
  const fault = pairFault(/^[a-z0-9_]+(?:[./][A-Za-z0-9_-]+)+$/, 'the name of no kernel setting')(text);
  return (
    fault ??
    (isContainerSysctl(name) ? undefined : 'sets the whole host, and Docker takes no such setting for a container')
  );
};

const PORT =
  /^(?:(?:\d{1,3}(?:\.\d{1,3}){3}:)?(?:\d{1,5}(?:-\d{1,5})?)?:)?\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp|sctp))?$/;
const PORT_HINT = 'Write HOST:CONTAINER, such as "8080:80", "127.0.0.1:8080:80" or "53:53/udp".';
const NO_PORT = 'is no published port';
const publishedPort = noted(
  told(
    (error) =>
      z.union(
        [
          z
            .int({ error })
            .min(1, { error: say(NO_PORT, PORT_HINT) })
            .max(65535, { error: say(NO_PORT, PORT_HINT) }),
          textLeaf('a published port', PORT_HINT, (text) => {
            if (!PORT.test(text)) return NO_PORT;
            return (text.match(/\d+/g) ?? []).some((number) => Number(number) > 65535)
              ? 'has a port above 65535'
              : undefined;
          }),
        ],
        { error },
      ),
    'a published port',
    PORT_HINT,
  ),
  { meaning: String },
);

const VOLUME_HINT = 'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".';
const volume = textLeaf('a volume', VOLUME_HINT, (text) => {
  const [source = '', target = '', mode, ...more] = text.split(':');
  if (wordFault(text) !== undefined) return wordFault(text);
  if (more.length > 0 || (!text.includes(':') && !text.startsWith('/'))) return 'is no volume';
  if (!text.includes(':')) return undefined;
  if (/^[.~]/.test(source)) return 'begins at a folder of this machine, and the container runs on another';
  if (!/^(?:\/.*|[A-Za-z0-9][A-Za-z0-9_.-]+)$/.test(source))
    return 'has neither a path from / nor the name of a volume before its colon';
  if (!target.startsWith('/') || target === '/') return 'has no path from / behind its colon';
  return mode === undefined || /^(?:ro|rw|z|Z|[rs]?(?:shared|slave|private))(?:,(?:ro|rw|z|Z))*$/.test(mode)
    ? undefined
    : `has the unknown mode ${mode}`;
});

/** capabilities(7), as of Linux 6.1. */
const CAPABILITIES = [
  'ALL',
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'AUDIT_WRITE',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'IPC_OWNER',
  'KILL',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_RAW',
  'PERFMON',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
];
const capability = textLeaf('a capability', 'Write one of capabilities(7) without CAP_, such as NET_ADMIN.', (text) => {
  const name = text.toUpperCase().replace(/^CAP_/, '');
  if (CAPABILITIES.includes(name)) return undefined;
  const near = nearest(name, CAPABILITIES);
  return `is no capability of the kernel${near === undefined ? '' : `; it may be ${near}`}`;
});

const ENVIRONMENT_HINT = 'Write { TZ: UTC } or [TZ=UTC].';
const SYSCTL_HINT = 'Write { net.ipv4.ip_forward: 1 }.';
const LABEL_HINT = 'Write { purpose: test }.';
const RESTART_HINT = 'Write no, always, unless-stopped, on-failure or on-failure:3.';
const NO_USER = 'is no user';
const USER_HINT = 'Write a name or a number, such as "1000" or www-data:www-data.';

/** The keys, for the map of a container. */
export const containerOptions = {
  restart: optional(
    textLeaf('a restart policy', RESTART_HINT, (text) =>
      /^(?:no|always|unless-stopped|on-failure(?::\d{1,9})?)$/.test(text) ? undefined : 'is no restart policy',
    ),
    { label: 'Restart', example: 'unless-stopped' },
  ),
  hostname: optional(
    textLeaf('a host name', 'Use at most 63 letters, digits and dashes.', (text) =>
      /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/.test(text) ? undefined : 'is no host name',
    ),
    { label: 'Host name', example: 'web' },
  ),
  environment: optional(
    pairs(
      'variables, as a map or a list of NAME=VALUE',
      ENVIRONMENT_HINT,
      pairFault(/^[^\s=]+$/, 'a blank in its name'),
    ),
    { label: 'Environment', example: '{ TZ: UTC }' },
  ),
  ports: optional(
    list('a list of published ports', publishedPort),
    { label: 'Published ports', example: '["8080:80"]' },
    { absent: () => undefined },
  ),
  volumes: optional(
    list('a list of volumes', volume),
    { label: 'Volumes', example: '["/srv:/srv:ro"]' },
    { absent: () => undefined },
  ),
  cap_add: optional(
    list('a list of capabilities', capability),
    { label: 'Capabilities', example: '[NET_ADMIN]' },
    { absent: () => undefined, as: 'capAdd' },
  ),
  privileged: optional(truth, { label: 'Privileged' }),
  sysctls: optional(pairs('kernel settings, as a map or a list of NAME=VALUE', SYSCTL_HINT, sysctlFault), {
    label: 'Kernel settings',
    example: '{ net.ipv4.ip_forward: 1 }',
  }),
  dns: optional(
    oneOrMore('the address of a name server', 'Write an address such as 9.9.9.9, or a list of them.', (text) =>
      parseIpv4(text) !== undefined || /^[0-9a-f:]+:[0-9a-f:]*$/i.test(text) ? undefined : 'is no address',
    ),
    { label: 'Name servers', example: '[9.9.9.9]' },
  ),
  labels: optional(
    pairs('labels, as a map or a list of NAME=VALUE', LABEL_HINT, (text) =>
      /^dev\.trunkline\./.test(text)
        ? 'begins as Trunkline’s own marks do'
        : pairFault(/^[^\s=]+$/, 'a blank in its name')(text),
    ),
    { label: 'Labels', example: '{ purpose: test }' },
  ),
  entrypoint: optional(command, { label: 'Entrypoint', example: '[tini, --]' }, { absent: () => undefined }),
  user: optional(
    noted(
      told(
        (error) =>
          z.union(
            [
              z.int({ error }).min(0, { error: say(NO_USER, USER_HINT) }),
              textLeaf('a user', USER_HINT, (text) =>
                /^[A-Za-z0-9_][\w.-]*(?::[\w.-]+)?$/.test(text) ? undefined : NO_USER,
              ),
            ],
            { error },
          ),
        'a user',
        USER_HINT,
      ),
      { meaning: String },
    ),
    { label: 'User', example: '"1000"' },
  ),
} as const;
