/** New SSH keys for what this program itself is at both ends of. */
import { utils } from 'ssh2';

export interface KeyPair {
  /** In OpenSSH's format. */
  readonly private: string;
  readonly public: string;
}

/** One in a hundred or so of ssh2's own new keys is malformed (a number's leading zero is lost): made again until it reads. */
export function newKey(options: { readonly passphrase?: string } = {}): KeyPair {
  const { passphrase } = options;
  for (;;) {
    const key = utils.generateKeyPairSync(
      'ed25519',
      passphrase === undefined ? {} : { passphrase, cipher: 'aes256-ctr', rounds: 4 },
    );
    const readable = [utils.parseKey(key.private, passphrase), utils.parseKey(key.public)];
    if (!readable.some((read) => read instanceof Error)) return key;
  }
}
