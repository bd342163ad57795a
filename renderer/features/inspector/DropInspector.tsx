import { useDeferredValue, useMemo } from 'react';
import type { Change } from '../../../shared/draw/changes.ts';
import type { Made } from '../../../shared/draw/tools.ts';
import { interfaceId, type Lab } from '../../../shared/lab/lab.ts';
import { commandsOf } from '../../derived/commands-of.ts';
import { cureOf } from '../../derived/cure.ts';
import { type FileLine, linesOf } from '../../derived/lines-of.ts';
import { usePingChanges } from '../../derived/ping-changes.ts';
import { useMoreWithShift } from '../../derived/with-shift.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { thingById } from '../../store/document/thing.ts';
import { useDraw } from '../../store/draw/draw-store.ts';
import { Commands } from '../../ui/Commands.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { Spoken } from '../../ui/Spoken.tsx';
import { count } from '../../ui/words.ts';
import { CureOffer } from '../moving/CureOffer.tsx';
import { Pills } from '../moving/Pills.tsx';
import { moveWords, pingLines } from '../moving/words.ts';
import classes from './Inspector.module.css';
import { Fact, Said } from './parts.tsx';

const LISTED = 8;

/** While something is dragged: what the drop would make or move, which pings it gains and loses, and what deploy would run for it. */
export function DropInspector({ made }: { readonly made: Made }) {
  const lab = useDocument((state) => state.lab);
  const isTool = useDraw(({ dragged }) => dragged?.kind === 'tool');
  const commands = useMemo(() => commandsOf(made.lab, made.select), [made]);
  return (
    <>
      {isTool || lab === undefined ? <MadeByTool lab={lab} made={made} /> : <Moved lab={lab} made={made} />}
      <Pings lab={lab} made={made} />
      <InTheFile made={made} />
      {commands.length > 0 ? (
        <section className={classes.section}>
          <h3>What deploy runs for this</h3>
          {commands.map(({ host, commands: list }) => (
            <Commands key={host} commands={list} />
          ))}
        </section>
      ) : null}
    </>
  );
}

function MadeByTool({ lab, made }: { readonly lab: Lab | undefined; readonly made: Made }) {
  const more = useMoreWithShift(made);
  const all = useMemo(() => [...made.made, ...besidesOf(lab, made)], [lab, made]);
  return (
    <>
      <header className={classes.head}>
        <h2>{made.select}</h2>
        <p>not drawn yet: let go, and it is here</p>
      </header>
      <section className={classes.section}>
        <h3>This drop makes</h3>
        {all.slice(0, LISTED).map((id) => (
          <Fact key={id} label={id}>
            {factOf(made.lab, id)}
          </Fact>
        ))}
        {all.length > LISTED ? <p>and {all.length - LISTED} more</p> : null}
        {more.slice(0, LISTED).map(({ what }) => (
          <Fact key={what} label={what}>
            <Spoken name="with Shift">
              with <Keys keys="Shift" />
            </Spoken>
          </Fact>
        ))}
        {more.length > LISTED ? <p>and {more.length - LISTED} more with Shift</p> : null}
      </section>
    </>
  );
}

/** What is made on the way: what was missing under the things that were wanted. */
function besidesOf(before: Lab | undefined, { lab, made }: Made): readonly string[] {
  const known = new Set([...made, ...(before === undefined ? [] : idsIn(before))]);
  return idsIn(lab).filter((id) => !known.has(id));
}

const idsIn = ({ segments, networks, hosts }: Lab): readonly string[] => [
  ...[...segments, ...networks, ...hosts].map(({ name }) => name),
  ...hosts.flatMap(({ name, interfaces }) => interfaces.map((item) => interfaceId(name, item.name))),
];

/** The one fact of a new thing that nobody typed. */
function factOf(lab: Lab, id: string): string {
  const thing = thingById(lab, id);
  switch (thing?.kind) {
    case 'container':
      return thing.container.attachments[0]?.address ?? 'automatic address';
    case 'interface':
      return thing.iface.address ?? (thing.iface.kind === 'vlan' ? `tag ${thing.iface.vlan}` : thing.iface.kind);
    case 'network':
      return thing.network.subnet;
    case 'host':
      return thing.host.ssh.address;
    case 'segment':
      return 'every tag';
    default:
      return '';
  }
}

