/** How a shell sees that what an operation makes is there already, so that a script can be run twice. */

import { quoteCommand, quoteWord } from '../../host/quote.ts';
import { ownerLabel, ownerMark } from '../../host/state.ts';
import type { Operation } from '../../machine/operation.ts';
import { type Argv, KNOWN_REGISTRIES, render } from '../../machine/render.ts';

export type Already =
  /** A command that ends with 0. */
  | { readonly kind: 'test'; readonly test: string }
  /** Something with a mark: `mark` prints whose it is, and fails where there is none. `fits`: it is right although unmarked. */
  | {
      readonly kind: 'marked';
      readonly mark: string;
      readonly ours: string;
      readonly fits?: string;
      /** Brings one that stands as far as it has to be. */
      readonly mend?: string;
      readonly taken: string;
    };

/** Undefined: nothing shows it, and it is simply done. */
export function alreadyDone(lab: string, operation: Operation): Already | undefined {
  switch (operation.do) {
    case 'set-link':
      if (operation.promiscuous === true) return flagged(operation.name, 'PROMISC');
      return operation.up === true ? flagged(operation.name, 'UP') : undefined;
    case 'add-address':
      return test(
        quoteCommand(['ip', '-4', '-o', 'addr', 'show', 'dev', operation.dev]),
        quoteCommand(['grep', '-qF', ` ${operation.cidr} `]),
      );
    case 'add-route': {
      const way = [
        ...(operation.via === undefined ? [] : ['via', operation.via]),
        ...(operation.dev === undefined ? [] : ['dev', operation.dev]),
      ];
      return test(
        quoteCommand(['ip', '-4', 'route', 'show', 'exact', operation.to, ...way]),
        quoteCommand(['grep', '-q', '.']),
      );
    }
    case 'set-sysctl':
      return {
        kind: 'test',
        test: `[ "$(${quoteCommand(['sysctl', '-n', operation.name])})" = ${quoteWord(operation.value)} ]`,
      };
    case 'insert-rule':
    case 'append-rule':
      return { kind: 'test', test: `${quoteCommand(checkRule(render(operation)))} 2>/dev/null` };
    case 'pull-image':
      return { kind: 'test', test: `${quoteCommand(['docker', 'image', 'inspect', operation.image])} >/dev/null 2>&1` };
    case 'await-trust':
      return test(quoteCommand(KNOWN_REGISTRIES), quoteCommand(['grep', '-qF', `"${operation.registry}":`]));
    case 'add-link':
      return {
        kind: 'marked',
        mark: quoteCommand(['cat', `/sys/class/net/${operation.name}/ifalias`]),
        ours: ownerMark(lab),
        ...(operation.kind === 'vlan' && { fits: isVlan(operation) }),
        taken: `an interface ${operation.name}`,
      };
    case 'create-network':
      return {
        kind: 'marked',
        mark: quoteCommand(['docker', 'network', 'inspect', '-f', label('.Labels'), operation.name]),
        ours: lab,
        taken: `a Docker network ${operation.name}`,
      };
    case 'run-container':
    case 'create-container':
      return {
        kind: 'marked',
        mark: quoteCommand(['docker', 'inspect', '--type', 'container', '-f', label('.Config.Labels'), operation.name]),
        ours: lab,
        mend: `${quoteCommand(['docker', 'start', operation.name])} >/dev/null`,
        taken: `a container ${operation.name}`,
      };
    default:
      return undefined;
  }
}

/** The kernel's word for it, among those of `ip link` between < and >. */
const flagged = (name: string, flag: 'PROMISC' | 'UP'): Already =>
  test(quoteCommand(['ip', '-o', 'link', 'show', 'dev', name]), quoteCommand(['grep', '-q', `[<,]${flag}[,>]`]));

const test = (...pipe: readonly string[]): Already => ({ kind: 'test', test: pipe.join(' | ') });

const label = (of: string): string => `{{index ${of} "${ownerLabel}"}}`;

/** The same rule, asked for instead of made. */
function checkRule(argv: Argv): Argv {
  const verb = argv.findIndex((word) => word === '-I' || word === '-A');
  return argv.map((word, at) => (at === verb ? '-C' : word));
}

const isVlan = ({ name, parent, vlan }: Extract<Operation, { do: 'add-link' }> & { readonly kind: 'vlan' }): string =>
  [
    quoteCommand(['ip', '-d', '-o', 'link', 'show', 'dev', name]),
    quoteCommand(['grep', '-F', ` ${name}@${parent}: `]),
    quoteCommand(['grep', '-qF', ` id ${vlan} `]),
  ].join(' | ');
