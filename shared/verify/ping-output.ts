/** What one measurement gave. */
export interface Measured {
  readonly measured: 'reachable' | 'unreachable' | 'error';
  readonly sent: number;
  readonly received: number;
  /** Average, in milliseconds. */
  readonly rttMs: number | null;
  /** Ping's own words when something did not come back; each line once. */
  readonly said: string;
}

export interface PingAnswer extends Measured {
  readonly index: number;
}

/** In characters. */
const LONGEST_WORDS = 500;

/** Reads what `pingScript` prints, in pieces of any size. */
export function pingOutput(nonce: string): { push(chunk: string): readonly PingAnswer[] } {
  const begin = `\n@${nonce} ping `;
  const end = `\n@${nonce} pinged\n`;
  let held = '';
  return {
    push(chunk) {
      held += chunk;
      const answers: PingAnswer[] = [];
      for (;;) {
        const from = held.indexOf(begin);
        const to = from < 0 ? -1 : held.indexOf(end, from);
        if (to < 0) return answers;
        const body = held.slice(from + begin.length, to);
        held = held.slice(to + end.length - 1);
        const found = /^(\d{1,9}) (\d{1,3})\n([\s\S]*)$/.exec(`${body}\n`);
        if (found) answers.push({ index: Number(found[1]), ...parsePing(found[3] ?? '', Number(found[2])) });
      }
    },
  };
}

/**
 * Reads the counts, not the exit code: iputils exits with 0 for any reply, busybox with 1 for everything else.
 * Without counts, a source that has no route has an answer too: unreachable.
 */
export function parsePing(text: string, status: number): Measured {
  const counts = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(text);
  const times = /min\/avg\/max(?:\/mdev)? = [\d.]+\/([\d.]+)\//.exec(text);
  const said = wordsOf(text);
  if (!counts) {
    const noRoute = /Network is unreachable|No route to host|Network unreachable/i.test(text);
    return {
      measured: noRoute ? 'unreachable' : 'error',
      sent: 0,
      received: 0,
      rttMs: null,
      said: said || `ping ended with status ${status}`,
    };
  }
  const [sent, received] = [Number(counts[1]), Number(counts[2])];
  return {
    measured: received > 0 ? 'reachable' : 'unreachable',
    sent,
    received,
    rttMs: received > 0 && times ? Number(times[1]) : null,
    said: received === sent ? '' : said || 'no answer',
  };
}

const wordsOf = (text: string): string =>
  [
    ...new Set(
      text
        .split('\n')
        .map((line) =>
          line
            .replace(/\p{C}/gu, ' ')
            .replace(/icmp_seq=\d+ /, '')
            .trim(),
        )
        .filter((line) => line !== '' && !/^PING |bytes from|^---|packets transmitted|^(rtt|round-trip)/.test(line)),
    ),
  ]
    .join('\n')
    .slice(0, LONGEST_WORDS);
