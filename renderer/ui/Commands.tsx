import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './Commands.module.css';

/** Commands as a person would type them, one a line. Lines break between words only: an option stays whole. */
export function Commands({ commands }: { readonly commands: readonly string[] }) {
  return (
    <div className={classes.frame}>
      <pre className={classes.commands}>
        {commands.map((command, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same command may stand twice
          <code key={index}>
            {command.split(/( +)/).map((word, at) =>
              word.startsWith('-') ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity but their place
                <span key={at} className={classes.option}>
                  {word}
                </span>
              ) : (
                word
              ),
            )}
          </code>
        ))}
      </pre>
      <CopyButton value={commands.join('\n')}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy'}>
            <ActionIcon className={classes.copy as string} aria-label="Copy the commands" onClick={copy}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
