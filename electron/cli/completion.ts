/** `trunkline completion SHELL`: what completes the words of the catalog, without starting the program at every key. */
import { entryOf, NAMES, OPTIONS, type OptionEntry, type OptionName, optionOf, type Shell } from './catalog.ts';

export const completion = (shell: Shell): string => ({ bash, zsh, fish })[shell]();

const names = Object.keys(OPTIONS) as readonly OptionName[];
const longOf = ({ flags }: OptionEntry): string => /--[a-z-]+/.exec(flags)?.[0] ?? '';
const withValue = (value: 'path' | 'other'): string =>
  names
    .map(optionOf)
    .filter((option) => option.value === value)
    .map(longOf)
    .join('|');
const choices = names
  .map(optionOf)
  .flatMap((option) => (typeof option.value === 'object' ? [[longOf(option), option.value] as const] : []));
/** In single quotes, which none of the catalog's sentences has but zsh and fish need escaped. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function bash(): string {
  const cases = NAMES.map((name) => {
    const { options, word } = entryOf(name);
    const longs = [...options.map((option) => longOf(optionOf(option))), '--help'].join(' ');
    return `    ${name}) options='${longs}' words='${typeof word === 'string' ? '' : word.join(' ')}' ;;`;
  });
  return `# source <(trunkline completion bash)
_trunkline() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command= options= words= index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in ${NAMES.join('|')}) command=\${COMP_WORDS[index]}; break ;; esac
  done
  COMPREPLY=()
  case $before in
    ${withValue('path')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
    ${withValue('other')}) return ;;
${choices.map(([flag, words]) => `    ${flag}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current")); return ;;`).join('\n')}
  esac
  case $command in
    '') COMPREPLY=($(compgen -W '${NAMES.join(' ')} help --help --version' -- "$current")); return ;;
${cases.join('\n')}
  esac
  if [[ $current == -?* ]]; then COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$current"))
  else COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _trunkline trunkline
`;
}

function zsh(): string {
  const commands = NAMES.map((name) => `    ${quoted(`${name}:${entryOf(name).about}`)}`);
  const spec = (option: OptionName): string => {
    const { about, value, many } = optionOf(option);
    const asks =
      value === undefined
        ? ''
        : typeof value === 'object'
          ? `:value:(${value.join(' ')})`
          : value === 'path'
            ? ':file:_files'
            : ':value:';
    return quoted(`${many ? '*' : ''}${longOf(optionOf(option))}[${about.replace(/[[\]:]/g, '\\$&')}]${asks}`);
  };
  const cases = NAMES.map((name) => {
    const { options, word } = entryOf(name);
    const asks = word === 'file' ? "'1:lab file:_files'" : word === 'none' ? '' : quoted(`1:shell:(${word.join(' ')})`);
    return `    ${name}) _arguments ${[...options.map(spec), asks].join(' ')} ;;`;
  });
  return `#compdef trunkline
# trunkline completion zsh > "\${fpath[1]}/_trunkline"
_trunkline() {
  local -a commands=(
${commands.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _trunkline ]]; then _trunkline "$@"; else compdef _trunkline trunkline; fi
`;
}

function fish(): string {
  const lines = NAMES.flatMap((name) => {
    const { about, options, word } = entryOf(name);
    const seen = `-n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c trunkline -n __fish_use_subcommand -f -a ${name} -d ${fishQuoted(about)}`,
      ...options.map((option) => {
        const entry = optionOf(option);
        const { value } = entry;
        const asks =
          value === undefined
            ? ''
            : typeof value === 'object'
              ? ` -x -a '${value.join(' ')}'`
              : value === 'path'
                ? ' -r'
                : ' -x';
        return `complete -c trunkline ${seen} -l ${longOf(entry).slice(2)}${asks} -d ${fishQuoted(entry.about)}`;
      }),
      ...(typeof word === 'string' ? [] : [`complete -c trunkline ${seen} -f -a '${word.join(' ')}'`]),
    ];
  });
  return `# trunkline completion fish > ~/.config/fish/completions/trunkline.fish\n${lines.join('\n')}\n`;
}

const fishQuoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
