/** Words of the language that nothing is done for yet: said, so that nobody waits for what does not come. */
import { interfaceId, type Lab } from '../lab/lab.ts';
import { isServed } from '../lab/registry.ts';
import { type Problem, problem } from '../problem.ts';
import { isJoined } from '../resources/joined-link.ts';
import type { Rule } from './rule.ts';

export const notYet: Rule = {
  code: 'not-yet',
  check: (lab): readonly Problem[] => {
    const { images, registry } = lab;
    const done = ({ image, from }: Lab['images'][number]): boolean =>
      from === 'pull' || from === 'host' || (from === 'registry' && isServed(lab, image));
    const ways = images.filter((item) => !done(item));
    // Nothing is written for a host's manager of interfaces: see `lastingOf`.
    const lost = lab.persist
      ? lab.hosts.flatMap(({ name: host, unmanaged, interfaces }) =>
          unmanaged ? [] : interfaces.filter(isJoined).map(({ name }) => ({ host, name })),
        )
      : [];
    const said = (what: string, path: Problem['path'], hint = 'The lab works as if it did not stand there.'): Problem =>
      problem({
        severity: 'warning',
        code: 'not-yet',
        message: `This version of Trunkline does not do that yet: ${what}.`,
        hint,
        path,
      });
    return [
      ...lost.map(({ host, name }) =>
        said(
          `bring ${interfaceId(host, name)} back after a restart`,
          ['hosts', host, 'interfaces', name],
          'It is gone after a restart of its host, with all that stands on it. Deploy again then.',
        ),
      ),
      ...ways.map(({ image, from }) => said(`fetch the image ${image} from ${from}`, ['images', image, 'from'])),
      ...(registry?.tls === undefined ? [] : [said('a registry that speaks HTTPS', ['registry', 'tls'])]),
      ...(registry?.user === undefined ? [] : [said('a registry that asks for a login', ['registry', 'user'])]),
    ];
  },
};
