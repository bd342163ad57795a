/** Every way in which a lab is changed, as plain data: what the window, the fixes of problems and a keyboard macro have in common. */
import type { Attachment, Container, Host, Interface, Network, Registry, Routing, Segment } from '../lab.ts';
import type { Thing } from '../lookup.ts';

/** `null` takes an optional value away; a key that is not there is left as it is. */
export type Edit =
  | { readonly kind: 'rename-lab'; readonly name: string }
  | { readonly kind: 'add-segment'; readonly segment: Segment }
  | { readonly kind: 'change-segment'; readonly name: string; readonly vlans: Segment['vlans'] }
  | { readonly kind: 'add-host'; readonly host: Host }
  | { readonly kind: 'change-ssh'; readonly host: string; readonly change: SshChange }
  | { readonly kind: 'add-interface'; readonly host: string; readonly interface: Interface }
  | {
      readonly kind: 'change-interface';
      readonly host: string;
      readonly name: string;
      readonly change: InterfaceChange;
    }
  | { readonly kind: 'add-container'; readonly host: string; readonly container: Container }
  | {
      readonly kind: 'change-container';
      readonly host: string;
      readonly name: string;
      readonly change: ContainerChange;
    }
  | { readonly kind: 'attach'; readonly host: string; readonly container: string; readonly attachment: Attachment }
  | {
      readonly kind: 'change-attachment';
      readonly host: string;
      readonly container: string;
      readonly network: string;
      readonly change: AttachmentChange;
    }
  | { readonly kind: 'detach'; readonly host: string; readonly container: string; readonly network: string }
  | { readonly kind: 'add-network'; readonly network: Network }
  | { readonly kind: 'change-network'; readonly name: string; readonly change: NetworkChange }
  | {
      readonly kind: 'set-network-parent';
      readonly network: string;
      readonly host: string;
      readonly interface: string | null;
    }
  | { readonly kind: 'set-reserved'; readonly network: string; readonly name: string; readonly address: string | null }
  | { readonly kind: 'set-routing'; readonly host: string; readonly routing: Routing | null }
  | { readonly kind: 'set-registry'; readonly registry: Registry | null }
  | { readonly kind: 'set-expectation'; readonly from: string; readonly to: string; readonly reachable: boolean | null }
  | {
      readonly kind: 'set-position';
      readonly id: string;
      readonly position: { readonly x: number; readonly y: number } | null;
    }
  /** With everything that names the thing: parents, networks of containers, expectations, positions. */
  | { readonly kind: 'rename'; readonly thing: Thing; readonly to: string }
  /** With everything that stands on the thing or names it. */
  | { readonly kind: 'remove'; readonly thing: Thing };

export interface SshChange {
  readonly address?: string;
  readonly port?: number;
  readonly user?: string;
  readonly key?: string | null;
}

/** Only what the interface's kind has: `segment` and `promiscuous` of a card, `vlan` of a sub-interface, `reaches` of a shim. */
export interface InterfaceChange {
  readonly address?: string | null;
  readonly segment?: string;
  readonly promiscuous?: boolean;
  readonly parent?: string;
  readonly vlan?: number;
  readonly reaches?: readonly string[];
}

export interface ContainerChange {
  readonly image?: string;
  /** The words of the command; none: the image's own. */
  readonly command?: readonly string[];
}

export interface AttachmentChange {
  readonly address?: string | null;
  readonly mac?: string | null;
  /** Moves the container to another network. */
  readonly network?: string;
}

export interface NetworkChange {
  readonly driver?: Network['driver'];
  readonly mode?: Network['mode'];
  readonly subnet?: string;
  readonly gateway?: string | null;
  readonly range?: string | null;
}
