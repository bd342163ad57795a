/** From words to an awk program, by the grammar of POSIX. */
import { type Token, tokens } from './lexer.ts';
import {
  AwkSyntax,
  type Expression,
  type OwnFunction,
  type Program,
  type Redirect,
  type Rule,
  type Statement,
} from './tree.ts';

export const parse = (text: string): Program => new Parser(tokens(text)).program();

/** What may follow an expression to be put behind it without an operator. */
const BEGINS = ['number', 'string', 'regex', 'name', 'function', 'builtin'];

class Parser {
  private at = 0;
  private readonly words: readonly Token[];
  /** In a print list `>` redirects, and in a for's head `in` is no operator. */
  private noGreater = false;
  private noIn = false;

  constructor(words: readonly Token[]) {
    this.words = words;
  }

  private get word(): Token {
    return this.words[this.at] ?? { kind: 'end', text: '', line: 0 };
  }

  private is(text: string): boolean {
    const { kind, text: own } = this.word;
    return own === text && kind !== 'string' && kind !== 'regex';
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }

  private need(text: string): void {
    if (!this.take(text)) throw this.wrong();
  }

  private wrong(): AwkSyntax {
    return new AwkSyntax(this.word.line, this.word.text === '\n' ? 'end of line' : this.word.text || 'end of file');
  }

  private skipLines(): void {
    while (this.word.kind === 'newline' || this.is(';')) this.at += 1;
  }

  private newlines(): void {
    while (this.word.kind === 'newline') this.at += 1;
  }

  program(): Program {
    const rules: Rule[] = [];
    const functions = new Map<string, OwnFunction>();
    for (this.skipLines(); this.word.kind !== 'end'; this.skipLines()) {
      if (this.take('function') || this.take('func')) this.functionInto(functions);
      else rules.push(this.rule());
    }
    return { rules, functions };
  }

  private functionInto(functions: Map<string, OwnFunction>): void {
    const name = this.word.text;
    this.at += 1;
    this.need('(');
    const parameters: string[] = [];
    while (!this.take(')')) {
      parameters.push(this.word.text);
      this.at += 1;
      this.take(',');
      this.newlines();
    }
    this.newlines();
    functions.set(name, { parameters, body: this.block() });
  }

  private rule(): Rule {
    if (this.is('BEGIN') || this.is('END')) {
      const when = this.word.text as 'BEGIN' | 'END';
      this.at += 1;
      return { when, until: undefined, body: this.block() };
    }
    if (this.is('{')) return { when: undefined, until: undefined, body: this.block() };
    const when = this.expression();
    let until: Expression | undefined;
    if (this.take(',')) {
      this.newlines();
      until = this.expression();
    }
    return { when, until, body: this.is('{') ? this.block() : undefined };
  }

  private block(): Statement {
    this.need('{');
    const body: Statement[] = [];
    for (this.skipLines(); !this.is('}'); this.skipLines()) {
      if (this.word.kind === 'end') throw this.wrong();
      body.push(this.statement());
    }
    this.at += 1;
    return { kind: 'block', body };
  }

  private ended(): void {
    if (this.take(';') || this.word.kind === 'newline' || this.is('}') || this.word.kind === 'end') return;
    throw this.wrong();
  }

  private body(): Statement {
    this.newlines();
    if (this.take(';')) return { kind: 'block', body: [] };
    return this.statement();
  }

  private statement(): Statement {
    if (this.is('{')) return this.block();
    if (this.take('if')) {
      this.need('(');
      const when = this.expression();
      this.need(')');
      const then = this.body();
      const back = this.at;
      this.skipLines();
      if (this.take('else')) return { kind: 'if', when, then, otherwise: this.body() };
      this.at = back;
      return { kind: 'if', when, then, otherwise: undefined };
    }
    if (this.take('while')) {
      this.need('(');
      const when = this.expression();
      this.need(')');
      return { kind: 'while', when, body: this.body(), after: false };
    }
    if (this.take('do')) {
      const body = this.body();
      this.skipLines();
      this.need('while');
      this.need('(');
      const when = this.expression();
      this.need(')');
      this.ended();
      return { kind: 'while', when, body, after: true };
    }
    if (this.take('for')) return this.forLoop();
    const simple = this.simple();
    this.ended();
    return simple;
  }

