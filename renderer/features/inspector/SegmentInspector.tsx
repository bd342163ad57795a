import { segmentPath } from '../../../shared/lab/edit.ts';
import type { Lab, Segment } from '../../../shared/lab/lab.ts';
import { interfaceId } from '../../../shared/lab/lab.ts';
import classes from './Inspector.module.css';
import { Fact, Head, ThingLink } from './parts.tsx';
import { ThingField } from './ThingField.tsx';

export function SegmentInspector({ lab, segment }: { readonly lab: Lab; readonly segment: Segment }) {
  const plugged = lab.hosts.flatMap((host) =>
    host.interfaces
      .filter((item) => item.kind === 'nic' && item.segment === segment.name)
      .map((item) => ({ host: host.name, nic: item.name })),
  );
  const carries =
    segment.vlans === 'all'
      ? 'untagged frames and every tag'
      : segment.vlans === 'none' || segment.vlans.length === 0
        ? 'untagged frames only'
        : `untagged frames and the tags ${segment.vlans.join(', ')}`;
  return (
    <>
      <Head name={segment.name} what="segment: a switch or a hypervisor's bridge" mark={segment.name} />
      <Fact label="Carries">{carries}</Fact>
      <ThingField of="segment" name="mtu" path={segmentPath(segment.name)} value={segment.mtu} />
      <section className={classes.section}>
        <h3>Plugged in</h3>
        {plugged.map(({ host, nic }) => (
          <Fact key={`${host} ${nic}`} label={host}>
            <ThingLink id={interfaceId(host, nic)}>{nic}</ThingLink>
          </Fact>
        ))}
      </section>
    </>
  );
}
