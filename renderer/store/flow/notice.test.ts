import { beforeEach, expect, it } from 'vitest';
import { problem } from '../../../shared/problem.ts';
import { CANNOT_DRAW, forgetPast, forgetRefusals, notify, notifyWhile, useNotices } from './notice.ts';

const said = () => useNotices.getState().notices.map((notice) => notice.problem.message);
const refusal = (message: string) => problem({ code: CANNOT_DRAW, message, hint: 'Choose another place.' });
const lost = problem({ code: 'unreachable', message: 'docker01 does not answer.', hint: 'Is it on?' });

beforeEach(() => useNotices.setState({ notices: [] }));

it('says once what is told twice, as the newest', () => {
  notify(refusal('No network here.'));
  notify(lost);
  notify(refusal('No network here.'));
  expect(said()).toEqual(['docker01 does not answer.', 'No network here.']);
});

it('keeps what was said of a gesture until the next gesture, and all else until it is closed', () => {
  notify(refusal('No network here.'), lost);
  forgetRefusals();
  expect(said()).toEqual(['docker01 does not answer.']);
});

it('takes away what is no longer so, and nothing else', () => {
  let followed = true;
  notify(lost);
  notifyWhile(() => followed, refusal('The window shows the file as it is now.'));
  forgetPast();
  expect(said()).toEqual(['docker01 does not answer.', 'The window shows the file as it is now.']);
  followed = false;
  forgetPast();
  expect(said()).toEqual(['docker01 does not answer.']);
});