  private forLoop(): Statement {
    this.need('(');
    const [name, word, array, close] = this.words.slice(this.at, this.at + 4);
    if (name?.kind === 'name' && word?.text === 'in' && close?.text === ')') {
      this.at += 4;
      return { kind: 'each', name: name.text, array: array?.text ?? '', body: this.body() };
    }
    this.noIn = true;
    const first = this.is(';') ? undefined : this.simple();
    this.noIn = false;
    this.need(';');
    this.newlines();
    const when = this.is(';') ? undefined : this.expression();
    this.need(';');
    this.newlines();
    const next = this.is(')') ? undefined : this.simple();
    this.need(')');
    return { kind: 'for', first, when, next, body: this.body() };
  }

  private simple(): Statement {
    for (const kind of ['next', 'nextfile', 'break', 'continue'] as const) if (this.take(kind)) return { kind };
    for (const kind of ['exit', 'return'] as const) {
      if (!this.take(kind)) continue;
      const bare = this.is(';') || this.is('}') || this.word.kind === 'newline' || this.word.kind === 'end';
      return { kind, value: bare ? undefined : this.expression() };
    }
    if (this.take('delete')) {
      const name = this.word.text;
      this.at += 1;
      return { kind: 'delete', name, index: this.take('[') ? this.list(']') : undefined };
    }
    if (this.take('print')) return this.printing('print');
    if (this.take('printf')) return this.printing('printf');
    return { kind: 'expression', value: this.expression() };
  }

  private printing(kind: 'print' | 'printf'): Statement {
    const before = this.noGreater;
    this.noGreater = true;
    let items: Expression[] = [];
    const none = this.is(';') || this.is('}') || this.is('>') || this.is('|') || this.is('>>');
    if (!none && this.word.kind !== 'newline' && this.word.kind !== 'end') {
      items.push(this.expression());
      while (this.take(',')) {
        this.newlines();
        items.push(this.expression());
      }
    }
    const [only] = items;
    // A list in parentheses is the list.
    if (items.length === 1 && only?.kind === 'group') items = [...only.items];
    this.noGreater = before;
    let redirect: Redirect | undefined;
    for (const how of ['>>', '>', '|'] as const) {
      if (redirect === undefined && this.take(how)) redirect = { how, to: this.concatenation(true) };
    }
    return { kind, items, redirect };
  }

  private list(close: string): readonly Expression[] {
    const items: Expression[] = [];
    const before = this.noGreater;
    const beforeIn = this.noIn;
    this.noGreater = false;
    this.noIn = false;
    this.newlines();
    while (!this.take(close)) {
      items.push(this.expression());
      this.newlines();
      if (!this.is(close)) this.need(',');
      this.newlines();
    }
    this.noGreater = before;
    this.noIn = beforeIn;
    return items;
  }

  private expression(): Expression {
    const left = this.choice();
    const operator = ['=', '+=', '-=', '*=', '/=', '%=', '^='].find((item) => this.is(item));
    if (operator === undefined) return left;
    if (!['variable', 'field', 'element'].includes(left.kind)) throw this.wrong();
    this.at += 1;
    this.newlines();
    return { kind: 'assign', operator, to: left, value: this.expression() };
  }

  private choice(): Expression {
    const when = this.or();
    if (!this.take('?')) return when;
    this.newlines();
    const then = this.expression();
    this.newlines();
    this.need(':');
    this.newlines();
    return { kind: 'choice', when, then, otherwise: this.expression() };
  }

  private or(): Expression {
    let left = this.and();
    while (this.take('||')) {
      this.newlines();
      left = { kind: 'binary', operator: '||', left, right: this.and() };
    }
    return left;
  }

  private and(): Expression {
    let left = this.membership();
    while (this.take('&&')) {
      this.newlines();
      left = { kind: 'binary', operator: '&&', left, right: this.membership() };
    }
    return left;
  }

  private membership(): Expression {
    let left = this.matching();
    while (!this.noIn && this.take('in')) {
      const name = this.word.text;
      this.at += 1;
      left = { kind: 'in', name, index: left.kind === 'group' ? left.items : [left] };
    }
    return left;
  }

  private matching(): Expression {
    let left = this.comparison();
    while (this.is('~') || this.is('!~')) {
      const negated = this.word.text === '!~';
      this.at += 1;
      left = { kind: 'match', negated, left, right: this.comparison() };
    }
    return left;
  }

