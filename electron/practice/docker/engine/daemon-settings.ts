/** What dockerd reads when it starts: its file, and its service's command line. */

import { asList, asRecord, asText, parseJson } from '../../../../shared/host/untrusted.ts';
import { containsAddress, parseCidr, parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Files } from '../../os/files/files.ts';

export interface DaemonSettings {
  readonly insecureRegistries: readonly string[];
  readonly liveRestore: boolean;
  /** What it was started with, its own name first. */
  readonly arguments: readonly string[];
}

export const DAEMON_FILE = '/etc/docker/daemon.json';
/** The first that is there is the service. */
export const SERVICE_FILES = [
  '/etc/systemd/system/docker.service',
  '/lib/systemd/system/docker.service',
  '/usr/lib/systemd/system/docker.service',
] as const;

/** As Debian's package starts it. */
const INSTALLED = ['/usr/sbin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'];
export const asInstalled: DaemonSettings = { insecureRegistries: [], liveRestore: false, arguments: INSTALLED };

/** The settings, or why dockerd does not take them, as its log says it. */
export function readSettings(
  files: Files,
  started: readonly string[],
): { readonly ok: true; readonly value: DaemonSettings } | { readonly ok: false; readonly message: string } {
  const text = textOf(files, DAEMON_FILE) ?? '{}';
  const parsed = text.trim() === '' ? {} : parseJson(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return refusal(`invalid character in ${DAEMON_FILE}: it is no JSON object`);
  }
  const file = asRecord(parsed);
  const flags = flagsOf(started);
  if (flags.length > 0 && Object.hasOwn(file, 'insecure-registries')) {
    const [one, other] = [flags, asList(file['insecure-registries'])].map((list) => `[${list.join(' ')}]`);
    return refusal(
      `the following directives are specified both as a flag and in the configuration file: insecure-registries: (from flag: ${one}, from file: ${other})`,
    );
  }
  return {
    ok: true,
    value: {
      insecureRegistries: [...flags, ...asList(file['insecure-registries']).map(asText)],
      liveRestore: file['live-restore'] === true,
      arguments: started,
    },
  };
}

const refusal = (message: string): { readonly ok: false; readonly message: string } => ({
  ok: false,
  message: `unable to configure the Docker daemon with file ${DAEMON_FILE}: ${message}`,
});

/** How the service starts dockerd now. */
export function argumentsIn(files: Files): readonly string[] {
  const text = SERVICE_FILES.map((path) => textOf(files, path)).find((found) => found !== undefined) ?? '';
  const line = text.split('\n').findLast((item) => /^\s*ExecStart=\s*\S/.test(item));
  return (
    line
      ?.replace(/^\s*ExecStart=\s*/, '')
      .trim()
      .split(/\s+/) ?? INSTALLED
  );
}

const flagsOf = (words: readonly string[]): readonly string[] =>
  words.flatMap((word, at) => {
    if (word === '--insecure-registry') return words[at + 1] ?? [];
    return word.startsWith('--insecure-registry=') ? word.slice('--insecure-registry='.length) : [];
  });

const textOf = (files: Files, path: string): string | undefined =>
  files.status(path)?.kind === 'file' ? files.read(path) : undefined;

/** Loopback always is; `10.0.0.0/8` may be listed as a block. */
export function isInsecure({ insecureRegistries }: DaemonSettings, registry: string): boolean {
  if (/^(?:127\.|localhost(?::|$))/.test(registry) || insecureRegistries.includes(registry)) return true;
  const address = parseIpv4(registry.replace(/:\d+$/, ''));
  return (
    address !== undefined &&
    insecureRegistries.some((item) => {
      const block = parseCidr(item);
      return block !== undefined && containsAddress(block, address);
    })
  );
}
