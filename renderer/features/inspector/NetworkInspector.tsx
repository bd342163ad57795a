import { tagOfNetwork } from '../../../shared/drawing/tags.ts';
import { networkPath } from '../../../shared/lab/edit.ts';
import type { Lab, Network } from '../../../shared/lab/lab.ts';
import { containerId, hostNamed, interfaceId } from '../../../shared/lab/lab.ts';
import { markKey } from '../../store/run/marks.ts';
import classes from './Inspector.module.css';
import { DeployRuns, Fact, Head, ThingLink } from './parts.tsx';
import { ThingField } from './ThingField.tsx';

export function NetworkInspector({ lab, network }: { readonly lab: Lab; readonly network: Network }) {
  const [first] = network.parents;
  const attached = lab.hosts.flatMap((host) =>
    host.containers.flatMap((container) =>
      container.attachments
        .filter((attachment) => attachment.network === network.name)
        .map(({ address }) => ({ id: containerId(host.name, container.name), address })),
    ),
  );
  return (
    <>
      <Head
        name={network.name}
        what={`${network.driver} network on ${network.parents.map(({ host }) => host).join(', ')}`}
        mark={first ? markKey(first.host, network.name) : network.name}
      />
      <Fact label="Mode">{network.mode}</Fact>
      <Fact label="Subnet">{network.subnet}</Fact>
      <Fact label="Gateway">{network.gateway ?? 'none stated'}</Fact>
      <ThingField of="network" name="mtu" path={networkPath(network.name)} value={network.mtu} />
      {network.range ? <Fact label="Range">{network.range}</Fact> : null}
      {network.reserved.map(({ name, address }) => (
        <Fact key={name} label={`Reserved: ${name}`}>
          {address}
        </Fact>
      ))}
      <section className={classes.section}>
        <h3>Parent interfaces</h3>
        {network.parents.map(({ host, interface: parent }) => {
          const on = hostNamed(lab, host);
          return (
            <Fact key={host} label={host} tag={on && tagOfNetwork(lab, on, network.name)}>
              <ThingLink id={interfaceId(host, parent)}>{parent}</ThingLink>
            </Fact>
          );
        })}
      </section>
      <section className={classes.section}>
        <h3>Containers</h3>
        {attached.map(({ id, address }) => (
          <Fact key={id} label={id}>
            <ThingLink id={id}>{address ?? 'automatic'}</ThingLink>
          </Fact>
        ))}
      </section>
      <DeployRuns id={network.name} />
    </>
  );
}
