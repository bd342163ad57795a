import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconAdjustmentsHorizontal, IconQuestionMark, IconSearch } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useState } from 'react';
import { ActionSign } from '../../actions/action-icons.tsx';
import { ACTIONS, type Action } from '../../actions/actions.ts';
import { useReadRoot } from '../../derived/read-root.ts';
import { askForField } from '../../store/asked-field.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { showTab } from '../../store/flow/flow-store.ts';
import { showInspector } from '../../store/panes.ts';
import { selectedThing, selectPair, selectThing, useSelection } from '../../store/selection.ts';
import { showSheet } from '../../store/sheets.ts';
import { Keys } from '../../ui/Keys.tsx';
import { reason } from '../../ui/off.ts';
import classes from './CommandPalette.module.css';
import { actionsFor, questionsFor, thingsFor, voiceOf } from './results.ts';
import { type Setting, settingsFor } from './settings.ts';

const close = (): void => showSheet(undefined);

const [store, spotlight] = createSpotlight();

/**
 * The kit chooses the first row a moment after a key, among those that are shown then. What comes later, as a lab that is still
 * being read, would stand above the row that Enter does.
 */
function chooseFirst(): void {
  const rows = document.getElementById(store.getState().listId)?.querySelectorAll('[data-action]') ?? [];
  if (rows.length === 0) return;
  for (const [at, row] of rows.entries()) row.toggleAttribute('data-selected', at === 0);
  rows[0]?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

/** Anything by name: things, questions, actions. What cannot be done now stays, with its reason. */
export function CommandPalette() {
  const [query, setQuery] = useState('');
  // It is there only while it is open.
  useEffect(() => {
    spotlight.open();
    return spotlight.close;
  }, []);
  const lab = useDocument((state) => state.lab);
  const chosen = useSelection(selectedThing);
  const { voice, text } = voiceOf(query);
  const things = lab && (voice === 'things' || (voice === 'all' && text !== '')) ? thingsFor(lab, text) : [];
  const questions = lab && (voice === 'questions' || voice === 'all') ? questionsFor(lab, text, chosen) : [];
  const actions = voice === 'all' || voice === 'actions' ? actionsFor(ACTIONS, text) : [];
  const root = useReadRoot();
  const settings = lab && root && voice === 'all' ? settingsFor(lab, root, text, chosen) : [];
  const [first] = [
    ...things.map(({ id }) => id),
    ...questions.map(({ id }) => id),
    ...settings.map(({ id, steps }) => `${id} ${steps}`),
    ...actions.map(({ id }) => id),
  ];
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another row comes first
  useLayoutEffect(() => {
    if (query !== '') chooseFirst();
  }, [query, first]);
  const nothing = things.length + questions.length + actions.length + settings.length === 0;
  return (
    <Spotlight.Root
      store={store}
      className={classes.palette as string}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={close}
      scrollable
      maxHeight={480}
      // Where it is opened it stays: what is typed into does not move with what is found.
      centered={false}
      overlayProps={{ backgroundOpacity: 0.2, blur: 0 }}
      title="Find anything"
    >
      <Spotlight.Search
        placeholder="Things, questions, actions"
        aria-label="Find anything"
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {things.length > 0 ? (
          <Spotlight.ActionsGroup label="Things">
            {things.map(({ id, name, where, detail, icon: Sign }) => (
              <Spotlight.Action
                className={classes.action as string}
                key={id}
                onClick={() => {
                  close();
                  selectThing(id);
                }}
              >
                <span className={classes.row}>
                  <span className={classes.icon}>
                    <Sign size={16} />
                  </span>
                  <span>
                    <strong>{name}</strong> {where}
                  </span>
                  <code>{detail}</code>
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {questions.length > 0 ? (
          <Spotlight.ActionsGroup label="Questions">
            {questions.map(({ id, words, answer, from, to }) => (
              <Spotlight.Action
                className={classes.action as string}
                key={id}
                onClick={() => {
                  close();
                  selectPair(from, to);
                  showTab('reach');
                }}
              >
                <span className={classes.row}>
                  <span className={classes.icon}>
                    <IconQuestionMark size={16} />
                  </span>
                  <span className={classes.question}>
                    <span>{words}</span>
                    <span className={classes.answer}>{answer}</span>
                  </span>
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {settings.length > 0 ? (
          <Spotlight.ActionsGroup label="Settings">
            {settings.map((setting) => (
              <Spotlight.Action
                className={classes.action as string}
                key={`${setting.id} ${setting.steps}`}
                onClick={() => showSetting(setting)}
              >
                <span className={classes.row}>
                  <span className={classes.icon}>
                    <IconAdjustmentsHorizontal size={16} />
                  </span>
                  <span>{setting.words}</span>
                  <code>{setting.detail}</code>
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {actions.length > 0 ? (
          <Spotlight.ActionsGroup label="Actions">
            {actions.map((action) => (
              <ActionRow key={action.id} action={action} />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {nothing ? <Spotlight.Empty>Nothing of that name.</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
      <Spotlight.Footer className={classes.footer as string}>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd> do it
        </span>
        <span>
          <kbd>&gt;</kbd> actions · <kbd>@</kbd> things · <kbd>?</kbd> questions
        </span>
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}

/** The thing is chosen, and its field has the focus. */
function showSetting({ id, steps }: Setting): void {
  close();
  showInspector(true);
  if (id === '') useSelection.getState().select(undefined);
  else selectThing(id);
  askForField({ id, steps });
}

function ActionRow({ action }: { readonly action: Action }) {
  const why = action.whyNot();
  const { keys, group } = action;
  const words = action.title?.() ?? action.name;
  return (
    <Spotlight.Action
      className={classes.action as string}
      disabled={why !== undefined}
      aria-disabled={why !== undefined}
      {...reason(why)}
      onClick={() => {
        if (why !== undefined) return;
        close();
        action.run();
      }}
    >
      <span className={classes.row} data-off={why !== undefined}>
        <span className={classes.icon}>
          <ActionSign id={action.id} />
        </span>
        <span>{group === 'Draw' ? `Draw: ${words}` : words}</span>
        <span className={classes.end} aria-hidden={why !== undefined}>
          {why ?? (keys[0] === undefined ? '' : <Keys keys={keys[0]} />)}
        </span>
      </span>
    </Spotlight.Action>
  );
}
