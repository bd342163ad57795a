import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../os/machine.ts';
import { Pipe } from '../os/processes/pipe.ts';
import type { Output } from '../os/streams.ts';
import { debianPrograms } from '../programs/programs.ts';
import { runTerminal, type TerminalSession } from './terminal.ts';
import { type FakeMachine, fakeMachine } from './testing/fake-machine.ts';

/** Somebody at a terminal: types, and looks at the screen. */
class Person {
  readonly machine: FakeMachine;
  readonly ended: Promise<number>;
  screen = '';
  private readonly keys = new Pipe();
  private seen = 0;

  constructor({
    commands = {},
    files = {},
    ...session
  }: Partial<TerminalSession> & {
    readonly commands?: Readonly<Record<string, Command>>;
    readonly files?: Readonly<Record<string, string>>;
  } = {}) {
    this.machine = fakeMachine({ commands: { ...Object.fromEntries(debianPrograms), ...commands }, files });
    const screen: Output = {
      terminal: { columns: 80, rows: 24 },
      write: async (text) => {
        this.screen += text;
      },
    };
    this.ended = runTerminal({
      machine: this.machine,
      user: { name: 'root', uid: 0 },
      env: { HOME: '/root', PATH: '/usr/sbin:/usr/bin' },
      cwd: '/root',
      keys: this.keys.input,
      screen,
      ...session,
    });
  }

  type(keys: string): void {
    void this.keys.output.write(keys);
  }

  leave(): void {
    this.keys.closeWriter();
  }

  /** Waits until this comes up after what was seen before. What was written up to there, without colours and cursor moves. */
  async sees(text: string): Promise<string> {
    for (let looks = 0; ; looks += 1) {
      const plain = this.plain();
      const at = plain.indexOf(text, this.seen);
      if (at >= 0) {
        const before = plain.slice(this.seen, at + text.length);
        this.seen = at + text.length;
        return before;
      }
      if (looks > 5000)
        throw new Error(`never saw ${JSON.stringify(text)} in ${JSON.stringify(plain.slice(this.seen))}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  private plain(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal is told with
    return this.screen.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
  }
}

const PROMPT = 'root@docker01:~# ';
let person: Person;
afterEach(() => person.leave());

describe('a terminal on a practice host', () => {
  it('greets with a prompt, runs what is typed and knows where it is', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('echo hello; cd /tmp\r');
    await person.sees('\r\nhello\r\n');
    await person.sees('root@docker01:/tmp# ');
    person.type('nosuch\r');
    await person.sees('-bash: nosuch: command not found\r\n');
    person.type('exit 3\r');
    await person.sees('logout');
    expect(await person.ended).toBe(3);
  });

  it('edits lines: arrows, home and end, words, and the history', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('cho one\x01e\x05 two\r');
    await person.sees('\r\none two\r\n');
    person.type('\x1b[A\x17three\r');
    await person.sees('\r\none three\r\n');
    person.type('echo axc\x1b[D\x7fb\r');
    await person.sees('\r\nabc\r\n');
    person.type('two\x12\r');
    await person.sees('\r\none two\r\n');
    person.type('echo gone\x15echo kept\r');
    await person.sees('\r\nkept\r\n');
  });

  it('completes commands, files and names that somebody knows', async () => {
    person = new Person({
      files: { '/root/notes.txt': 'written\n', '/root/folder/x': '' },
      commands: {
        ip: async ({ argv, stdout }) => {
          await stdout.write(`<${argv.join(' ')}>\n`);
          return 0;
        },
      },
      names: (words) => (words.join(' ') === 'ip link show' ? ['ens33.10', 'lo'] : []),
    });
    await person.sees(PROMPT);
    person.type('cat no\t\r');
    await person.sees('\r\nwritten\r\n');
    person.type('ip link show ens\t\r');
    await person.sees('\r\n<ip link show ens33.10>\r\n');
    person.type('cd fol\t\r');
    await person.sees('root@docker01:~/folder# ');
    person.type('base64 /dev/null; basen\tx/y\r');
    await person.sees('\r\ny\r\n');
  });

  it('asks for more while a command is not whole', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('for i in 1 2; do\r');
    await person.sees('> ');
    person.type('echo "<$i>"\rdone\r');
    await person.sees('\r\n<1>\r\n<2>\r\n');
    person.type('cat <<END\r');
    await person.sees('> ');
    person.type('text\rEND\r');
    await person.sees('\r\ntext\r\n');
    person.type('echo )\r');
    await person.sees("-bash: syntax error near unexpected token `)'\r\n");
    await person.sees(PROMPT);
  });

