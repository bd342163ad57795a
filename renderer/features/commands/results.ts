/** What the command palette finds: things, questions about them, and actions. */
import { IconPlug } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { containerId, type Interface, interfaceId, type Lab, noteId } from '../../../shared/lab/lab.ts';
import { plainWords } from '../../../shared/markdown/markdown.ts';
import type { Action } from '../../actions/actions.ts';
import { JOIN_ICONS, TOOL_ICONS } from '../../actions/tool-icons.tsx';
import { forecast } from '../../derived/forecast.ts';
import type { PairEnd } from '../../store/selection.ts';
import { ALSO } from './also.ts';

type ThingSign = ComponentType<{ readonly size?: number | string }>;

export interface FoundThing {
  readonly id: string;
  readonly name: string;
  readonly where: string;
  readonly detail: string;
  readonly icon: ThingSign;
}

export interface Question {
  readonly id: string;
  readonly words: string;
  readonly answer: string;
  readonly from: string;
  readonly to: PairEnd;
}

export type Voice = 'all' | 'things' | 'questions' | 'actions';

const MOST_THINGS = 8;
const MOST_QUESTIONS = 4;

/** `>` is for actions, `@` for things, `?` for questions. */
export function voiceOf(query: string): { readonly voice: Voice; readonly text: string } {
  const voice = ({ '>': 'actions', '@': 'things', '?': 'questions' } as const)[query[0] ?? ''];
  return voice === undefined
    ? { voice: 'all', text: query.trim().toLowerCase() }
    : { voice, text: query.slice(1).trim().toLowerCase() };
}

export function thingsIn(lab: Lab): readonly FoundThing[] {
  return [
    ...lab.hosts.flatMap((host) => [
      {
        id: host.name,
        name: host.name,
        where: host.routing?.forward ? 'router' : 'host',
        detail: host.ssh.address,
        icon: TOOL_ICONS[host.routing?.forward ? 'router' : 'host'],
      },
      ...host.containers.map((box) => ({
        id: containerId(host.name, box.name),
        name: box.name,
        where: `on ${host.name}`,
        detail: box.attachments[0]?.address ?? '',
        icon: TOOL_ICONS.container,
      })),
    ]),
    ...lab.networks.map(({ name, subnet }) => ({
      id: name,
      name,
      where: 'network',
      detail: subnet,
      icon: TOOL_ICONS.network,
    })),
    ...lab.segments.map(({ name }) => ({ id: name, name, where: 'segment', detail: '', icon: TOOL_ICONS.segment })),
    ...lab.notes.map(({ name, text }) => ({
      id: noteId(name),
      name,
      where: 'note',
      detail: plainWords(text).slice(0, 60),
      icon: TOOL_ICONS.note,
    })),
    ...lab.hosts.flatMap((host) =>
      host.interfaces.map((item) => ({
        id: interfaceId(host.name, item.name),
        name: item.name,
        where: `on ${host.name}`,
        detail: item.address ?? '',
        icon: iconOf(item.kind),
      })),
    ),
  ];
}

const iconOf = (kind: Interface['kind']): ThingSign =>
  kind === 'vlan'
    ? TOOL_ICONS.vlan
    : kind === 'bond' || kind === 'bridge' || kind === 'dummy' || kind === 'shim'
      ? JOIN_ICONS[kind]
      : IconPlug;

export const thingsFor = (lab: Lab, text: string): readonly FoundThing[] =>
  thingsIn(lab)
    .filter(({ name, detail, id }) => [name, detail, id].some((word) => word.toLowerCase().includes(text)))
    .slice(0, MOST_THINGS);

/** Why one cannot reach another: of what was found, or of what is chosen. */
export function questionsFor(lab: Lab, text: string, chosen: string | undefined): readonly Question[] {
  const predicted = forecast();
  if (predicted === undefined) return [];
  const about = text === '' ? (chosen === undefined ? [] : [chosen]) : thingsFor(lab, text).map(({ id }) => id);
  const found: Question[] = [];
  for (const from of about.filter((id) => predicted.sources.includes(id))) {
    for (const to of predicted.targets) {
      if (found.length >= MOST_QUESTIONS) return found;
      const outcome = predicted.outcome(from, to);
      if (outcome === undefined || outcome.verdict === 'reachable') continue;
      found.push({
        id: `${from} ${to.id} ${to.address}`,
        words: `Why can ${from} not reach ${to.id}?`,
        // Of a large lab the sentence comes later than the list.
        answer: predicted.explain(from, to)?.reason.text ?? outcome.code.replaceAll('-', ' '),
        from,
        to,
      });
    }
  }
  return found;
}

export const actionsFor = (actions: readonly Action[], text: string): readonly Action[] =>
  actions.filter(({ id, name, title, group }) =>
    id === 'commands' ? false : `${title?.() ?? name} ${group} ${ALSO[id] ?? ''}`.toLowerCase().includes(text),
  );
