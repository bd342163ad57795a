/** The single values of a lab file: what each must look like, in words that an error can end with. */
import { z } from 'zod';
import {
  broadcastOf,
  type Cidr,
  formatCidr,
  isSubnet,
  networkOf,
  parseCidr,
  parseIpv4,
  subnetOf,
} from '../../net/ipv4.ts';
import { isMulticastMac, parseMac } from '../../net/mac.ts';
import { type Data, isList } from '../data.ts';
import { parseImage } from '../image.ts';
import { type NameFault, wordFault } from '../names.ts';
import { joinWords, splitWords } from '../words.ts';
import { noted } from './notes.ts';

/** The message of a type error is `expected`, then a line break, then the hint. `reader.ts` makes a sentence of it. */
export const say = (expected: string, hint: string): string => `${expected}\n${hint}`;

/** The same words for whoever writes a lab in an editor that knows its JSON Schema. */
export const described = <S extends z.ZodType>(schema: S, expected: string, hint: string): S =>
  schema.meta({ description: `${expected.charAt(0).toUpperCase()}${expected.slice(1)}. ${hint}`.trim() }) as S;

/** Text with a check of its own; a fault is the end of a sentence that begins with the value. */
export const textLeaf = (expected: string, hint: string, fault: NameFault) =>
  described(
    z.string({ error: say(expected, hint) }).superRefine((text, context) => {
      const found = fault(text);
      if (found !== undefined) context.addIssue({ code: 'custom', message: say(found, hint) });
    }),
    expected,
    hint,
  );

const kindFault = (value: number): string | undefined => {
  const first = value >>> 24;
  if (first === 0) return 'is in 0.0.0.0/8, which no interface can have';
  if (first === 127) return 'is a loopback address';
  if (first >= 224) return first < 240 ? 'is a multicast address' : 'is a reserved address';
  return undefined;
};

/** An address or a subnet, whose places follow where it is given another one. */
const readdressed = <S extends z.ZodType>(schema: S): S => noted(schema, { addresses: true });

export const address = readdressed(
  textLeaf('an IPv4 address', 'Write four numbers, such as 172.16.10.10.', (text) => {
    const value = parseIpv4(text);
    if (value !== undefined) return kindFault(value);
    return parseCidr(text) === undefined
      ? 'is not an IPv4 address'
      : 'has a prefix length, and only the address belongs here';
  }),
);

export const interfaceAddress = readdressed(
  textLeaf(
    'an IPv4 address with its prefix length',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
    (text) => {
      if (parseIpv4(text) !== undefined) return 'has no prefix length';
      const cidr = parseCidr(text);
      if (cidr === undefined) return 'is not an IPv4 address with a prefix length';
      return kindFault(cidr.address) ?? edgeFault(cidr);
    },
  ),
);

const edgeFault = (cidr: Cidr): string | undefined => {
  if (cidr.prefix >= 31) return undefined;
  if (cidr.address === networkOf(cidr)) return 'is the address of the subnet itself, not of a host in it';
  return cidr.address === broadcastOf(cidr) ? 'is the broadcast address of its subnet' : undefined;
};

const blockFault =
  (bare: boolean): NameFault =>
  (text) => {
    if (parseIpv4(text) !== undefined) return bare ? undefined : 'has no prefix length';
    const cidr = parseCidr(text);
    if (cidr === undefined) return 'is not an IPv4 subnet';
    return isSubnet(cidr) ? undefined : `has host bits set; its subnet is ${formatCidr(subnetOf(cidr))}`;
  };

export const subnet = readdressed(
  textLeaf('an IPv4 subnet', 'Write the subnet with its prefix length, such as 172.16.10.0/24.', blockFault(false)),
);

/** What a rule, a route or a shim names: a subnet, or one address. */
export const block = readdressed(
  textLeaf('an IPv4 subnet or address', 'Write a subnet such as 172.16.10.0/24, or one address.', blockFault(true)),
);

