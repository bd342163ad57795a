/** What this computer has for a lab's registry: certificate and key, and who is let in; never in an argument, a log or a plan. */
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import { hash } from 'bcryptjs';
import type { Lab } from '../../shared/lab/lab.ts';
import { registryAddress } from '../../shared/lab/registry.ts';
import { parseIpv4 } from '../../shared/net/ipv4.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { REGISTRY_FILES, type RegistryFiles } from '../../shared/resources/supply.ts';
import { shown } from '../../shared/shown.ts';
import { TAR_END, tarFile } from '../store/archive/tar-file.ts';
import { fileWords, readText } from '../store/regular-file.ts';
import type { CopySource } from './copies.ts';

export interface LookedRegistry {
  readonly files: RegistryFiles;
  /** In PEM; it goes into the registry's container and nowhere else. */
  readonly key: string;
}

const MOST = 1_000_000;

/** Undefined: the lab's registry needs none. @param folder of the lab file; undefined: it has none yet */
export async function lookAtRegistry(lab: Lab, folder: string | undefined): Promise<LookedRegistry | undefined> {
  const { registry } = lab;
  if (registry?.tls === undefined) return undefined;
  const { cert, key } = registry.tls;
  let reading = cert;
  const at = (path: string): string => {
    reading = path;
    if (folder === undefined && !isAbsolute(path)) throw new Error('this lab is in no file yet: save it first');
    return resolve(folder ?? '/', path);
  };
  try {
    const certificate = await readText(at(cert), { most: MOST });
    const parsed = new X509Certificate(certificate);
    const secret = await readText(at(key), { most: MOST });
    const fits = parsed.checkPrivateKey(createPrivateKey(secret));
    const fingerprint = createHash('sha256').update(certificate).digest('hex').slice(0, 16);
    const wrong = fits ? misnamed(parsed, registryAddress(lab) ?? '', cert) : otherKey(cert, key);
    return { files: { certificate, fingerprint, ...(wrong && { problem: wrong }) }, key: secret };
  } catch (error) {
    const files = { certificate: '', fingerprint: '', problem: unreadable(reading, error) };
    return { files, key: '' };
  }
}

/** Docker looks at the names that a certificate is for, and never at its common name. */
function misnamed(certificate: X509Certificate, registry: string, path: string): Problem | undefined {
  const name = registry.replace(/:\d+$/, '');
  const fits =
    parseIpv4(name) === undefined ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name);
  if (fits !== undefined) return undefined;
  return problem({
    code: 'registry-certificate-name',
    message: `The certificate ${shown(path)} is not for ${name}, which is what hosts call the registry: none of them would trust it.`,
    hint: `Make one with ${parseIpv4(name) === undefined ? `DNS:${name}` : `IP:${name}`} among its subject alternative names; "openssl req -x509 -addext subjectAltName=…" does.`,
  });
}

const otherKey = (cert: string, key: string): Problem =>
  problem({
    code: 'registry-certificate-key',
    message: `The private key ${shown(key)} is not that of the certificate ${shown(cert)}.`,
    hint: 'Name the two files that were made together under registry: tls.',
  });

const unreadable = (path: string, error: unknown): Problem =>
  problem({
    code: 'registry-certificate-unreadable',
    message: `The registry cannot speak HTTPS with ${shown(path)}: ${fileWords(error)}.`,
    hint: 'Name a certificate and its private key in PEM under registry: tls, beside the lab file; the key without a passphrase.',
  });

/** As Apache's htpasswd: each request is checked against it, on a slow host too. */
const COST = 8;

/** A tar for the registry's container. */
export function registryFiles(
  looked: LookedRegistry | undefined,
  login: { readonly user: string; readonly password: string } | undefined,
): CopySource {
  async function* read(): AsyncGenerator<Uint8Array> {
    const users = login === undefined ? undefined : `${login.user}:${await hash(login.password, COST)}\n`;
    const files: readonly (readonly [path: string, text: string | undefined, mode: number])[] = [
      [REGISTRY_FILES.certificate, looked?.files.certificate, 0o644],
      [REGISTRY_FILES.key, looked?.key, 0o600],
      [REGISTRY_FILES.users, users, 0o600],
    ];
    for (const [path, text, mode] of files)
      if (text !== undefined) yield tarFile(path.slice(1), Buffer.from(text), mode);
    yield TAR_END;
  }
  return { total: undefined, read };
}

export function registryPassword(password: string): CopySource {
  async function* read(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(password);
  }
  return { total: undefined, read };
}

export const noRegistryPassword = (user: string): Problem =>
  problem({
    code: 'registry-no-password',
    message: `The registry is to ask for ${user}'s password, and none was given.`,
    hint: 'Give one when asked, or take user: out of the registry. Nothing was changed on any host.',
  });
