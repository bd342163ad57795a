import { quoteCommand } from '../plan/quote.ts';

/** One ping that a host is asked to send, from itself or from within one of its containers. */
export interface PingTask {
  readonly index: number;
  readonly from:
    | { readonly kind: 'host' }
    /** By the container's process, so that images without a ping command work too. */
    | { readonly kind: 'process'; readonly pid: number }
    | { readonly kind: 'exec'; readonly container: string };
  readonly address: string;
}

/** Pings of one measurement. */
export const PINGS_SENT = 3;
/** Seconds that a reply may take; long enough to hear that nobody answers ARP, which takes the kernel three. */
const PATIENCE = 4;
/** Pings of one host at the same time. */
const AT_ONCE = 24;

/**
 * The script with which one host sends all its pings in one command, many at a time. After each it prints
 * `@NONCE ping INDEX STATUS`, what ping said, and `@NONCE pinged`, in one write, in whatever order they end.
 */
export function pingScript(tasks: readonly PingTask[], nonce: string): string {
  if (!/^[A-Za-z0-9]{16,64}$/.test(nonce)) throw new Error('a nonce is 16 to 64 letters and digits');
  const lines = tasks.map(
    (task, at) =>
      `measure ${task.index} ${quoteCommand(pingCommand(task))} &\n${(at + 1) % AT_ONCE === 0 ? 'wait\n' : ''}`,
  );
  return `trunkline_ping() {
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL
exec </dev/null
${lines.join('')}wait
printf '\\n@%s end\\n' ${nonce}
}
measure() {
index=$1
shift
said=$("$@" 2>&1)
printf '\\n@%s ping %s %s\\n%s\\n@%s pinged\\n' ${nonce} "$index" "$?" "$said" ${nonce}
}
trunkline_ping
`;
}

function pingCommand({ from, address }: PingTask): readonly string[] {
  const ping = ['ping', '-n', '-c', String(PINGS_SENT), '-i', '0.2', '-W', String(PATIENCE), address];
  switch (from.kind) {
    case 'host':
      return ping;
    case 'process':
      return ['nsenter', '-t', String(from.pid), '-n', ...ping];
    case 'exec':
      // busybox's ping knows neither -n nor fractions of a second.
      return ['docker', 'exec', from.container, 'ping', '-c', String(PINGS_SENT), '-W', String(PATIENCE), address];
  }
}
