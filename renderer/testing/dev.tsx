/** The window over a scripted backend, for its own development: `testing/dev.html?lab=vlan&pace=100`. Not part of the program. */

import { templateNamed } from '../../shared/lab/templates.ts';
import { articleMacvlan, articleVlans, largeLab } from '../../shared/lab/testing/examples.ts';
import { useDocument } from '../store/document/document-store.ts';
import { open } from '../store/flow/commands.ts';
import { openWindow } from '../window.tsx';
import { FakeBackend } from './fake-backend.ts';

const query = new URLSearchParams(location.search);
const labs = { vlan: articleVlans, single: articleMacvlan, six: largeLab(6, 5), fifty: largeLab(50, 20) };
const lab = labs[(query.get('lab') ?? 'vlan') as keyof typeof labs];
const fails = query.get('fails');
const fake = new FakeBackend(lab ?? articleVlans, {
  pace: Number(query.get('pace') ?? 5),
  asks: query.has('asks'),
  ...(fails === null ? {} : { fails }),
  broken: query.get('broken') ?? '',
});
openWindow(fake.port);
if (query.get('lab') === 'vlan') open({ text: templateNamed('vlans-two-hosts')?.text ?? '' });
else if (lab) useDocument.setState({ lab, text: '# drawn from a test lab\n' });
