import { interfaceAddress } from './leaves.ts';
import { optional } from './shapes.ts';

/** What every interface may have. */
export interface LinkOf {
  readonly name: string;
  /** `192.168.1.11/24`. */
  readonly address: string | undefined;
}

/** `example`: an address such as this kind of interface has. */
export const linkKeys = (example: string) => ({
  address: optional(interfaceAddress, { label: 'Address', example }),
});
