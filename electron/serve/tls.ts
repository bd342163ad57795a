/** The certificate that `serve --tls-cert PATH --tls-key PATH` shows, checked before anything listens. */
import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { failure, problem, type Result, success } from '../../shared/problem.ts';
import { fileWords, readText } from '../store/regular-file.ts';
import { bracketed } from './names.ts';

export interface Certificate {
  /** PEM, with what leads to a root if there is more than one. */
  readonly cert: string;
  readonly key: string;
  /** The first one: ours. */
  readonly own: X509Certificate;
}

/** In bytes. */
const MOST = 1_000_000;

export async function readCertificate(certPath: string, keyPath: string): Promise<Result<Certificate>> {
  const read = async (path: string): Promise<Result<string>> => {
    try {
      return success(await readText(path, { most: MOST }));
    } catch (error) {
      return failure(wrong(`${path} could not be read: ${fileWords(error)}`));
    }
  };
  const [cert, key] = await Promise.all([read(certPath), read(keyPath)]);
  if (!cert.ok) return cert;
  if (!key.ok) return key;
  try {
    const own = new X509Certificate(cert.value);
    createSecureContext({ cert: cert.value, key: key.value });
    return success({ cert: cert.value, key: key.value, own });
  } catch (error) {
    const why = (error as Error).message.replace(/^error:[0-9A-F]+:/, '');
    return failure(wrong(`${certPath} and ${keyPath} are no certificate with its key: ${why}`));
  }
}

/** What the URL calls us: the address where the certificate is for it, else the first name that it is for. */
export function nameFor({ own }: Certificate, address: string): string {
  if (own.checkIP(address) !== undefined || own.checkHost(address) !== undefined) return bracketed(address);
  const names = [...(own.subjectAltName ?? '').matchAll(/DNS:([^,\s*]+)/g)].map(([, name]) => name);
  return names[0] ?? bracketed(address);
}

const wrong = (what: string) =>
  problem({
    code: 'tls-certificate',
    message: `${what}.`,
    hint: 'Give --tls-cert a certificate and --tls-key its private key, both as PEM and the key without a passphrase.',
  });
