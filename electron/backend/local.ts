/** The backend with this machine's own parts: its SSH keys, known hosts and files. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Hello, OpenedFile } from '../../shared/api.ts';
import { dayOf, systemClock } from '../clock.ts';
import { keptLabs } from '../practice/hosts/kept-labs.ts';
import { practiceHosts } from '../practice/hosts/practice-hosts.ts';
import { practiceMachines } from '../practice/hosts/practice-machines.ts';
import { type ReleaseName, releases } from '../practice/os/releases.ts';
import { knownHosts } from '../remote/known-hosts.ts';
import { sshConnector } from '../remote/ssh.ts';
import { draftFiles } from '../store/draft-files.ts';
import { historyFile } from '../store/history-file.ts';
import { agentPath, dataFolder, homeFolder } from '../store/paths.ts';
import { runRecords } from '../store/run-records.ts';
import { shownMacs } from '../store/shown-macs.ts';
import { createBackend, type Files, type LocalBackend } from './backend.ts';

export interface LocalOptions {
  readonly version: string;
  readonly shell: Hello['shell'];
  readonly file: OpenedFile | null;
  readonly files: Files;
  readonly assets: string;
  /** `--practice-release RELEASE`: what practice hosts are that come to be. */
  readonly practiceRelease?: ReleaseName | undefined;
  /** `--key PATH`. */
  readonly key?: string | undefined;
  /** `--known-hosts PATH`. */
  readonly knownHosts?: string | undefined;
  /** People come back to it: what was run and measured is kept for the next one. */
  readonly keepsHistory?: boolean;
}

export function localBackend({
  key,
  knownHosts: own,
  practiceRelease,
  keepsHistory,
  ...options
}: LocalOptions): LocalBackend {
  const home = homeFolder(homedir);
  const surroundings = { platform: process.platform, home, env: process.env };
  const data = dataFolder(surroundings);
  const files = {
    own: own ?? (data && join(data, 'known_hosts')),
    // What a person's own ssh trusts, we may trust too; what is named on the command line stands alone.
    others: own === undefined && home !== undefined ? [join(home, '.ssh', 'known_hosts')] : [],
    // A key that somebody has marked as revoked is not trusted in any case.
    revocations: [
      ...(home === undefined ? [] : [join(home, '.ssh', 'known_hosts'), join(home, '.ssh', 'known_hosts2')]),
      '/etc/ssh/ssh_known_hosts',
      '/etc/ssh/ssh_known_hosts2',
    ],
  };
  return createBackend({
    ...options,
    connector: sshConnector({
      knownHosts: knownHosts(files),
      keys: { home, key, agent: agentPath(surroundings) },
    }),
    practice: practiceHosts(
      practiceMachines(
        keptLabs(data && join(data, 'practice')),
        practiceRelease && { release: releases[practiceRelease] },
      ),
    ),
    records: data === undefined ? undefined : runRecords(join(data, 'runs'), systemClock.wall),
    history: data && keepsHistory ? historyFile(join(data, 'history.json'), options.version) : undefined,
    shown: data === undefined ? undefined : shownMacs(join(data, 'shown-macs.json'), () => dayOf(systemClock)),
    drafts: data === undefined ? undefined : draftFiles(join(data, 'drafts'), systemClock.wall),
    onBug: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  });
}
