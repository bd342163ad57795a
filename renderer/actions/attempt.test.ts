import { beforeEach, expect, it } from 'vitest';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { openDocument } from '../store/document/document-store.ts';
import { forgetPast, useNotices } from '../store/flow/notice.ts';
import { selectThing, useSelection } from '../store/selection.ts';
import { ACTIONS, type Action, actionOf } from './actions.ts';
import { attempt } from './attempt.ts';

const told = () => useNotices.getState().notices.map(({ problem }) => problem.message);
/** The action as it is, but for what it does. */
const watched = (action: Action) => {
  let runs = 0;
  attempt({
    ...action,
    run: () => {
      runs += 1;
    },
  });
  return runs;
};

beforeEach(() => {
  useNotices.setState({ notices: [] });
  useSelection.getState().select(undefined);
  openDocument({ text: '' });
});

const OFF = ACTIONS.filter((action) => {
  openDocument({ text: '' });
  return action.whyNot() !== undefined;
});

it.each(OFF)('$name that cannot be done says why not, in its own words', (action) => {
  expect(watched(action)).toBe(0);
  expect(told()).toEqual([`${action.name.replace(/…$/, '')} is not possible now: ${action.whyNot()}.`]);
});

it.each(ACTIONS)('$name says nothing where it can be done', (action) => {
  openDocument({ text: vlansTwoHosts.text });
  if (action.whyNot() !== undefined) return;
  expect(watched(action)).toBe(1);
  expect(told()).toEqual([]);
});

it('what was not possible is told until it is possible, or something else is asked for', () => {
  openDocument({ text: vlansTwoHosts.text });
  const rename = actionOf('rename');
  watched(rename);
  expect(told()).toEqual(['Rename is not possible now: nothing is chosen on the drawing.']);
  watched(actionOf('duplicate'));
  expect(told()).toEqual(['Duplicate is not possible now: nothing is chosen on the drawing.']);
  selectThing('docker01/bbox10');
  forgetPast();
  expect(told()).toEqual([]);
});

it('what was chosen and is gone since is not chosen', () => {
  openDocument({ text: vlansTwoHosts.text });
  selectThing('docker09');
  watched(actionOf('delete'));
  expect(told()).toEqual(['Delete is not possible now: nothing is chosen on the drawing.']);
});
