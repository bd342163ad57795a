/**
 * What can be done on a machine, as data. `render` puts one into words for a shell, `apply` does it to a state. Names and
 * addresses are as the drawing and the probe write them.
 */
import type { RuleSpec, Table } from './firewall/rule.ts';

export type Operation =
  | (NewLink & { readonly do: 'add-link' })
  /** All that is said is set; `up` at last. */
  | {
      readonly do: 'set-link';
      readonly name: string;
      readonly promiscuous?: boolean;
      readonly alias?: string;
      readonly up?: true;
    }
  | { readonly do: 'delete-link'; readonly name: string }
  | { readonly do: 'add-address' | 'delete-address'; readonly dev: string; readonly cidr: string }
  /** `to`: a block, or a single address without its prefix. */
  | {
      readonly do: 'add-route' | 'delete-route';
      readonly to: string;
      readonly via?: string | undefined;
      readonly dev?: string | undefined;
    }
  | { readonly do: 'set-sysctl'; readonly name: string; readonly value: string }
  | {
      readonly do: 'insert-rule' | 'append-rule' | 'delete-rule';
      readonly table: Table;
      readonly chain: string;
      readonly spec: RuleSpec;
      readonly comment: string;
    }
  | (NewNetwork & { readonly do: 'create-network' })
  | { readonly do: 'remove-network'; readonly name: string }
  | (NewContainer & { readonly do: 'create-container' | 'run-container' })
  | {
      readonly do: 'connect-network';
      readonly network: string;
      readonly container: string;
      readonly address?: string | undefined;
    }
  | {
      readonly do: 'start-container' | 'restart-container' | 'unpause-container' | 'remove-container';
      readonly name: string;
    }
  /** One that a failed run has left behind: it has the label and was never started. */
  | { readonly do: 'remove-unstarted'; readonly name: string; readonly label: string }
  | { readonly do: 'pull-image' | 'remove-image'; readonly image: string };

export type NewLink = { readonly name: string; readonly parent: string } & (
  | { readonly kind: 'vlan'; readonly vlan: number }
  | { readonly kind: 'macvlan'; readonly mode: string }
);

export interface NewNetwork {
  readonly name: string;
  readonly driver: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly subnet: string;
  readonly gateway: string | undefined;
  readonly range: string | undefined;
  readonly reserved: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}

export interface NewContainer {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Without any, the container has only its loopback interface. Several at once from Docker 25 on. */
  readonly networks: readonly NewEndpoint[];
  readonly image: string;
  /** Empty: the image's own. */
  readonly command: readonly string[];
}

export interface NewEndpoint {
  readonly network: string;
  readonly address: string | undefined;
  readonly mac: string | undefined;
}
