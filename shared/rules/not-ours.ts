/** What is asked of machines that are not ours: nothing is made there, and no ping begins there. */
import { hostOfId } from '../lab/ids.ts';
import { indexOf } from '../lab/lookup.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from './rule.ts';

export const notOurs: Rule = {
  code: 'not-ours',
  refused: true,
  check(lab) {
    const isOther = (name: string): boolean => indexOf(lab).host(name)?.unmanaged === true;
    const said = (name: string, what: string, hint: string, path: Problem['path']): Problem =>
      problem({
        code: 'not-ours',
        message: `${name} is unmanaged, so that ${what}.`,
        hint,
        subject: name,
        path,
      });
    const networks = lab.networks.flatMap(({ name, parents, hosts = [] }) => [
      ...parents.flatMap(({ host }) => (isOther(host) ? [{ host, path: ['networks', name, 'parents', host] }] : [])),
      ...hosts.flatMap((host, at) => (isOther(host) ? [{ host, path: ['networks', name, 'hosts', at] }] : [])),
    ]);
    const { registry } = lab;
    return [
      ...networks.map(({ host, path }) =>
        said(host, 'no Docker network can be made there', `Take ${host} out, or unmanaged: true away.`, path),
      ),
      ...lab.expect.flatMap(({ from }, at) => {
        const host = hostOfId(from);
        return isOther(host)
          ? [said(host, 'no ping begins there', 'Expect the ping the other way round.', ['expect', at, 'from'])]
          : [];
      }),
      ...(registry !== undefined && isOther(registry.host)
        ? [said(registry.host, 'no registry can run there', 'Name one of your hosts.', ['registry', 'host'])]
        : []),
    ];
  },
};