/** What is otherwise of the thing and of others, and what was made on the way. */
function Moved({ lab, made }: { readonly lab: Lab; readonly made: Made }) {
  const { name, title, own, others, besides } = useMemo(() => moveWords(lab, made), [lab, made]);
  return (
    <>
      <header className={classes.head}>
        <h2>{name}</h2>
        <p>{title}</p>
      </header>
      {own.length > 0 ? (
        <section className={classes.section}>
          <Changes changes={own} />
        </section>
      ) : null}
      {others.length > 0 ? (
        <section className={classes.section}>
          <h3>Addresses that follow</h3>
          <Changes changes={others} />
        </section>
      ) : null}
      {besides.length > 0 ? (
        <section className={classes.section}>
          <h3>Made for it</h3>
          {besides.slice(0, LISTED).map((id) => (
            <Fact key={id} label={id}>
              {''}
            </Fact>
          ))}
          {besides.length > LISTED ? <p>and {besides.length - LISTED} more</p> : null}
        </section>
      ) : null}
    </>
  );
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <>
      {changes.slice(0, LISTED).map(({ label, now, was }) => (
        <Fact key={label} label={label}>
          <span>
            <Said>{now}</Said>{' '}
            {was === undefined || was === '' ? null : (
              <small className={classes.was}>
                was <Said>{was}</Said>
              </small>
            )}
          </span>
        </Fact>
      ))}
      {changes.length > LISTED ? <p>and {changes.length - LISTED} more</p> : null}
    </>
  );
}

function Pings({ lab, made }: { readonly lab: Lab | undefined; readonly made: Made }) {
  const pings = usePingChanges();
  if (pings === undefined) return null;
  const lines = pingLines(pings);
  const more = lines.slice(LISTED).reduce((sum, line) => sum + line.pings, 0);
  return (
    <section className={classes.section}>
      <h3>Pings</h3>
      <Pills changes={pings} />
      <ul className={classes.pings}>
        {lines.slice(0, LISTED).map(({ sign, words }) => (
          <li key={`${sign} ${words}`} data-sign={sign}>
            <b>{sign}</b> {words}
          </li>
        ))}
        {more > 0 ? <li>and {count(more, 'more ping')}</li> : null}
      </ul>
      {lab !== undefined && pings.lost.size > 0 ? <CureWhileHeld lab={lab} made={made} lost={pings.lost.size} /> : null}
    </section>
  );
}

function InTheFile({ made }: { readonly made: Made }) {
  // The file is edited for it: the pointer goes on meanwhile.
  const still = useDeferredValue(made);
  const lines = useMemo(() => linesOf(still.edits), [still]);
  if (lines.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>In the file</h3>
      <ul className={classes.lines}>
        {lines.slice(0, LISTED).map(({ sign, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
          <li key={index} data-sign={sign}>
            <span>{sign} </span>
            <FileText sign={sign} text={text} />
          </li>
        ))}
      </ul>
      {lines.length > LISTED ? <p>and {count(lines.length - LISTED, 'more line')}</p> : null}
    </section>
  );
}

/** Goes on below its first word; struck out without its indentation: with it, sign and line looked like one long dash. */
function FileText({ sign, text }: FileLine) {
  const Text = sign === '−' ? 'del' : 'span';
  const words = text.trimStart();
  return <Text style={{ paddingLeft: `${text.length - words.length}ch` }}>{words}</Text>;
}

function CureWhileHeld({ lab, made, lost }: { readonly lab: Lab; readonly made: Made; readonly lost: number }) {
  // Several labs are predicted for it: the pointer goes on meanwhile.
  const still = useDeferredValue(made);
  const cure = useMemo(() => (still === made ? cureOf(lab, made) : undefined), [lab, made, still]);
  return cure === undefined ? null : <CureOffer cure={cure} lost={lost} />;
}
