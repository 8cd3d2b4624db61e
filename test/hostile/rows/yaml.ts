import type { Row } from '../row.js'
import { accepted, named, REST, refused, refusedJson, SCOPES } from './catalog-text.js'

const bomb = `${Array.from(
  'abcdefghi',
  (name, i, all = 'abcdefghi') =>
    `${name}: &${name} [${
      i === 0
        ? 'x'
        : Array(9)
            .fill(`*${all[i - 1]}`)
            .join(', ')
    }]`,
).join('\n')}\n`
export const YAML_ROWS: readonly Row[] = [
  {
    id: 'YAML1',
    input: 'alias bombs',
    behaviour: 'refused: no aliases in our files',
    decided: 'Documents of others (OpenAPI) may have aliases, within limits (decision 24).',
    cases: [
      refused('nine levels of nine', 'yaml-alias', bomb),
      refused(
        'the same alias in a merge list',
        'yaml-alias',
        `a: &a { x: 1 }\nb: { <<: [*a, *a] }\n`,
      ),
      refused('an anchor that is never used', 'yaml-anchor', `scopes: &s { read: Read }\n${REST}`),
    ],
    controls: [accepted('the characters in quoted text', `scopes: { read: "*a &b" }\n${REST}`)],
  },
  {
    id: 'YAML2',
    input: 'cyclic and unknown aliases, anchors',
    behaviour: 'refused',
    cases: [
      refused('a list that contains itself', 'yaml-alias', 'scopes: &a [*a]\n'),
      refused('a map that contains itself', 'yaml-alias', 'scopes: &a { b: *a }\n'),
      refused('an alias of nothing', 'yaml-alias', 'scopes: *b\n'),
      refused('an alias as a name', 'yaml-alias', '*a : 1\n'),
    ],
    controls: [accepted('an asterisk in quoted text', `scopes: { read: "*b" }\n${REST}`)],
  },
  {
    id: 'YAML3',
    input: 'duplicate keys, also quoted, in flow maps, or hidden by escapes in JSON',
    behaviour: 'refused, with the location of the first one',
    rule: 'YAML 1.2.2 §3.2.1.3',
    cases: [
      refused('plain', 'duplicate-name', `${SCOPES}${REST}${SCOPES}`),
      refused(
        'quoted and not, in a flow map',
        'duplicate-name',
        `scopes: { read: R, "read": S }\n${REST}`,
      ),
      {
        ...refused('the first one is named', 'duplicate-name', `${SCOPES}${REST}${SCOPES}`),
        stdout: /^scopes\.yaml:4:1[\s\S]*first used on line 1/m,
      },
      refused('1 and "1"', 'name-not-string', `scopes: { 1: R, "1": S }\n${REST}`),
      refused('with an escape', 'duplicate-name', `scopes: { read: R, "r\\u0065ad": S }\n${REST}`),
      refusedJson('in JSON', 'duplicate-name', '{"scopes": {}, "scopes": {}}'),
      refusedJson(
        'in JSON, with an escape',
        'duplicate-name',
        '{"scopes": {}, "scope\\u0073": {}}',
      ),
    ],
    controls: [
      accepted(
        'the same name at two levels',
        `scopes: { read: Read }\nroles: { viewer: { scopes: [read] }, read: { scopes: [read] } }\nroutes: { GET /items: read }\n`,
      ),
      accepted('names that differ in case', `scopes: { read: R, Read: S }\n${REST}`),
    ],
  },
  {
    id: 'YAML4',
    input: '`__proto__`, `constructor` and `prototype` as names',
    behaviour: 'refused; other inherited names are ordinary names',
    cases: [
      ...['__proto__', '"__proto__"', 'constructor', 'prototype'].map((name) =>
        refused(`a scope ${name}`, 'reserved-name', named(name)),
      ),
      refused(
        'a role',
        'reserved-name',
        `${SCOPES}roles: { __proto__: { scopes: [read] } }\nroutes: { GET /items: read }\n`,
      ),
      refused(
        'an attribute',
        'reserved-name',
        `${SCOPES}roles: { viewer: { scopes: [read], when: { __proto__: { x: true } } } }\nroutes: { GET /items: read }\n`,
      ),
      {
        what: 'a user',
        args: ['check', '--user', '__proto__', '--need', 'read'],
        files: { 'users.yaml': 'users: { __proto__: { roles: [viewer] } }\n' },
        exit: 2,
        stderr: /reserved-name/,
      },
      refused(
        'a merge of a map that has it',
        'reserved-name',
        `<<: { __proto__: { x: 1 } }\n${SCOPES}${REST}`,
      ),
      refusedJson('in JSON', 'reserved-name', '{"__proto__": {"scopes": {}}}'),
    ],
    controls: [
      accepted('toString', named('toString'), 'toString'),
      accepted('hasOwnProperty', named('hasOwnProperty'), 'hasOwnProperty'),
    ],
  },
  {
    id: 'YAML5',
    input: 'tags, core ones too',
    behaviour: 'refused',
    cases: [
      '!!js/function',
      '!foo',
      '!!set',
      '!!binary',
      '!!timestamp',
      '!!map',
      '!<tag:x>',
      '!',
    ].map((tag) => refused(tag, 'yaml-tag', `scopes: ${tag} { read: Read }\n${REST}`)),
    controls: [
      accepted('an exclamation mark in text', `scopes: { read: "!foo", x: Read! }\n${REST}`),
    ],
  },
  {
    id: 'YAML6',
    input: 'merge keys `<<`',
    behaviour: 'refused',
    decided: 'Documents of others (OpenAPI) may have merge keys (decision 24).',
    cases: [
      refused('at the top', 'yaml-merge-key', `<<: { scopes: { read: R } }\n${REST}`),
      refused(
        'among roles',
        'yaml-merge-key',
        `${SCOPES}roles: { viewer: { scopes: [read] }, <<: { scopes: [read] } }\nroutes: { GET /items: read }\n`,
      ),
      {
        ...refused(
          'never a role of this name',
          'yaml-merge-key',
          `${SCOPES}roles: { <<: { scopes: [read] } }\nroutes: { GET /items: read }\n`,
        ),
        args: ['check', '--role', '<<', '--need', 'read'],
        stdout: /^$/,
        stderr: /yaml-merge-key/,
      },
    ],
    controls: [accepted('in quoted text', `scopes: { read: "<<" }\n${REST}`)],
  },
  {
    id: 'YAML7',
    input: '`%YAML` and `%TAG` directives',
    behaviour: 'refused',
    cases: [
      refused('%YAML 1.1', 'yaml-directive', `%YAML 1.1\n---\n${SCOPES}${REST}`),
      refused('%YAML 1.2', 'yaml-directive', `%YAML 1.2\n---\n${SCOPES}${REST}`),
      refused('%TAG', 'yaml-directive', `%TAG ! tag:x,2000:\n---\n${SCOPES}${REST}`),
    ],
    controls: [
      accepted('a document start without one', `---\n${SCOPES}${REST}`),
      accepted('in a comment', `# %YAML 1.1\n${SCOPES}${REST}`),
    ],
  },
]
