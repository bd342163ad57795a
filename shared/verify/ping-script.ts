import { quoteCommand } from '../host/quote.ts';

/** One ping that one host sends, from itself or from within one of its containers. */
export interface PingJob {
  /** The caller's number of it. */
  readonly index: number;
  readonly address: string;
  readonly from:
    | { readonly kind: 'host' }
    /** By its process id: works for images without a ping of their own, and costs no call of docker. Needs root. */
    | { readonly kind: 'namespace'; readonly pid: number }
    /** With the container's own ping. */
    | { readonly kind: 'container'; readonly name: string };
}

export interface PingManner {
  readonly atOnce?: number;
  /** In seconds. */
  readonly patience?: number;
}

/** Pings that one host sends at the same time. */
export const MOST_ON_HOST = 32;

/**
 * All pings of one host as one script, for `pingOutput` to read: at most `atOnce` run at the same time, and each result is
 * printed when it is there. A ping is three packets in less than half a second; one that stays without an answer takes
 * `patience` seconds more. Three is how long the kernel asks for a neighbour before it says that there is none.
 *
 * Each result is one line of less than the 4096 bytes of which pipe(7) says that they stay together, its own lines joined by a
 * record separator: some shells write each line by itself, and others' lines would come in between.
 */
export function pingScript(
  jobs: readonly PingJob[],
  nonce: string,
  { atOnce = MOST_ON_HOST, patience = 3 }: PingManner = {},
): string {
  if (!/^[A-Za-z0-9]{16,64}$/.test(nonce)) throw new Error('a nonce is 16 to 64 letters and digits');
  const workers = Array.from({ length: Math.min(atOnce, jobs.length) }, (_, worker) =>
    jobs.filter((_job, at) => at % atOnce === worker),
  );
  return `trunkline_pings() {
nonce=${nonce}
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C DOCKER_CLI_HINTS=false
export PATH LC_ALL DOCKER_CLI_HINTS
exec </dev/null
set -f
separator=$(printf '\\036')
IFS='
'
${workers.map((mine) => `{\n${mine.map((job) => renderJob(job, patience)).join('')}} &\n`).join('')}wait
printf '\\n@%s done\\n' "$nonce"
}
try() {
index=$1
shift
said=$("$@" 2>&1)
status=$?
joined=
for line in $said; do joined="$joined$line$separator"; done
printf '\\n@%s ping %s %s %.2000s\\n' "$nonce" "$index" "$status" "$joined"
}
trunkline_pings
`;
}

function renderJob({ index, address, from }: PingJob, patience: number): string {
  const wait = String(patience);
  const quick = ['ping', '-c', '3', '-i', '0.2', '-W', wait, address];
  switch (from.kind) {
    case 'host':
      return `${quoteCommand(['try', String(index), ...quick])}\n`;
    case 'namespace':
      return `${quoteCommand(['try', String(index), 'nsenter', '-t', String(from.pid), '-n', ...quick])}\n`;
    case 'container':
      // A busybox need not know fractions of a second.
      return `${quoteCommand(['try', String(index), 'docker', 'exec', from.name, 'ping', '-c', '2', '-W', wait, address])}\n`;
  }
}
