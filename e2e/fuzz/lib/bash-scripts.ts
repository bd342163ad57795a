// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are placeholders of bash, in texts of its own
/** Scripts in bash's language, from a grammar of what a class types. */
import type { Random } from './random.ts';

const VALUES = [
  ...['hello', 'Hello World', 'a.b.c', '/usr/lib/x.so.1', 'aXbXaX', '192.168.1.11', '', 'one two  three', 'x=y', '*'],
  ...['a-b_c', 'ABC123abc', ' lead', 'a:b::c', '-n', '07', '[x]', 'it"s', '$HOME', 'a\\b'],
];
const PATTERNS = [
  '*',
  '?',
  'a*',
  '*a',
  '[a-c]',
  'X',
  '.*',
  '*.',
  '/*',
  '[!a]',
  'l',
  'o ',
  '1*1',
  '[[:digit:]]',
  '*[A-Z]',
  '?(a)b',
  '+([0-9])',
];

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A script, as statements that follow each other: without some of them it still is one. */
export function bashScript(random: Random): readonly string[] {
  const list = (most: number): string =>
    Array.from({ length: random.int(0, most) }, () => quoted(random.of(VALUES))).join(' ');
  return [
    `v=${quoted(random.of(VALUES))} w=${quoted(random.of(VALUES))} n=${random.int(0, 9)} k=z`,
    `arr=(${list(3)})`,
    'declare -A m=([a]=1 [b]=2)',
    `set -- ${list(3)}`,
    ...Array.from({ length: random.int(1, 4) }, () => statement(random, 0)),
    'echo "$n $k ${#arr[@]} ${#m[@]} $#"',
  ];
}

function number(random: Random, depth: number): string {
  const kind = random.int(0, 9);
  if (depth > 3 || kind < 4) return String(random.int(0, 20));
  if (kind === 4) return random.of(['n', 'arr[0]', 'm[a]', '$n', '${#v}', '${#arr[@]}']);
  if (kind === 5) return `(${number(random, depth + 1)})`;
  if (kind === 6) return `${random.of(['-', '~', '!', '+'])}${number(random, 4)}`;
  if (kind === 7) return `${number(random, depth + 1)}?${number(random, depth + 1)}:${number(random, depth + 1)}`;
  const operators = ['+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^', '&&', '||', '==', '!=', '<', '>', '<=', '>='];
  return `${number(random, depth + 1)} ${random.of(operators)} ${number(random, depth + 1)}`;
}

function parameter(random: Random): string {
  const name = random.of(['v', 'w', 'u', 'n', '@', '*', 'arr[@]', 'arr[1]', 'arr[*]', 'm[a]', '1', '2']);
  const operator = random.of([
    '',
    '#',
    '##',
    '%',
    '%%',
    '/',
    '//',
    '/#',
    '/%',
    '^',
    '^^',
    ',',
    ',,',
    ':',
    ':-',
    '-',
    ':+',
    '+',
    '@Q',
    '@U',
    'length',
  ]);
  switch (operator) {
    case 'length':
      return `\${#${name}}`;
    case '#':
    case '##':
    case '%':
    case '%%':
      return `\${${name}${operator}${random.of(PATTERNS)}}`;
    case '/':
    case '//':
    case '/#':
    case '/%':
      return `\${${name}${operator}${random.of(PATTERNS)}/${random.of(['', '-', '<&>', 'x y'])}}`;
    case ':':
      return `\${${name}:${random.of(['0', '1', '2', ' -2', '(-1)', '1+1'])}${random.of(['', ':1', ':2', ':0'])}}`;
    case ':-':
    case '-':
    case ':+':
    case '+':
      return `\${${name}${operator}${random.of(['d', '"d e"', '$w', '${u:-deep}'])}}`;
    default:
      return `\${${name}${operator}}`;
  }
}

function word(random: Random): string {
  const kind = random.int(0, 9);
  if (kind < 5) return `"${parameter(random)}"`;
  if (kind < 7) return parameter(random);
  if (kind === 7) return `p"${parameter(random)}"s`;
  if (kind === 8) return `{${random.of(['a', 'b', '$v', '1'])},${random.of(['c', '2..3', ''])}}`;
  return `$((${number(random, 1)}))`;
}

