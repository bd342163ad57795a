/** Go's templates, as people give them to `--format`. */
import { expect, test } from 'vitest';
import { compile } from './evaluate.ts';

const render = (template: string, data: unknown): string => compile(template, { missing: () => undefined })(data);
const data = {
  Name: '/one',
  Count: 3,
  On: true,
  None: null,
  List: ['b', 'a'],
  Labels: { b: '2', a: '1' },
  Networks: { net: { IP: '10.0.0.1' }, other: { IP: '' } },
};

test.each([
  ['{{.Name}}', '/one'],
  ['{{ .Count }} {{.On}} {{.None}}', '3 true <nil>'],
  ['{{.List}} {{.Labels}}', '[b a] map[a:1 b:2]'],
  ['{{.Nothing}}', '<no value>'],
  ['{{json .Labels}} {{json .None}} {{json "a<b"}}', '{"b":"2","a":"1"} null "a\\u003cb"'],
  ['{{len .List}} {{index .List 1}} {{index .Labels "a"}} {{(index .Networks "net").IP}}', '2 a 1 10.0.0.1'],
  ['{{range .List}}<{{.}}>{{end}}', '<b><a>'],
  ['{{range $key, $item := .Networks}}{{$key}}={{$item.IP}} {{end}}', 'net=10.0.0.1 other= '],
  ['{{range .Nothing}}x{{else}}empty{{end}}', 'empty'],
  ['{{if .On}}yes{{else}}no{{end}} {{if not .On}}yes{{else if eq .Count 3}}three{{else}}no{{end}}', 'yes three'],
  ['{{with .Networks.net}}{{.IP}}{{end}} {{$.Name}}', '10.0.0.1 /one'],
  ['{{join .List ","}} {{upper .Name}} {{printf "%-5s|%5d|%q" "ab" .Count "x"}}', 'b,a /ONE ab   |    3|"x"'],
  ['{{.Name | json}} {{println .Name .Count}}', '"/one" /one 3\n'],
  ['{{if and .On (gt .Count 2)}}both{{end}}{{/* nothing */}}', 'both'],
  ['a {{- .Count -}} b', 'a3b'],
  ['{{range $i, $x := .List}}{{if $i}}, {{end}}{{$x}}{{end}}', 'b, a'],
])('%s', (template, expected) => {
  expect(render(template, data)).toBe(expected);
});

test.each([
  ['{{.Name', 'template: :1: unclosed action'],
  ['{{end}}', 'template: :1: unexpected {{end}}'],
  ['{{if .Name}}', 'template: :1: unexpected EOF'],
  ['{{nope .Name}}', 'template: :1: function "nope" not defined'],
  ['{{}}', 'template: :1: missing value for command'],
])('%s is no template', (template, message) => {
  expect(() => render(template, data)).toThrow(message);
});

test('a field that is not there may be an error', () => {
  const strict = compile('{{.Nope}}', { missing: (field) => `map has no entry for key "${field}"` });
  expect(() => strict({})).toThrow('template: :1:2: executing "" at <.Nope>: map has no entry for key "Nope"');
});
