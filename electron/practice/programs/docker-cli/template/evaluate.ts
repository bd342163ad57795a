/** Running a Go template over plain data. */
import { functions, goText, truthy } from './functions.ts';
import { type Node, type Operand, type Pipe, parseTemplate, TemplateError } from './parse.ts';

/** What has no value prints so. */
export const NO_VALUE = Symbol('no value');

export interface TemplateOptions {
  /**
   * What a field says that is not there: a map's key has no value, a thing's own field is an error. By the name that the
   * holder of the field itself has, when it has one.
   */
  readonly missing: (field: string, holder: string | undefined) => string | undefined;
}

interface Scope {
  readonly dot: unknown;
  /** The name under which the dot was found. */
  readonly name: string | undefined;
  readonly variables: ReadonlyMap<string, unknown>;
}

/** A template that is ready to be run over many things; throws a `TemplateError`. */
export function compile(source: string, options: TemplateOptions): (data: unknown) => string {
  const nodes = parseTemplate(source);
  checkFunctions(nodes);
  return (data) => {
    const run = new Run(options);
    run.nodes(nodes, { dot: data, name: undefined, variables: new Map([['$', data]]) });
    return run.output;
  };
}

function checkFunctions(nodes: readonly Node[]): void {
  const pipe = ({ commands }: Pipe): void => {
    for (const operand of commands.flat()) {
      if (operand.kind === 'group') pipe(operand.pipe);
      if (operand.kind === 'function' && !Object.hasOwn(functions, operand.name)) {
        throw new TemplateError(`template: :1: function "${operand.name}" not defined`);
      }
    }
  };
  for (const node of nodes) {
    if (node.kind === 'text') continue;
    pipe(node.pipe);
    if (node.kind !== 'print') checkFunctions([...node.body, ...node.otherwise]);
  }
}

class Run {
  output = '';
  private readonly options: TemplateOptions;
  constructor(options: TemplateOptions) {
    this.options = options;
  }

  nodes(nodes: readonly Node[], scope: Scope): void {
    let now = scope;
    for (const node of nodes) {
      if (node.kind === 'text') this.output += node.text;
      else if (node.kind === 'print') {
        const value = this.pipe(node.pipe, now);
        const [name] = node.pipe.declares;
        if (name === undefined) this.output += value === NO_VALUE ? '<no value>' : goText(value);
        else now = { ...now, variables: new Map([...now.variables, [name, value]]) };
      } else this.control(node, now);
    }
  }

  private control(node: Exclude<Node, { kind: 'text' | 'print' }>, scope: Scope): void {
    const value = this.pipe(node.pipe, scope);
    if (node.kind === 'range') {
      this.range(node, value, scope);
      return;
    }
    const [name] = node.pipe.declares;
    const variables = name === undefined ? scope.variables : new Map([...scope.variables, [name, value]]);
    if (!truthy(value)) {
      this.nodes(node.otherwise, { ...scope, variables });
      return;
    }
    const inner = node.kind === 'with' ? { dot: value, name: undefined, variables } : { ...scope, variables };
    this.nodes(node.body, inner);
  }

  private range(node: Extract<Node, { kind: 'range' }>, value: unknown, scope: Scope): void {
    const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
      ? [...value.entries()]
      : typeof value === 'object' && value !== null
        ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
        : [];
    if (entries.length === 0) this.nodes(node.otherwise, scope);
    const { declares } = node.pipe;
    for (const [key, item] of entries) {
      const named: [string, unknown][] =
        declares.length > 1
          ? [
              [declares[0] ?? '', key],
              [declares[1] ?? '', item],
            ]
          : declares.map((name) => [name, item]);
      this.nodes(node.body, { dot: item, name: undefined, variables: new Map([...scope.variables, ...named]) });
    }
  }

  private pipe({ commands }: Pipe, scope: Scope): unknown {
    let piped: readonly unknown[] = [];
    for (const command of commands) piped = [this.command(command, piped, scope)];
    return piped[0];
  }

  private command([first, ...rest]: readonly Operand[], piped: readonly unknown[], scope: Scope): unknown {
    if (first === undefined) return NO_VALUE;
    const args = (): readonly unknown[] => [...rest.map((operand) => this.operand(operand, scope)), ...piped];
    if (first.kind === 'function') {
      const call = functions[first.name];
      if (call === undefined) throw new TemplateError(`template: :1: function "${first.name}" not defined`);
      try {
        return call(args().map((value) => (value === NO_VALUE ? undefined : value)));
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        throw new TemplateError(
          `template: :1:${first.at}: executing "" at <${[first, ...rest].map(({ text }) => text).join(' ')}>: error calling ${first.name}: ${error.message}`,
        );
      }
    }
    const value = this.operand(first, scope);
    return typeof value === 'function' ? value(...args()) : value;
  }

  private operand(operand: Operand, scope: Scope): unknown {
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'dot':
        return scope.dot;
      case 'field':
        return this.fields(scope.dot, operand.path, operand, scope.name);
      case 'variable':
        return this.fields(scope.variables.get(operand.name), operand.path, operand, undefined);
      case 'group':
        return this.fields(this.pipe(operand.pipe, scope), operand.path, operand, undefined);
      case 'function':
        return this.command([operand], [], scope);
    }
  }

  private fields(from: unknown, path: readonly string[], operand: Operand, holder: string | undefined): unknown {
    let value = from;
    let name = holder;
    for (const field of path) {
      if (value === NO_VALUE || value === undefined || value === null) return NO_VALUE;
      if (typeof value !== 'object') {
        throw new TemplateError(
          `template: :1:${operand.at}: executing "" at <${operand.text}>: can't evaluate field ${field} in type ${goType(value)}`,
        );
      }
      if (Object.hasOwn(value, field)) value = (value as Record<string, unknown>)[field];
      else {
        const wrong = this.options.missing(field, name);
        if (wrong !== undefined) {
          throw new TemplateError(`template: :1:${operand.at}: executing "" at <${operand.text}>: ${wrong}`);
        }
        value = NO_VALUE;
      }
      name = field;
    }
    return value;
  }
}

const goType = (value: unknown): string =>
  typeof value === 'string'
    ? 'string'
    : typeof value === 'number'
      ? 'int'
      : typeof value === 'boolean'
        ? 'bool'
        : 'interface {}';
