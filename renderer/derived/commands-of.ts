import { freshHost } from '../../shared/host/fresh-host.ts';
import { quoteCommand } from '../../shared/host/quote.ts';
import { hostOfId } from '../../shared/lab/ids.ts';
import { type Host, type Lab, managed } from '../../shared/lab/lab.ts';
import { render } from '../../shared/machine/render.ts';
import { desired } from '../../shared/plan/desired.ts';

export interface CommandsOnHost {
  readonly host: string;
  readonly commands: readonly string[];
}

/** What deploy runs for a thing on hosts that have nothing of the lab yet; a plan says what it will run on these hosts as they are. */
export function commandsOf(lab: Lab, id: string): readonly CommandsOnHost[] {
  return hostsWith(lab, id).flatMap((host) => {
    const state = freshHost(host.name, {
      nics: host.interfaces.flatMap(({ kind, name }) => (kind === 'nic' ? [{ name }] : [])),
    });
    const commands = desired(lab, host)
      .filter(({ subject }) => subject === id)
      .flatMap((resource) => resource.create(state).map((operation) => quoteCommand(render(operation))));
    return commands.length > 0 ? [{ host: host.name, commands }] : [];
  });
}

/** What is on one host is made there; only networks are made on several. On machines that are not ours nothing is. */
function hostsWith(lab: Lab, id: string): readonly Host[] {
  const network = lab.networks.find(({ name }) => name === id);
  const names = new Set(network?.parents.map(({ host }) => host));
  names.add(hostOfId(id));
  return managed(lab).filter(({ name }) => names.has(name));
}
