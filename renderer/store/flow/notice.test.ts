import { beforeEach, expect, it } from 'vitest';
import { problem } from '../../../shared/problem.ts';
import { CANNOT_DRAW, forgetRefusals, notify, useNotices } from './notice.ts';

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
