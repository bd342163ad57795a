import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { freePlaceOn } from '../../../../shared/draw/networks.ts';
import { isMap } from '../../../../shared/lab/data.ts';
import { add, attachmentPath } from '../../../../shared/lab/edit.ts';
import { indexOf } from '../../../../shared/lab/lookup.ts';
import { isSwitch } from '../../../../shared/lab/things/form.ts';
import { attachmentData } from '../../../../shared/lab/things/model.ts';
import type { SharedField } from '../../../../shared/lab/things/things-form.ts';
import { applied } from '../../../store/draw/gestures.ts';
import { off } from '../../../ui/off.ts';
import { hostOfPath, namesAt, useForm } from './context.ts';
import { giveValue } from './give.ts';

interface Props {
  /** Fields that are not shown yet. */
  readonly hidden: readonly { readonly field: SharedField; readonly group: string }[];
  /** What stands under names within the thing: networks of a container. */
  readonly entries: readonly SharedField[];
  readonly ask: (steps: string) => void;
}

/** What else can be said of the thing: nothing of it crowds the inspector before. */
export function AddMenu({ hidden, entries, ask }: Props) {
  const { things, whyNot } = useForm();
  const networks = useOtherNetworks(entries);
  const groups = [...new Set(hidden.map(({ group }) => group))];
  if (hidden.length === 0 && networks.length === 0) return null;
  return (
    <Menu disabled={whyNot !== undefined} position="bottom-start" width={240} shadow="md" returnFocus={false}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          mt={4}
          mb={12}
          {...off(whyNot)}
        >
          Add…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {networks.length > 0 ? <Menu.Label>Network</Menu.Label> : null}
        {networks.map((name) => (
          <PutOn key={name} name={name} />
        ))}
        {networks.length > 0 && hidden.length > 0 ? <Menu.Divider /> : null}
        {groups.map((group) => (
          <div key={group}>
            {group === '' ? null : <Menu.Label>{group}</Menu.Label>}
            {hidden
              .filter((one) => one.group === group)
              .map(({ field }) => (
                <Menu.Item
                  key={field.steps.join(' ')}
                  onClick={() => {
                    if (isSwitch(field.place)) giveValue(things, field, field.absent !== true);
                    ask(field.steps.join(' '));
                  }}
                >
                  {field.field.label}
                </Menu.Item>
              ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Networks of its host that a container is not on yet. */
function useOtherNetworks(entries: readonly SharedField[]): readonly string[] {
  const { lab, things } = useForm();
  const [thing, ...others] = things;
  if (thing === undefined || others.length > 0) return [];
  return entries.flatMap(({ naming, data, steps }) => {
    if (naming?.kind !== 'network') return [];
    const host = hostOfPath(thing.path);
    return namesAt(lab, naming, host, [...thing.path, ...steps]).filter(
      (name) => indexOf(lab).parentOf(name, host) !== undefined && !(isMap(data) && data.has(name)),
    );
  });
}

/** Puts the container on a network, where it takes the next free address: looked for when the menu is open, as that takes a while. */
function PutOn({ name }: { readonly name: string }) {
  const {
    lab,
    things: [thing],
  } = useForm();
  const network = indexOf(lab).network(name);
  if (thing === undefined || network === undefined) return null;
  const free = freePlaceOn(lab, network);
  const place = 'network' in free ? free : { network: name, address: undefined, mac: undefined };
  const put = (): void => {
    const path = attachmentPath(hostOfPath(thing.path), String(thing.path[3]), name);
    applied([add(path, attachmentData(place) as never)], `put ${thing.id} on ${name}`);
  };
  return <Menu.Item onClick={put}>{place.address === undefined ? name : `${name}, ${place.address}`}</Menu.Item>;
}
