import classes from './Commands.module.css';

/** Commands as a person would type them, one a line. */
export function Commands({ commands }: { readonly commands: readonly string[] }) {
  return (
    <pre className={classes.commands}>
      {commands.map((command, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same command may stand twice
        <code key={index}>{command}</code>
      ))}
    </pre>
  );
}
