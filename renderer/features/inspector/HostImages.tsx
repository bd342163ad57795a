import { useMemo } from 'react';
import type { Host, Lab } from '../../../shared/lab/lab.ts';
import { isServed, registryOn, servedAs, withTag } from '../../../shared/lab/registry.ts';
import { shortImageName } from '../../../shared/resources/docker.ts';
import { registryKey } from '../../../shared/resources/registry-image.ts';
import { bytesShown, placeOf, sourceOf, wayOf } from '../../../shared/resources/supply.ts';
import { listed } from '../../../shared/shown.ts';
import { useResources } from '../../derived/live.ts';
import { useRun } from '../../derived/shown-run.ts';
import { type MarkState, resourceKey } from '../../store/run/marks.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import own from './HostImages.module.css';
import classes from './Inspector.module.css';

/** The images that a host needs: where each comes from, whether it is there, and what will be sent for it. */
export function HostImages({ lab, host }: { readonly lab: Lab; readonly host: Host }) {
  const images = useMemo(() => imagesOf(lab, host), [lab, host]);
  const marks = useResources();
  const changes = useRun((state) => state.plan?.plan.hosts.find((plan) => plan.host === host.name)?.changes);
  const registry = registryOn(lab, host);
  if (images.length === 0 && registry === undefined) return null;
  return (
    <section className={classes.section}>
      <h3>Images</h3>
      <ul className={own.images}>
        {registry === undefined ? null : (
          <li>
            <span>Registry on port {registry.port}</span>
            <Mark state={marks.get(resourceKey(host.name, registryKey))?.state} />
            <span className={own.way}>
              {registry.images.length === 0
                ? 'gives nothing yet'
                : `gives ${listed(registry.images.map(({ as }) => withTag(as)))}`}
            </span>
          </li>
        )}
        {images.map(({ name, way }) => {
          const resource = `image:${shortImageName(name)}`;
          const mark = marks.get(resourceKey(host.name, resource))?.state;
          const bytes = changes?.find((change) => change.resource === resource)?.bytes;
          return (
            <li key={name}>
              <span className={`mono ${own.name}`}>{name}</span>
              <Mark state={mark} />
              <span className={own.way}>
                {way}
                {bytes === undefined || mark === 'present' ? '' : `, ${bytesShown(bytes)}`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Mark({ state }: { readonly state: MarkState | undefined }) {
  return state === undefined || state === 'unknown' ? <span /> : <StateMark state={state} />;
}

function imagesOf(lab: Lab, host: Host): readonly { readonly name: string; readonly way: string }[] {
  const registry = registryOn(lab, host);
  const names = [...host.containers.map(({ image }) => image), ...(registry?.images.map(({ image }) => image) ?? [])];
  return [...new Set(names)].map((name) => ({ name, way: wayWords(lab, host, name) }));
}

/** Where it comes from, for a person. */
function wayWords(lab: Lab, host: Host, name: string): string {
  const source = sourceOf(lab, name);
  if (source?.kind === 'host' && source.host === host.name) return 'is to be here already';
  if (source !== undefined) return `copied from ${placeOf(source)}`;
  const own = registryOn(lab, host) !== undefined;
  if (isServed(lab, name)) return own ? 'given to the registry' : `from the registry on ${lab.registry?.host}`;
  const way = wayOf(lab, name);
  if (way === 'host') return 'is to be here already';
  if (way === 'registry' && lab.registry !== undefined && !own) return `from the registry, as ${servedAs(lab, name)}`;
  return 'pulled by Docker';
}
