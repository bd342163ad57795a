import { expect, it } from 'vitest';
import { vlansTwoHosts } from '../../../shared/lab/templates/vlans-two-hosts.ts';
import { forgetPast, useNotices } from '../flow/notice.ts';
import { openDocument, undo, useDocument } from './document-store.ts';
import { noticeFile } from './file-change.ts';

it('that the window shows the file as it is now is told as long as it does, and not after undo', () => {
  const path = '/labs/one.yaml';
  const { text } = vlansTwoHosts;
  openDocument({ path, text, version: '1' });
  noticeFile({ path, text: `${text}# theirs\n`, version: '2' });
  const told = () => useNotices.getState().notices.map(({ problem }) => problem.code);
  forgetPast();
  expect(told()).toEqual(['file-followed']);
  undo();
  expect(useDocument.getState().text).toBe(text);
  forgetPast();
  expect(told()).toEqual([]);
});
