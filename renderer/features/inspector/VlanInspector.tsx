import { tagOfInterface, tagOfNetwork, tagWords } from '../../../shared/drawing/tags.ts';
import type { Tag } from '../../../shared/drawing/types.ts';
import { containerId, interfaceId, type Lab } from '../../../shared/lab/lab.ts';
import classes from './Inspector.module.css';
import { Listed } from './Listed.tsx';
import { Fact, Head, ThingLink } from './parts.tsx';

/** What frames with one tag reach: no thing of its own in the file, but what everything else is about. */
export function VlanInspector({ lab, tag }: { readonly lab: Lab; readonly tag: Tag }) {
  const networks = lab.networks.filter(({ name }) => lab.hosts.some((host) => tagOfNetwork(lab, host, name) === tag));
  const interfaces = lab.hosts.flatMap((host) =>
    host.interfaces
      .filter((item) => tagOfInterface(host, item) === tag)
      .map((item) => ({ id: interfaceId(host.name, item.name), address: item.address ?? 'no address' })),
  );
  const containers = lab.hosts.flatMap((host) =>
    host.containers.flatMap(({ name, attachments }) =>
      attachments
        .filter(({ network }) => tagOfNetwork(lab, host, network) === tag)
        .map(({ network, address }) => ({
          key: `${host.name} ${name} ${network}`,
          id: containerId(host.name, name),
          address: address ?? 'automatic',
        })),
    ),
  );
  const carried = lab.segments.filter(
    ({ vlans }) => tag === 'untagged' || vlans === 'all' || (typeof vlans !== 'string' && vlans.includes(tag)),
  );
  return (
    <>
      <Head name={tagWords(tag)} what="one layer-2 domain: the rest of the drawing has stepped back" mark="" />
      <section className={classes.section}>
        <h3>Carried by</h3>
        {carried.map(({ name }) => (
          <Fact key={name} label={<ThingLink id={name} />} tag={tag}>
            segment
          </Fact>
        ))}
      </section>
      <section className={classes.section}>
        <h3>Networks</h3>
        {networks.map(({ name, subnet }) => (
          <Fact key={name} label={<ThingLink id={name} />}>
            {subnet}
          </Fact>
        ))}
        {networks.length === 0 ? <p className={classes.hint}>No Docker network stands on it.</p> : null}
      </section>
      <section className={classes.section}>
        <h3>Containers</h3>
        <Listed of={containers}>
          {({ key, id, address }) => (
            <Fact key={key} label={<ThingLink id={id} />}>
              {address}
            </Fact>
          )}
        </Listed>
        {containers.length === 0 ? <p className={classes.hint}>No container is in it.</p> : null}
      </section>
      <section className={classes.section}>
        <h3>Interfaces</h3>
        <Listed of={interfaces}>
          {({ id, address }) => (
            <Fact key={id} label={<ThingLink id={id} />}>
              {address}
            </Fact>
          )}
        </Listed>
      </section>
    </>
  );
}
