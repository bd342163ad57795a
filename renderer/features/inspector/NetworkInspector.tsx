import { useMemo } from 'react';
import { tagOfNetwork } from '../../../shared/drawing/tags.ts';
import { networkPath } from '../../../shared/lab/edit.ts';
import type { Lab, Network } from '../../../shared/lab/lab.ts';
import { containerId, hostNamed } from '../../../shared/lab/lab.ts';
import { listed } from '../../../shared/shown.ts';
import { markKey } from '../../store/run/marks.ts';
import { Later } from '../../ui/Later.tsx';
import { Form } from './form/Form.tsx';
import classes from './Inspector.module.css';
import { Listed } from './Listed.tsx';
import { NameField } from './NameField.tsx';
import { DeployRuns, Fact, Head, ThingLink } from './parts.tsx';

export function NetworkInspector({ lab, network }: { readonly lab: Lab; readonly network: Network }) {
  const [first] = network.parents;
  const on = first && hostNamed(lab, first.host);
  const things = useMemo(() => [{ id: network.name, path: networkPath(network.name) }], [network.name]);
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
        what={`${network.driver} network on ${listed(network.parents.map(({ host }) => host))}`}
        mark={first ? markKey(first.host, network.name) : network.name}
        tag={on && tagOfNetwork(lab, on, network.name)}
      />
      <Form things={things} first={<NameField id={network.name} name={network.name} />} />
      <section className={classes.section}>
        <h3>
          Containers <span>{attached.length}</span>
        </h3>
        <Listed of={attached}>
          {({ id, address }) => (
            <Fact key={id} label={id}>
              <ThingLink id={id}>{address ?? 'automatic'}</ThingLink>
            </Fact>
          )}
        </Listed>
      </section>
      <Later>
        <DeployRuns id={network.name} />
      </Later>
    </>
  );
}
