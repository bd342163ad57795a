import { useMemo } from 'react';
import { segmentPath } from '../../../shared/lab/edit.ts';
import type { Lab, Segment } from '../../../shared/lab/lab.ts';
import { interfaceId } from '../../../shared/lab/lab.ts';
import { Form } from './form/Form.tsx';
import classes from './Inspector.module.css';
import { Listed } from './Listed.tsx';
import { NameField } from './NameField.tsx';
import { Fact, Head, ThingLink } from './parts.tsx';

export function SegmentInspector({ lab, segment }: { readonly lab: Lab; readonly segment: Segment }) {
  const plugged = lab.hosts.flatMap((host) =>
    host.interfaces
      .filter((item) => item.kind === 'nic' && item.segment === segment.name)
      .map((item) => ({ host: host.name, nic: item.name })),
  );
  const things = useMemo(() => [{ id: segment.name, path: segmentPath(segment.name) }], [segment.name]);
  return (
    <>
      <Head name={segment.name} what="segment: a switch or a hypervisor's bridge" mark={segment.name} />
      <Form things={things} first={<NameField id={segment.name} name={segment.name} />} />
      <section className={classes.section}>
        <h3>Plugged in</h3>
        {plugged.length === 0 ? (
          <p className={classes.hint}>Nothing yet: a host that is dropped here plugs itself in.</p>
        ) : null}
        <Listed of={plugged}>
          {({ host, nic }) => (
            <Fact key={`${host} ${nic}`} label={host}>
              <ThingLink id={interfaceId(host, nic)}>{nic}</ThingLink>
            </Fact>
          )}
        </Listed>
      </section>
    </>
  );
}
