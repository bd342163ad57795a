import { useLayoutEffect, useRef } from 'react';
import classes from './RunPanel.module.css';

/** The commands of a step and what they print, following the end while it grows. */
export function Output({
  name,
  commands,
  text,
}: {
  readonly name: string;
  readonly commands: readonly string[];
  readonly text: string;
}) {
  const box = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new text is what moves the end
  useLayoutEffect(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section ref={box} className={classes.output} tabIndex={0} aria-label={`Output of ${name}`}>
      {commands.map((command, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same command may stand twice
        <code key={index} className={classes.command}>
          {command}
        </code>
      ))}
      {text ? <code>{text}</code> : null}
    </section>
  );
}
