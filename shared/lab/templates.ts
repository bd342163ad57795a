/** Labs to start from, in the order in which people are shown them. A new one is a file and a line here. */
import { empty } from './templates/empty.ts';
import { macvlanTwoHosts } from './templates/macvlan-two-hosts.ts';
import type { Template } from './templates/template.ts';
import { vlansTwoHosts } from './templates/vlans-two-hosts.ts';
import { wholeArticle } from './templates/whole-article.ts';

export type { Template } from './templates/template.ts';

export const TEMPLATES: readonly Template[] = [macvlanTwoHosts, vlansTwoHosts, wholeArticle, empty];

export const templateNamed = (id: string): Template | undefined => TEMPLATES.find((template) => template.id === id);
