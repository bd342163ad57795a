import { tagWords } from '../../../shared/drawing/tags.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { vlanOrder } from '../../../shared/lab/vlan-colours.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { vlanThing } from '../../store/selection.ts';
import { fetched } from '../../ui/fetched.ts';
import { Form } from './form/Form.tsx';
import classes from './Inspector.module.css';
import { Listed } from './Listed.tsx';
import { Fact, Head, ThingLink } from './parts.tsx';

const Expectations = fetched(async () => (await import('./Expectations.tsx')).Expectations);
const EmptyLab = fetched(async () => (await import('./EmptyLab.tsx')).EmptyLab);

const LAB = [{ id: '', path: [] }];

/** Nothing is selected: the lab as a whole. */
export function LabInspector({ lab }: { readonly lab: Lab }) {
  const path = useDocument((state) => state.path);
  if (lab.hosts.length === 0) return <EmptyLab lab={lab} />;
  return (
    <>
      <Head name={lab.name} what={path ?? 'not saved to a file yet'} mark="" />
      <Form things={LAB} heading={(name) => `Image ${name}`} />
      <p className={classes.hint}>Choose something on the drawing to see and change it here.</p>
      {lab.expect.length === 0 ? null : <Expectations lab={lab} />}
      <section className={classes.section}>
        <h3>VLANs</h3>
        <Fact label={<ThingLink id={vlanThing('untagged')}>untagged</ThingLink>} tag="untagged">
          always passes
        </Fact>
        {vlanOrder(lab).map((vlan) => (
          <Fact key={vlan} label={<ThingLink id={vlanThing(vlan)}>{tagWords(vlan)}</ThingLink>} tag={vlan}>
            {networksIn(lab, vlan)}
          </Fact>
        ))}
      </section>
      <section className={classes.section}>
        <h3>Hosts</h3>
        <Listed of={lab.hosts}>
          {({ name, ssh }) => (
            <Fact key={name} label={name}>
              <ThingLink id={name}>{ssh.address}</ThingLink>
            </Fact>
          )}
        </Listed>
      </section>
    </>
  );
}

const networksIn = (lab: Lab, vlan: number): string =>
  lab.networks
    .filter(({ parents }) =>
      parents.some(({ host, interface: parent }) =>
        lab.hosts
          .find(({ name }) => name === host)
          ?.interfaces.some((item) => item.name === parent && item.kind === 'vlan' && item.vlan === vlan),
      ),
    )
    .map(({ name }) => name)
    .join(', ') || 'no network';