  private comparison(): Expression {
    let left = this.concatenation();
    for (;;) {
      const operator = ['<=', '==', '!=', '>=', '<', '>'].find((item) => this.is(item));
      if (operator === '>' && this.noGreater) return left;
      if (operator === undefined) {
        // What a command prints, line by line.
        if (!this.noGreater || this.words[this.at + 1]?.text === 'getline') {
          if (this.is('|') && this.words[this.at + 1]?.text === 'getline') {
            this.at += 2;
            left = { kind: 'getline', into: this.target(), file: undefined, command: left };
            continue;
          }
        }
        return left;
      }
      this.at += 1;
      left = { kind: 'binary', operator, left, right: this.concatenation() };
    }
  }

  private concatenation(redirected = false): Expression {
    let left = this.sum();
    while (!redirected || BEGINS.includes(this.word.kind)) {
      const begins =
        BEGINS.includes(this.word.kind) || ['$', '!', '(', '-', '+', '++', '--'].some((item) => this.is(item));
      if (!begins || (this.word.text === 'in' && this.word.kind === 'keyword')) return left;
      left = { kind: 'binary', operator: ' ', left, right: this.sum() };
    }
    return left;
  }

  private sum(): Expression {
    let left = this.product();
    while (this.is('+') || this.is('-')) {
      const operator = this.word.text;
      this.at += 1;
      left = { kind: 'binary', operator, left, right: this.product() };
    }
    return left;
  }

  private product(): Expression {
    let left = this.unary();
    while (this.is('*') || this.is('/') || this.is('%')) {
      const operator = this.word.text;
      this.at += 1;
      left = { kind: 'binary', operator, left, right: this.unary() };
    }
    return left;
  }

  private unary(): Expression {
    for (const operator of ['!', '-', '+']) {
      if (this.take(operator)) return { kind: 'unary', operator, of: this.unary() };
    }
    return this.power();
  }

  private power(): Expression {
    const left = this.stepped();
    if (!this.take('^')) return left;
    const right = this.is('-') || this.is('+') || this.is('!') ? this.unary() : this.power();
    return { kind: 'binary', operator: '^', left, right };
  }

  private stepped(): Expression {
    for (const [operator, by] of [['++', 1] as const, ['--', -1] as const]) {
      if (this.take(operator)) return { kind: 'step', by, before: true, of: this.primary() };
    }
    const of = this.primary();
    if (!['variable', 'field', 'element'].includes(of.kind)) return of;
    if (this.take('++')) return { kind: 'step', by: 1, before: false, of };
    return this.take('--') ? { kind: 'step', by: -1, before: false, of } : of;
  }

  private primary(): Expression {
    const { kind, text } = this.word;
    if (this.take('(')) {
      const items = this.list(')');
      if (items.length === 0) throw this.wrong();
      const [only] = items;
      return items.length === 1 && only !== undefined ? { kind: 'group', items: [only] } : { kind: 'group', items };
    }
    if (this.take('$'))
      return {
        kind: 'field',
        of: this.is('++') || this.is('--') ? this.stepped() : this.is('-') ? this.unary() : this.primary(),
      };
    if (this.take('getline')) {
      const into = this.target();
      return { kind: 'getline', into, file: this.take('<') ? this.concatenationless() : undefined, command: undefined };
    }
    this.at += 1;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    if (kind === 'string') return { kind: 'string', value: text };
    if (kind === 'regex') return { kind: 'regex', source: text };
    if (kind === 'builtin') return { kind: 'call', name: text, args: this.take('(') ? this.list(')') : [] };
    if (kind === 'function') {
      this.need('(');
      return { kind: 'own', name: text, args: this.list(')') };
    }
    if (kind === 'name') {
      if (!this.is('[')) return { kind: 'variable', name: text };
      this.at += 1;
      return { kind: 'element', name: text, index: this.list(']') };
    }
    this.at -= 1;
    throw this.wrong();
  }

  /** Where getline puts its line, if it is said. */
  private target(): Expression | undefined {
    return this.word.kind === 'name' || this.is('$') ? this.primary() : undefined;
  }

  private concatenationless(): Expression {
    return this.primary();
  }
}