export const routeTarget = noted(
  textLeaf(
    'an IPv4 subnet, an address or the word default',
    'Write a subnet such as 10.9.0.0/16, one address, or default.',
    (text) => (text === 'default' ? undefined : blockFault(true)(text)),
  ),
  { addresses: true, meaning: (target) => (target === 'default' ? '0.0.0.0/0' : target) },
);

export const mac = noted(
  textLeaf('a MAC address', 'Write six bytes, such as "02:42:ac:10:0a:0a".', (text) => {
    const value = parseMac(text);
    if (value === undefined) return 'is not a MAC address';
    if (value === '00:00:00:00:00:00') return 'is no address of an interface';
    return isMulticastMac(value) ? 'is a multicast address, which no interface can have' : undefined;
  }),
  { meaning: (text) => (typeof text === 'string' && parseMac(text)) || text },
);

export const image = textLeaf(
  'the name of an image',
  'Write it as for docker run: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
  (text) => (parseImage(text) === undefined ? 'is not an image’s name' : undefined),
);

export const wholeNumber = (expected: string, hint: string, least: number, most: number) =>
  described(
    z
      .int({ error: say(expected, hint) })
      .min(least, { error: say(`is not ${expected}`, hint) })
      .max(most, { error: say(`is not ${expected}`, hint) }),
    expected,
    hint,
  );

export const vlan = wholeNumber(
  'a VLAN id from 1 to 4094',
  'Use a number from 1 to 4094; 0 and 4095 are reserved.',
  1,
  4094,
);
export const port = wholeNumber('a port from 1 to 65535', 'Use a number from 1 to 65535.', 1, 65535);

const TRUTH = 'true or false';
const TRUTH_HINT = 'Write true or false, without quotes.';
export const truth = described(z.boolean({ error: say(TRUTH, TRUTH_HINT) }), TRUTH, TRUTH_HINT);

const COORDINATE = 'a number';
const COORDINATE_HINT = 'Write a number of pixels, such as 120.';
const FAR_OFF = say('is too far off', 'Positions are numbers of pixels.');
export const coordinate = described(
  z
    .number({ error: say(COORDINATE, COORDINATE_HINT) })
    .min(-1e6, { error: FAR_OFF })
    .max(1e6, { error: FAR_OFF }),
  COORDINATE,
  COORDINATE_HINT,
);

const COMMAND_HINT = 'Write it as one text such as `sleep 3600`, or as a list of words.';

/** The words of a command; text that cannot be split is left to whoever checks it. */
function wordsOf(data: Data): Data {
  const split = typeof data === 'string' ? splitWords(data) : undefined;
  return split?.ok ? split.words : data;
}

/** One text where it reads back as the same words, a list where it would not be as plain. */
function commandText(data: Data): Data {
  if (!isList(data)) return data;
  const plain = data.every((word) => typeof word === 'string' && word !== '' && !/[\s'"\\]/.test(word));
  return plain && data.length > 0 ? joinWords(data as readonly string[]) : data;
}

export const command = noted(
  described(
    z.union(
      [
        textLeaf('a command', COMMAND_HINT, (text) => {
          const split = splitWords(text);
          return split.ok ? wordFault(text) : split.fault;
        }),
        z.array(textLeaf('a word of the command', 'Put it in quotes.', wordFault)),
      ],
      { error: say('a command', COMMAND_HINT) },
    ),
    'a command',
    COMMAND_HINT,
  ),
  { meaning: wordsOf, spelling: commandText },
);

/** A reference to a thing by its id; whether the thing is there is checked later, when all of them are known. */
export const reference = (expected: string, hint: string) =>
  textLeaf(expected, hint, (text) => (text === '' ? 'is empty' : undefined));

export const oneOf = <const T extends readonly [string, ...string[]]>(...words: T) => {
  const expected = words.length === 1 ? words[0] : `one of ${words.join(', ')}`;
  const hint = `Write ${words.length === 1 ? words[0] : `one of: ${words.join(', ')}`}.`;
  return described(z.enum(words, { error: say(expected, hint) }), expected, hint);
};
