import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core';
import { IconLayoutBottombar, IconLayoutSidebarRight, IconX } from '@tabler/icons-react';
import type { Problem } from '../../../shared/problem.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { showTab } from '../../store/flow/flow-store.ts';
import { showBeside, useYaml } from '../../store/yaml.ts';
import { Empty } from '../../ui/Empty.tsx';
import { fetched } from '../../ui/fetched.ts';
import { Keys } from '../../ui/Keys.tsx';
import classes from './YamlPanel.module.css';

const Editor = fetched(async () => (await import('./Editor.tsx')).Editor);

/** The lab file, typed and drawn at once: what is done on one side is seen on the other. */
export function YamlPanel() {
  const text = useDocument((state) => state.text);
  const name = useDocument(({ path, lab }) => path?.split(/[\\/]/).at(-1) ?? `${lab?.name ?? 'lab'}.yaml`);
  const beside = useYaml((state) => state.beside);
  return (
    <section
      className={classes.yaml}
      data-beside={beside}
      data-region={beside ? 'Lab file' : undefined}
      aria-label="Lab file"
    >
      <header className={classes.head}>
        <strong>{name}</strong>
        <span>live both ways</span>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        {beside ? (
          <>
            <Tooltip label="Show it below the drawing">
              <ActionIcon
                aria-label="Below"
                onClick={() => {
                  showBeside(false);
                  showTab('yaml');
                }}
              >
                <IconLayoutBottombar size={16} />
              </ActionIcon>
            </Tooltip>
            <ActionIcon aria-label="Close the lab file" onClick={() => showBeside(false)}>
              <IconX size={16} />
            </ActionIcon>
          </>
        ) : (
          <Button
            size="compact-xs"
            leftSection={<IconLayoutSidebarRight size={14} />}
            onClick={() => {
              showBeside(true);
              showTab('reach');
            }}
          >
            Beside
          </Button>
        )}
      </header>
      <div className={classes.editor}>
        <Editor />
      </div>
      <Broken />
    </section>
  );
}

/** In its tab, unless it is shown beside the drawing. */
export function YamlBelow() {
  const beside = useYaml((state) => state.beside);
  if (!beside) return <YamlPanel />;
  return (
    <Empty title="The file is shown at the right.">
      <Button onClick={() => showBeside(false)}>Show it here</Button>
    </Empty>
  );
}

/** A text that cannot be read changes nothing on the drawing, and that is said: in a line that is there before. */
function Broken() {
  const first = useDocument(({ document, problems }) =>
    document.lab === undefined ? problems.find(({ severity }) => severity === 'error') : undefined,
  );
  return (
    <p className={classes.told} data-broken={first !== undefined || undefined} role="status">
      {first === undefined ? <Help /> : <Said problem={first} />}
    </p>
  );
}

function Help() {
  return (
    <>
      <Keys keys="Ctrl Space" /> shows what can stand at the cursor.
    </>
  );
}

function Said({ problem: { at, message } }: { readonly problem: Problem }) {
  const drawn = useDocument(({ lab }) => lab !== undefined);
  const line = at && !/^Line \d/.test(message) ? `Line ${at.line}: ` : '';
  return `${line}${message} ${drawn ? 'The drawing keeps the last good text.' : 'Nothing is drawn until it is mended.'}`;
}
