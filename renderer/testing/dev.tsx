/** The window without a backend, for its own development: `testing/dev.html?lab=vlan`. Not part of the program's bundle. */
import { useDocument } from '../store/document.ts';
import { largeLab, singleLab, vlanLab } from './labs.ts';
import '../main.tsx';
import { useRoute } from '../store/route.ts';

const labs = { vlan: () => vlanLab, single: () => singleLab, six: () => largeLab(6, 5), fifty: () => largeLab(50, 20) };
const wanted = new URLSearchParams(location.search).get('lab') ?? 'vlan';
useDocument.setState({ lab: labs[wanted as keyof typeof labs]() });

useRoute.setState({
  walks: 1,
  route: {
    request: ['docker01/bbox10', 'docker01:ens33', 'docker02/bbox11'],
    reply: [],
    words: '✓ 0.84 ms',
    verdict: 'reachable',
  },
});
