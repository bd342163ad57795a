import type { Route } from './state.ts';
import { asNumber, asRecord, asText, parseJson, textOrNone } from './untrusted.ts';

const TYPES = ['unicast', 'blackhole', 'unreachable', 'prohibit', 'local', 'broadcast'] as const;

/** `ip -j -4 route show`, the main table; undefined when it is not that. */
export function parseRoutes(text: string): readonly Route[] | undefined {
  const parsed = parseJson(text.trim() === '' ? '[]' : text);
  if (!Array.isArray(parsed)) return undefined;
  return parsed
    .map(asRecord)
    .filter((item) => asText(item.dst) !== '')
    .map((item): Route => {
      const type = item.type === undefined ? 'unicast' : TYPES.find((known) => known === item.type);
      return {
        to: destination(asText(item.dst)),
        type: type ?? 'other',
        via: textOrNone(item.gateway),
        dev: textOrNone(item.dev),
        source: textOrNone(item.prefsrc),
        scope: asText(item.scope) || 'global',
        protocol: asText(item.protocol) || 'boot',
        metric: asNumber(item.metric),
        table: asText(item.table) || 'main',
      };
    });
}

function destination(text: string): string {
  if (text === 'default') return '0.0.0.0/0';
  return text.includes('/') ? text : `${text}/32`;
}