  it('shows each of several lines that are pasted at once as it is read, and once', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('echo \'one\ntwo\'\nread name\nAda\necho "<$name>"\necho last');
    await person.sees('\r\n<Ada>\r\n');
    await person.sees(`${PROMPT}echo last`);
    person.type('\r');
    await person.sees('\r\nlast\r\n');
    for (const line of ["'one", 'two', 'read name', 'echo "<$name>"', 'echo last'])
      expect(person.screen.split(line).length - 1, line).toBe(line === 'two' ? 2 : 1);
  });

  it.each([
    ['a here-document', 'cat > f << "END"', 'END', 1_500],
    ['one whose end is indented', 'cat > f <<- END', '\t\tEND', 1_500],
    ['a text in quotes', "printf '%s' '", "' > f", 1_501],
    ['a text in double quotes', 'printf "%s" "', '" > f', 1_501],
  ])('takes a long paste: %s', async (_what, begin, end, lines) => {
    person = new Person();
    await person.sees(PROMPT);
    const text = Array.from({ length: 1_500 }, (_, at) => `: line ${at} END fi\n`).join('');
    person.type(`${begin}\n${text}${end}\necho "<$(wc -l < f)>"\n`);
    await person.sees('\r\n<');
    expect(await person.sees('>\r\n')).toBe(`${lines}>\r\n`);
  });

  it('gives programs whole lines, with echo and a way to correct them', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('cat > file\r');
    await person.sees('\r\n');
    person.type('helxx\x7f\x7flo\rworld\r\x04');
    await person.sees(PROMPT);
    expect(person.machine.files.read('/root/file')).toBe('hello\nworld\n');
    person.type('read name; echo "<$name>"\r');
    await person.sees('\r\n');
    person.type('Ada\r');
    await person.sees('\r\n<Ada>\r\n');
  });

  it('interrupts what runs, be it a program, a loop or a line half typed', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('sleep 1000; echo not\r');
    await person.sees('\r\n');
    person.type('\x03');
    await person.sees('^C\r\n');
    await person.sees(PROMPT);
    person.type('echo $?\r');
    await person.sees('\r\n130\r\n');
    person.type('while :; do :; done\r');
    await person.sees('\r\n');
    await new Promise((resolve) => setTimeout(resolve, 20));
    person.type('\x03');
    await person.sees('^C');
    await person.sees(PROMPT);
    person.type('rubbish\x03');
    await person.sees('^C\r\n');
    await person.sees(PROMPT);
    person.type('echo fine\r');
    expect(await person.sees('\r\nfine\r\n')).not.toContain('not found');
  });

  it('runs in the background, and tells when that is done', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('sleep 0.01 &\r');
    await person.sees('[1] ');
    await person.sees(PROMPT);
    person.type('wait\r');
    await person.sees(PROMPT);
    person.type('sleep 1000 & kill $!; wait $!; echo $?\r');
    await person.sees('\r\n143\r\n');
  });

  it('runs a shell in a shell, which edits lines too', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('sh\r');
    await person.sees('\r\n# ');
    person.type('cho deeper\x01e\r');
    await person.sees('\r\ndeeper\r\n');
    person.type('\x04');
    await person.sees(PROMPT);
  });

  it('ends with Ctrl-D, and when the window is closed', async () => {
    person = new Person();
    await person.sees(PROMPT);
    person.type('\x04');
    await person.sees('logout');
    expect(await person.ended).toBe(0);
    person = new Person();
    await person.sees(PROMPT);
    person.type('sleep 1000\r');
    await person.sees('\r\n');
    person.leave();
    expect(await person.ended).toBe(129);
  });

  it.each([
    ['a line that is not whole', 'echo half'],
    ['an open quote', 'echo "half\r'],
    ['a signal that is caught', "trap 'echo caught' HUP\r"],
    ['signals that are caught, and something in front', "trap 'echo caught' HUP INT TERM; cat\r"],
    ['a shell within, and its signals ignored', "bash\rtrap '' HUP INT TERM\r"],
  ])(
    'ends when the window is closed, whatever was typed: %s',
    async (_what, keys) => {
      const closed = new AbortController();
      person = new Person({ signal: closed.signal });
      await person.sees(PROMPT);
      person.type(keys);
      await new Promise((resolve) => setTimeout(resolve, 200));
      closed.abort();
      await person.ended;
    },
    8_000,
  );
});
