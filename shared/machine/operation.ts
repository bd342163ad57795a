/**
 * What can be done on a machine, as data. `render` puts one into words for a shell, `apply` does it to a state. Names and
 * addresses are as the drawing and the probe write them.
 */
import type { Feed } from './feed.ts';
import type { RuleSpec, Table } from './firewall/rule.ts';

export type Operation =
  | (NewLink & { readonly do: 'add-link' })
  /** All that is said is set; `up` at last. */
  | {
      readonly do: 'set-link';
      readonly name: string;
      readonly promiscuous?: boolean;
      readonly mtu?: number;
      readonly alias?: string;
      /** Out of a bridge or bond, or into it. */
      readonly master?: string | 'none';
      readonly up?: boolean;
    }
  | { readonly do: 'delete-link'; readonly name: string }
  /** Whether frames of a VLAN pass, tagged, at a port of a bridge that tells VLANs apart; `self`: at the bridge itself. */
  | {
      readonly do: 'set-port-vlan';
      readonly name: string;
      readonly vlan: number;
      readonly on: boolean;
      readonly self: boolean;
    }
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
  /** Whether Docker starts it by itself: `unless-stopped`, `no`. */
  | { readonly do: 'update-container'; readonly name: string; readonly restart: string }
  | { readonly do: 'pull-image' | 'push-image'; readonly image: string; readonly login?: RegistryLogin | undefined }
  | { readonly do: 'remove-image'; readonly image: string }
  /**
   * Has Docker write down that it has no image of this name. One that could not write so when the image was removed, because
   * its disk was full, lists it no more, and has it again after its next start: it forgets before it writes
   * (https://github.com/moby/moby/blob/v28.5.1/reference/store.go, `Delete`; seen on 20.10, 26.1 and 28.5).
   */
  | { readonly do: 'forget-image'; readonly image: string }
  /** From what arrives with the script (`feed` says which of several), a gzip stream: `image` as `docker save` writes it, or `files`. */
  | {
      readonly do: 'load-image';
      readonly image: string;
      readonly form: 'image' | 'files';
      readonly feed: Feed & { readonly kind: 'image' };
    }
  /** Files into a container that was made and not started: what arrives with the script is a tar of them. */
  | { readonly do: 'fill-container'; readonly name: string; readonly feed: Feed; readonly what: string }
  /** Gives an image a second name. */
  | { readonly do: 'tag-image'; readonly image: string; readonly as: string }
  | { readonly do: 'create-volume'; readonly name: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly do: 'remove-volume'; readonly name: string }
  /** Asks a registry of this host until it answers. */
  | { readonly do: 'await-registry'; readonly port: number; readonly tls?: boolean }
  | DaemonChange
  | FileChange;

/** Who a registry lets in. The password arrives with the script, and is kept for this one command only. */
export interface RegistryLogin {
  readonly registry: string;
  readonly user: string;
  readonly feed: Feed;
}

/** What arrives with the script for an operation: `feed` says which of several it is. */
export function feedOfOperation(operation: Operation): Feed | undefined {
  if ('feed' in operation) return operation.feed;
  return 'login' in operation ? operation.login?.feed : undefined;
}

/** Files of a lab's own on a host, for its next start. */
export type FileChange =
  /** Whole or not at all. `fresh`: nothing may be there yet. */
  | {
      readonly do: 'write-file';
      readonly lab: string;
      readonly path: string;
      readonly mode: string;
      readonly text: string;
      readonly fresh: boolean;
    }
  /** With the directory, where that was made for it. */
  | { readonly do: 'remove-file'; readonly lab: string; readonly path: string }
  /** A command of whoever reads files: whether they are right. */
  | { readonly do: 'check-files'; readonly argv: readonly string[] }
  /** systemd takes its units anew; nothing is started or stopped. */
  | { readonly do: 'reread-units' }
  /** From now on files go back to what they are now, unless the watch is ended within a minute. `reread`: who is told then. */
  | {
      readonly do: 'begin-watch';
      readonly lab: string;
      readonly paths: readonly string[];
      readonly reread: readonly (readonly string[])[];
    }
  /** Files go back at once. */
  | { readonly do: 'take-back'; readonly lab: string }
  /** Fails where the watch has taken them back already. */
  | { readonly do: 'end-watch'; readonly lab: string };

/** The file is written only over what it was seen to hold; undefined: no file. */
export type DaemonChange =
  | {
      readonly do: 'write-daemon-file';
      readonly path: string;
      readonly from: string | undefined;
      readonly to: string | undefined;
    }
  /** Takes the file anew; containers go on. */
  | { readonly do: 'reload-daemon' }
  /** Asks the daemon until it speaks plain HTTP with a registry, or does so no more. */
  | { readonly do: 'await-trust'; readonly registry: string; readonly trusted: boolean };

const ENDED_AT_ANY_TIME: ReadonlySet<Operation['do']> = new Set([
  'pull-image',
  'push-image',
  'load-image',
  'await-registry',
  'await-trust',
]);

/**
 * True for what may take minutes and can be ended by a signal at any time: Docker registers a copy when all of it is there,
 * ends a pull or a push whose client went away and takes up again what had arrived whole (`docker pull`: "Killing the docker pull process … will terminate the pull
 * operation"), and asking leaves nothing behind.
 */
export const endsAtAnyTime = (operation: Operation): boolean => ENDED_AT_ANY_TIME.has(operation.do);

export type NewLink = { readonly name: string } & (
  | { readonly kind: 'vlan'; readonly parent: string; readonly vlan: number }
  | { readonly kind: 'macvlan'; readonly parent: string; readonly mode: string }
  | { readonly kind: 'bond'; readonly mode: string }
  | { readonly kind: 'bridge'; readonly filters: boolean }
  | { readonly kind: 'dummy' }
);

/** One that stands on a parent. */
export type NewChild = Extract<NewLink, { readonly parent: string }>;

export interface NewNetwork {
  readonly name: string;
  readonly driver: string;
  readonly internal?: boolean | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly subnet: string;
  readonly gateway: string | undefined;
  readonly range: string | undefined;
  readonly reserved: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}

/** What a container may have besides its place, in the words of `docker run`; pairs are `NAME=VALUE`. */
export interface RunOptions {
  readonly hostname?: string | undefined;
  readonly environment?: readonly string[] | undefined;
  readonly capAdd?: readonly string[] | undefined;
  readonly privileged?: boolean | undefined;
  readonly sysctls?: readonly string[] | undefined;
  readonly dns?: readonly string[] | undefined;
  readonly entrypoint?: readonly string[] | undefined;
  readonly user?: string | undefined;
}

export interface NewContainer extends RunOptions {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Without any, the container has only its loopback interface. Several at once from Docker 25 on. */
  readonly networks: readonly NewEndpoint[];
  readonly image: string;
  /** Empty: the image's own. */
  readonly command: readonly string[];
  /** `always`; by default Docker starts it never by itself. */
  readonly restart?: string | undefined;
  /** `5000:5000`. */
  readonly ports?: readonly string[] | undefined;
  /** `data:/var/lib/registry`. */
  readonly volumes?: readonly string[] | undefined;
}

export interface NewEndpoint {
  readonly network: string;
  readonly address: string | undefined;
  readonly mac: string | undefined;
}
