import { beforeEach, describe, expect, it } from 'vitest';
import { attachmentPath, type Edit, set } from '../../../shared/lab/edit.ts';
import { templateNamed } from '../../../shared/lab/templates.ts';
import { editDocument, isDirty, markSaved, openDocument, redo, undo, useDocument } from './document-store.ts';
import { thingById } from './thing.ts';

const text = templateNamed('vlans-two-hosts')?.text ?? '';
const address = (value: string): Edit => set([...attachmentPath('docker01', 'bbox10', 'mac_net10'), 'address'], value);
const addressNow = (): string | undefined => {
  const { lab } = useDocument.getState();
  const thing = lab && thingById(lab, 'docker01/bbox10');
  return thing?.kind === 'container' ? thing.container.attachments[0]?.address : undefined;
};

describe('the open lab', () => {
  beforeEach(() => openDocument({ text, path: '/labs/vlans.yaml' }));

  it('is saved until it is edited, and again when the edit is undone', () => {
    expect(isDirty(useDocument.getState())).toBe(false);
    expect(editDocument([address('172.16.10.12')])).toEqual([]);
    expect(isDirty(useDocument.getState())).toBe(true);
    expect(addressNow()).toBe('172.16.10.12');
    undo();
    expect(addressNow()).toBe('172.16.10.10');
    expect(isDirty(useDocument.getState())).toBe(false);
    redo();
    expect(addressNow()).toBe('172.16.10.12');
  });

  it('changes nothing but what was edited', () => {
    editDocument([address('172.16.10.12')]);
    expect(useDocument.getState().text).toBe(text.replace('mac_net10: 172.16.10.10', 'mac_net10: 172.16.10.12'));
  });

  it('refuses what would break it, and says why', () => {
    expect(editDocument([address('172.16.10.300')])[0]?.severity).toBe('error');
    expect(editDocument([address('10.9.9.9')])[0]?.severity).toBe('error');
    expect(useDocument.getState().text).toBe(text);
  });

  it('shows what is wrong with a text that cannot be read', () => {
    openDocument({ text: 'hosts: [' });
    expect(useDocument.getState().lab).toBeUndefined();
    expect(useDocument.getState().problems.length).toBeGreaterThan(0);
  });

  it('cannot be undone into the lab before it', () => {
    editDocument([address('172.16.10.12')]);
    openDocument({ text: 'trunkline: 1\nname: other\n' });
    undo();
    expect(useDocument.getState().text).toBe('trunkline: 1\nname: other\n');
  });

  it('has a place once it was saved', () => {
    openDocument({ text });
    expect(isDirty(useDocument.getState())).toBe(true);
    markSaved({ path: '/labs/new.yaml' }, text);
    expect(isDirty(useDocument.getState())).toBe(false);
  });
});
