import { Button, Modal, Radio, SegmentedControl, Stack, useComputedColorScheme } from '@mantine/core';
import { useId, useState } from 'react';
import { FORMATS, type FormatName, formatNamed, formatNames } from '../../../shared/export/format-list.ts';
import type { Scheme } from '../../../shared/lab/vlan-colours.ts';
import { exportLab } from '../../store/flow/commands.ts';
import { showSheet } from '../../store/sheets.ts';
import classes from './ExportDialog.module.css';

const close = (): void => showSheet(undefined);

/** The lab in another form. What the form cannot say of it is listed, never dropped silently. */
export function ExportDialog() {
  const shown = useComputedColorScheme('light');
  const [format, setFormat] = useState<FormatName>(formatNames[0]);
  const [scheme, setScheme] = useState<Scheme>(shown);
  const [unsaid, setUnsaid] = useState<readonly string[]>([]);
  const colours = useId();
  const [busy, setBusy] = useState(false);
  const picture = formatNamed(format).media.startsWith('image/');
  const make = async (): Promise<void> => {
    setBusy(true);
    const left = await exportLab(format, scheme);
    setBusy(false);
    if (left === undefined) return;
    if (left.length === 0) close();
    else setUnsaid(left);
  };
  return (
    <Modal opened onClose={close} title={<strong>Export</strong>} size={520}>
      <Radio.Group
        aria-label="Format"
        value={format}
        onChange={(value) => {
          setFormat(value as FormatName);
          setUnsaid([]);
        }}
      >
        <Stack gap={10}>
          {Object.entries(FORMATS).map(([name, { title, about, extension }]) => (
            <Radio
              key={name}
              value={name}
              label={title}
              description={`.${extension} · ${about}`}
              styles={{ description: { color: 'var(--dim)' } }}
            />
          ))}
        </Stack>
      </Radio.Group>
      {picture ? (
        <div className={classes.colours}>
          <span id={colours}>Colours of the picture</span>
          <SegmentedControl
            aria-labelledby={colours}
            value={scheme}
            onChange={(value) => setScheme(value as Scheme)}
            data={[
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </div>
      ) : null}
      {unsaid.length > 0 ? (
        <div className={classes.unsaid} role="status">
          <strong>What it cannot say</strong>
          <ul>
            {unsaid.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className={classes.buttons}>
        <Button onClick={close}>{unsaid.length > 0 ? 'Done' : 'Cancel'}</Button>
        <Button variant="filled" data-autofocus loading={busy} onClick={() => void make()}>
          Export
        </Button>
      </div>
    </Modal>
  );
}
