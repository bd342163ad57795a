import { describe, expect, it } from 'vitest';
import { markdownBlocks, plainWords } from './markdown.ts';

describe('Markdown on a drawing', () => {
  it('has headings, paragraphs, lists and code', () => {
    const text = '# Guests\n\nVLAN 10 is for\nguests.\n- **only** web\n2. no _mail_\n\n```\nping 10.0.0.1\n```\nafter';
    expect(markdownBlocks(text)).toEqual([
      { kind: 'heading', level: 1, spans: [{ text: 'Guests', look: 'plain' }] },
      { kind: 'paragraph', spans: [{ text: 'VLAN 10 is for guests.', look: 'plain' }] },
      {
        kind: 'item',
        mark: '•',
        spans: [
          { text: 'only', look: 'strong' },
          { text: ' web', look: 'plain' },
        ],
      },
      {
        kind: 'item',
        mark: '2.',
        spans: [
          { text: 'no ', look: 'plain' },
          { text: 'mail', look: 'emphasis' },
        ],
      },
      { kind: 'code', lines: ['ping 10.0.0.1'] },
      { kind: 'paragraph', spans: [{ text: 'after', look: 'plain' }] },
    ]);
  });

  it('leaves HTML, pictures and links as the text that they are', () => {
    for (const text of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '![x](https://evil.example/x.png)',
      '[click](javascript:alert(1))',
      '&lt;b&gt;',
    ]) {
      expect(markdownBlocks(text)).toEqual([{ kind: 'paragraph', spans: [{ text, look: 'plain' }] }]);
    }
  });

  it('takes marks without their partner, and names with underscores, for words', () => {
    expect(plainWords('mac_net10 and mac_net20, 2 * 3 * 4, `open, **open')).toBe(
      'mac_net10 and mac_net20, 2 * 3 * 4, `open, **open',
    );
  });

  it('ends with a text that was made to keep it busy', () => {
    for (const piece of ['*a', '`', '**', '_ _', '# ', '- ', '*_`', 'a*'])
      expect(plainWords(piece.repeat(5_000)).length).toBeLessThan(20_000);
  });

  it('says its words on one line', () => {
    expect(plainWords('# Guests\n\n- `one`\n- two')).toBe('Guests one two');
    expect(plainWords('')).toBe('');
  });
});
