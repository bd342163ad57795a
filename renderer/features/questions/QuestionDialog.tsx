import { Button, Checkbox, Code, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Question } from '../../../shared/api.ts';
import { unreachable } from '../../../shared/problem.ts';
import { answer } from '../../store/flow/commands.ts';
import classes from './Questions.module.css';

export function QuestionDialog({ question }: { readonly question: Question }) {
  switch (question.kind) {
    case 'host-key':
      return <HostKeyDialog question={question} />;
    case 'password':
      return (
        <SecretDialog
          question={question}
          title={`Password for ${question.user} on ${question.host}`}
          label={question.prompt || 'Password'}
        >
          The host wants a password for this login. It goes to the host over SSH and is kept nowhere on disk.
        </SecretDialog>
      );
    case 'host-prompt':
      return (
        <SecretDialog
          question={question}
          title={`${question.host} asks`}
          label={<span className={`mono ${classes.said}`}>{question.prompt}</span>}
          kept={question.kept}
        >
          {question.again && 'What was given before was refused. '}
          These are the words of the host, and the answer is told to it. Never tell a host the passphrase of a key.
        </SecretDialog>
      );
    case 'passphrase':
      return (
        <SecretDialog question={question} title="Passphrase of a private key" label={`Passphrase for ${question.key}`}>
          The key for {question.host} is encrypted. The passphrase stays on this machine.
        </SecretDialog>
      );
    case 'registry-password':
      return (
        <SecretDialog
          question={question}
          title={`The registry on ${question.host}`}
          label={`Password of its user ${question.user}`}
        >
          The registry lets in {question.user} with this password, and hosts that pull from it give it. It goes to them
          over SSH; the registry keeps a hash of it, and no host keeps it.
        </SecretDialog>
      );
    case 'sudo-password':
      return (
        <SecretDialog
          question={question}
          title={`sudo on ${question.host}`}
          label={`sudo password of ${question.user}`}
        >
          Changes to the network need root, and sudo wants the password of {question.user}. It goes to the host over the
          standard input of sudo: never as an argument, never to a file.
        </SecretDialog>
      );
    default:
      return unreachable(question);
  }
}

/** The first connection to a host: the person compares, we only show. */
function HostKeyDialog({ question }: { readonly question: Extract<Question, { kind: 'host-key' }> }) {
  const say = (value: boolean) => (): void => void answer(question.id, value);
  return (
    <Modal opened onClose={say(false)} title={<strong>First connection to {question.host}</strong>} size="lg">
      <div className={classes.dialog}>
        <p>
          <span className="mono">{question.address}</span> shows this key ({question.keyType}). Nobody here has seen it
          before:
        </p>
        <Code block className={classes.fingerprint as string}>
          {question.fingerprint}
        </Code>
        <p className={classes.hint}>
          Compare it with what the host itself prints for{' '}
          <Code>
            ssh-keygen -lf /etc/ssh/ssh_host_
            {question.keyType.replace(/^ssh-|-nistp\d+$/g, '').replace('ecdsa-sha2', 'ecdsa')}_key.pub
          </Code>
          . If they are equal, trust it: from then on another key at this address stops everything.
        </p>
        <div className={classes.buttons}>
          <Button onClick={say(false)}>Do not connect</Button>
          <Button variant="filled" data-autofocus onClick={say(true)}>
            Trust this key
          </Button>
        </div>
      </div>
    </Modal>
  );
}

interface SecretDialogProps {
  readonly question: Question;
  readonly title: string;
  readonly label: ReactNode;
  /** False: the answer is good once, and there is nothing to remember. */
  readonly kept?: boolean;
  readonly children: ReactNode;
}

function SecretDialog({ question, title, label, kept = true, children }: SecretDialogProps) {
  const [remember, setRemember] = useState(kept);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // Read from the field at this moment: a secret is held in no state of the window.
    const secret = new FormData(event.currentTarget).get('secret');
    event.currentTarget.reset();
    void answer(question.id, typeof secret === 'string' ? secret : null, remember);
  };
  return (
    <Modal opened onClose={() => void answer(question.id, null)} title={<strong>{title}</strong>}>
      <form className={classes.dialog} onSubmit={submit}>
        <p className={classes.hint}>{children}</p>
        <PasswordInput name="secret" label={label} autoComplete="off" data-autofocus />
        {kept && (
          <Checkbox
            size="xs"
            label="Remember until the program ends"
            checked={remember}
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
        )}
        <div className={classes.buttons}>
          <Button onClick={() => void answer(question.id, null)}>Cancel</Button>
          <Button variant="filled" type="submit">
            Continue
          </Button>
        </div>
      </form>
    </Modal>
  );
}
