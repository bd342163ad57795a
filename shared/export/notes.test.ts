/** Notes of a drawing in what is handed on: pictures, the page, the runbook. */
import { describe, expect, it } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { labOf, textOfTemplate } from '../lab/testing/examples.ts';
import { exportPage } from './page/page.ts';
import { exportSvg } from './picture/svg.ts';
import { exportRunbook } from './runbook/runbook.ts';

const EVIL = '</script><img src=x onerror=alert(1)>';
const VLANS = textOfTemplate('vlans-two-hosts');
const noted = (text: string, more = ''): Lab =>
  labOf(`${VLANS}
notes:
  n1: { text: ${JSON.stringify(text)}, frame: [docker01, docker02]${more} }
`);
const whole = (made: ReturnType<typeof exportSvg>): string => {
  if (!made.ok) throw new Error('it could not be exported');
  return made.value.whole;
};

describe('a note', () => {
  it('stands in the picture with its frame, in words of the picture', () => {
    const svg = whole(exportSvg(noted('# Guests\n\nonly **web**'), { scheme: 'light' }));
    expect(svg).toContain('data-note="note n1"');
    expect(svg).toContain('data-frame="note n1"');
    expect(svg).toMatch(/font-weight="600"[^>]*>Guests</);
    expect(svg).toMatch(/font-weight="600"[^>]*>web</);
  });

  it('is text wherever it is shown, whatever it is made of', () => {
    for (const made of [exportSvg(noted(EVIL), { scheme: 'dark' }), exportPage(noted(EVIL))]) {
      expect(whole(made)).not.toContain('<img');
      expect(whole(made)).not.toContain('</script><');
    }
    expect(whole(exportRunbook(noted(EVIL)))).not.toMatch(/(?<!\\)<img/);
  });

  it('is told in the runbook before the first command, of what it frames', () => {
    const text = whole(exportRunbook(noted('# Guests\n\n- only `curl`\n- **no** mail')));
    expect(text).toContain('## Notes\n\nOn docker01 and docker02:\n\n> ### Guests\n>\n> - only `curl`\n');
    expect(text.indexOf('## Notes')).toBeLessThan(text.indexOf('## What is needed'));
    expect(whole(exportRunbook(labOf(VLANS)))).not.toContain('## Notes');
  });
});
