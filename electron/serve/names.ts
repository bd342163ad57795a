/**
 * Whom a request means by what it calls us. Only our own names are answered: a page of somebody else's whose name leads here
 * (DNS rebinding) is not, nor one that was loaded from elsewhere.
 */
import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Names {
  /** The Host header names us. */
  isOurs(request: IncomingMessage): boolean;
  /** It comes from a page of ours, or from no page. */
  isSameOrigin(request: IncomingMessage): boolean;
}

/** @param certificate whose names are ours too: nobody else could have shown it to a browser */
export function ownNames(address: string, port: number, certificate: X509Certificate | undefined): Names {
  const scheme = certificate === undefined ? 'http:' : 'https:';
  const ours = new Set(['127.0.0.1', 'localhost', '[::1]', bracketed(address)]);

  /** By one of our names, or by the very address that the request came in on. */
  const named = (authority: string, { socket }: IncomingMessage): boolean => {
    const url = parsed(`${scheme}//${authority}`);
    if (url === undefined || url.host === '' || `${url.pathname}${url.search}${url.hash}${url.username}` !== '/')
      return false;
    if (Number(url.port || (scheme === 'http:' ? 80 : 443)) !== port) return false;
    const name = url.hostname.toLowerCase();
    return (
      ours.has(name) ||
      name === bracketed(socket.localAddress ?? '') ||
      certificate?.checkHost(name, { subject: 'never' }) !== undefined
    );
  };

  return {
    isOurs: (request) => request.headersDistinct.host?.length === 1 && named(request.headers.host ?? '', request),
    isSameOrigin(request) {
      const { origin } = request.headers;
      if (origin === undefined) return true;
      return origin.startsWith(`${scheme}//`) && named(origin.slice(scheme.length + 2), request);
    },
  };
}

/** Of an address as a socket tells it: an IPv4 address that came in on an IPv6 socket is still an IPv4 address. */
export function bracketed(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
  return plain.includes(':') ? `[${plain}]` : plain;
}

/** Empty for what is no path at all. */
export const pathOf = ({ url }: IncomingMessage): string => parsed(url ?? '/', 'http://localhost')?.pathname ?? '';

function parsed(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
