import { Modal } from '@mantine/core';
import { ACTION_GROUPS } from '../../../shared/actions.ts';
import { ACTIONS } from '../../actions/actions.ts';
import { showSheet } from '../../store/sheets.ts';
import { Keys } from '../../ui/Keys.tsx';
import classes from './KeySheet.module.css';

/** Keys of the drawing that are no action: they depend on what has the focus. A key, what it goes with, and what they do. */
const ON_DRAWING: readonly (readonly [string, string, string])[] = [
  ['', 'arrow keys', 'To the next thing'],
  ['Enter', '', 'Choose it'],
  ['Shift', 'arrow keys', 'Take the next one too'],
  ['Shift', 'click', 'One more, or one less'],
  ['Shift', 'drag', 'All within'],
  ['Alt', 'arrow keys', 'Move a host or a note'],
  ['Escape', '', 'Let go'],
];

/** All keys, made from the list of actions. */
export function KeySheet({ opened }: { readonly opened: boolean }) {
  return (
    <Modal opened={opened} onClose={() => showSheet(undefined)} title={<strong>Keys</strong>} size={880}>
      <div className={classes.sheet}>
        {ACTION_GROUPS.map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {ACTIONS.filter((action) => action.group === group && action.keys.length > 0).map(
                ({ id, name, keys }) => (
                  <div key={id}>
                    <dt>{name}</dt>
                    <dd>
                      <Keys keys={keys[0] ?? ''} />
                      <span className="visually-hidden">{keys[0]}</span>
                    </dd>
                  </div>
                ),
              )}
            </dl>
          </section>
        ))}
        <section aria-label="On the drawing">
          <h3>On the drawing</h3>
          <dl>
            {ON_DRAWING.map(([key, besides, what]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>
                  {key === '' ? null : (
                    <>
                      <Keys keys={key} />
                      <span className="visually-hidden">{key}</span>
                    </>
                  )}{' '}
                  {besides}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}