function condition(random: Random, depth: number): string {
  const kind = depth > 1 ? 0 : random.int(0, 8);
  if (kind === 6) return `${condition(random, depth + 1)} ${random.of(['&&', '||'])} ${condition(random, depth + 1)}`;
  if (kind === 7) return `! ${condition(random, 2)}`;
  if (kind === 8) return `( ${condition(random, depth + 1)} )`;
  return random.of([
    `${random.of(['$v', '$w', 'abc'])} == ${random.of(['a*', '$w', '"$v"', '*[0-9]*', 'h*o', '@(a|hello)*'])}`,
    `${random.of(['$v', '$w'])} =~ ${random.of(['^[a-z]+$', '([0-9]+)', 'l+o', '(a|b)(.)', 'X$', '^(.*)[.:](.*)$'])}`,
    `$n -${random.of(['eq', 'lt', 'gt', 'ne', 'le', 'ge'])} ${random.int(3, 9)}`,
    `-${random.of(['n', 'z'])} $v`,
    `-v ${random.of(['v', 'nope', 'arr[1]', 'arr', 'm[b]'])}`,
    `$v ${random.of(['<', '>', '!='])} $w`,
  ]);
}

/** Where fields are not split, bash takes a list of one empty value for something, an array's sometimes not: not worth having. */
function hereWord(random: Random): string {
  const text = word(random);
  return /^\$\{[^"]*?[@*]\]?:?[-+]/.test(text) ? `"${text}"` : text;
}

/**
 * A `case` within `$((` is a syntax error to bash, which first took it for arithmetic. Which token its words name then follows
 * from how it reads that text again: an oddity that nobody wants to learn from.
 */
const substitution = (statements: string): string => `$(${statements.startsWith('( ') ? ' ' : ''}${statements})`;

function statement(random: Random, depth: number): string {
  const inner = (): string => statement(random, depth + 1);
  const words = (): string => Array.from({ length: random.int(1, 3) }, () => word(random)).join(' ');
  switch (random.int(0, depth > 2 ? 8 : 19)) {
    case 0:
      return `for i in ${words()}; do echo "<$i>"; done`;
    case 1:
      return `((n${random.of(['+=', '-=', '*=', '%='])}${random.int(1, 4)})); echo $?`;
    case 2:
      return random.of([
        'arr+=("$n")',
        'arr[4]=q',
        "unset 'arr[0]'",
        'm[$n]=$k',
        "unset 'm[a]'",
        'arr=("${arr[@]}" e)',
      ]);
    case 3:
      return `echo "\${!arr[@]}" "\${!m[@]}"`;
    case 4:
      return `${random.of(['true', 'false', '(exit 3)', '! true', 'false | true', 'true | (exit 2) | true'])}; echo $? "\${PIPESTATUS[@]}"`;
    case 5:
      return `printf ${random.of(["'%s|'", "'%5s|%-4s|'", "'%q '", "'%d '", "'%03d '", "'%x '"])} ${words()}; echo`;
    case 6:
      return `echo $((${number(random, 0)}))`;
    case 7:
      return `IFS=${random.of([':', "', '", "''", '.'])} read -r ${random.of(['p q', '-a p', 'p', 'p q s'])} <<< ${hereWord(random)}; echo "[\${p[*]}] [$q]"`;
    case 8:
      return `declare -p ${random.of(['v', 'arr', 'm', 'nope', 'n'])}`;
    case 9:
      return `if ((n>${random.int(2, 9)})); then ${inner()}; else ${inner()}; fi`;
    case 10:
      return `for i in ${random.of(['1 2 3', '{a..c}', '"${arr[@]}"', '$(seq 3)'])}; do ${inner()}; [ "$i" = 2 ] && ${random.of(['break', 'continue', 'n=1'])}; done`;
    case 11:
      // A variable for each depth: one that the inner loop sets back never comes to its end.
      return `for ((j${depth}=0;j${depth}<${random.int(1, 3)};j${depth}++)); do ${inner()}; done`;
    case 12:
      return `case $v in ${random.of(PATTERNS.slice(0, 8))}) ${inner()}${random.of([';;', ';&', ';;&'])} *) echo other;; esac`;
    case 13:
      return `f() { local n=${random.int(0, 9)}; ${inner()}; return ${random.int(0, 3)}; }; f a b; echo $?`;
    case 14:
      return `( ${inner()} ); echo "$n"`;
    case 15:
      return `{ ${inner()}; } | sort; echo "\${PIPESTATUS[@]}"`;
    case 16:
      return `k=${substitution(inner())}; echo "[$k]"`;
    case 17:
      return `if [[ ${condition(random, 0)} ]]; then echo yes "\${BASH_REMATCH[@]}"; else echo no $?; fi`;
    case 18:
      return `while read -r line; do ${inner()}; done < <(printf '%s\\n' ${words()})`;
    default:
      return `mapfile -t L < <(printf '%s\\n' ${words()}); echo \${#L[@]} "\${L[-1]}"`;
  }
}
