/** The lab's own registry, and the images that are called by it. */
import { containerPath, set } from '../lab/edit/edits.ts';
import { parseImage } from '../lab/image.ts';
import { containerId } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { isServed, namesOf, registryAddress, registryContainer, withTag } from '../lab/registry.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from './rule.ts';

/** Without a port Docker asks 443 and 80; `docker pull 192.168.1.11/busybox:v1` never reaches a registry on 5000. */
export const registryPort: Rule = {
  code: 'registry-port-missing',
  check: (lab) => {
    const { registry } = lab;
    const host = registry && indexOf(lab).host(registry.host);
    if (registry === undefined || host === undefined || [80, 443].includes(registry.port)) return [];
    const names = namesOf(host);
    return lab.hosts.flatMap((at) =>
      at.containers.flatMap((box): readonly Problem[] => {
        const image = parseImage(box.image);
        if (image?.registry === undefined || !names.has(image.registry)) return [];
        const mended = box.image.replace(image.registry, `${image.registry}:${registry.port}`);
        return [
          problem({
            code: 'registry-port-missing',
            message: `${containerId(at.name, box.name)} pulls ${box.image}, which names the registry without its port ${registry.port}.`,
            hint: `Write ${mended}.`,
            subject: containerId(at.name, box.name),
            path: ['hosts', at.name, 'containers', box.name, 'image'],
            fix: {
              title: `Use ${mended}`,
              edits: [set([...containerPath(at.name, box.name), 'image'], mended)],
            },
          }),
        ];
      }),
    );
  },
};

/** Its container is called so, as everybody calls it. */
export const registryName: Rule = {
  code: 'registry-name-taken',
  check: (lab) => {
    const host = lab.registry && indexOf(lab).host(lab.registry.host);
    if (host?.containers.some(({ name }) => name === registryContainer) !== true) return [];
    return [
      problem({
        code: 'registry-name-taken',
        message: `The lab's registry on ${host.name} is a container called ${registryContainer}, and so is one of its containers.`,
        hint: 'Give the container another name, or put the registry on another host.',
        subject: containerId(host.name, registryContainer),
        path: ['hosts', host.name, 'containers', registryContainer],
      }),
    ];
  },
};

/** Images that are to come from a registry that the lab has not, or that nothing gives to it. */
export const registryForImages: Rule = {
  code: 'image-no-registry',
  check: (lab) =>
    lab.images
      .filter(({ image, from }) => from === 'registry' && !isServed(lab, image))
      .flatMap(({ image }): readonly Problem[] => {
        const path: Problem['path'] = ['images', image, 'from'];
        if (lab.registry === undefined)
          return [
            problem({
              severity: 'warning',
              code: 'image-no-registry',
              message: `The image ${image} is to come from the lab's registry, and the lab has none: Docker fetches it as any other.`,
              hint: 'Add a registry: the host that runs it, and the images that it serves.',
              path,
            }),
          ];
        if (lab.registry.images.some((item) => withTag(item.image) === withTag(image))) return [];
        return [
          problem({
            severity: 'warning',
            code: 'registry-image-missing',
            message: `The image ${image} is to come from the lab's registry, and nothing in the lab gives it to the registry.`,
            hint: `Add it under registry: images, as { image: ${image}, as: ${image} }.`,
            path,
          }),
        ];
      }),
};

/** It may have been pushed by hand; a deploy that begins from nothing does not find it. */
export const registryImageMissing: Rule = {
  code: 'registry-image-missing',
  check: (lab) => {
    const address = registryAddress(lab);
    const given = new Set(lab.registry?.images.map(({ as }) => `${address}/${withTag(as)}`));
    return lab.hosts.flatMap((host) =>
      host.containers
        .filter(({ image }) => isServed(lab, image) && !given.has(withTag(image)))
        .map(({ name, image }) =>
          problem({
            severity: 'warning',
            code: 'registry-image-missing',
            message: `${containerId(host.name, name)} is made from ${image}, which nothing in the lab gives to the registry.`,
            hint: `Add it under registry: images, as ${image.slice((address ?? '').length + 1)}.`,
            subject: containerId(host.name, name),
            path: ['hosts', host.name, 'containers', name, 'image'],
          }),
        ),
    );
  },
};

/** Docker is told of the registry under one name: the first that a container uses. */
export const registryTwoNames: Rule = {
  code: 'registry-two-names',
  check: (lab) => {
    const { registry } = lab;
    const at = registry && indexOf(lab).host(registry.host);
    const address = registryAddress(lab);
    if (registry === undefined || at === undefined || address === undefined) return [];
    const names = new Set([...namesOf(at)].map((name) => `${name}:${registry.port}`));
    return lab.hosts.flatMap((host) =>
      host.containers.flatMap(({ name, image }): readonly Problem[] => {
        const named = parseImage(image)?.registry;
        if (named === undefined || named === address || !names.has(named)) return [];
        const mended = image.replace(named, address);
        return [
          problem({
            code: 'registry-two-names',
            message: `${containerId(host.name, name)} calls the registry ${named}, and another container ${address}: Docker takes these for two.`,
            hint: `Write ${mended}.`,
            subject: containerId(host.name, name),
            path: ['hosts', host.name, 'containers', name, 'image'],
            fix: {
              title: `Use ${mended}`,
              edits: [set([...containerPath(host.name, name), 'image'], mended)],
            },
          }),
        ];
      }),
    );
  },
};
