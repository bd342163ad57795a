import { newLab } from '../new-lab.ts';
import type { Template } from './template.ts';

export const empty: Template = {
  id: 'empty',
  title: 'Empty lab',
  description: 'One segment and nothing plugged into it yet.',
  text: newLab('my-lab'),
};
