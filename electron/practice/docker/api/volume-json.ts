/** A volume as `/volumes` and `docker volume inspect` tell it. */
import type { Volume } from '../engine/state.ts';
import { sorted } from './network-json.ts';

export const volumeJson = ({ name, created, labels }: Volume): Record<string, unknown> => ({
  CreatedAt: `${new Date(created).toISOString().slice(0, 19)}Z`,
  Driver: 'local',
  Labels: labels === null ? null : sorted(labels),
  Mountpoint: `/var/lib/docker/volumes/${name}/_data`,
  Name: name,
  Options: {},
  Scope: 'local',
});
