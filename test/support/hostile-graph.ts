import type { GraphAnswer } from '../../src/core/graph/answer.js'
import { graphOf } from '../../src/core/graph/graph.js'
import { sourceOf } from '../../src/core/source.js'
import { parseUsers } from '../../src/core/users/parse.js'
import { loadCatalog } from './generators.js'

/** Names that are markup, ends of strings, comments, directives, entities or formulas in one of the formats. */
const ROLES = [
  '"]; click a href "javascript:alert(1)"',
  '%%{init: {"securityLevel": "loose"}}%%',
  '</text><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '`**bold** _em_ [link](https://example.test)`',
  '$$x^2$$ #35; &lt;b&gt; &amp;',
  'style a:b#c;',
  'classDef x:y #z;',
  '\\N \\l \\" \\',
  '1. first',
  '- second',
  '# heading',
  'end',
  'graph TD; a-->b',
  '注文を読む役割 🎉 ملف',
  `${'long-'.repeat(40)}end`,
  '\u202e\u200b\n%% comment',
]
const SCOPES = [
  'a<b>&amp;#35;',
  '%%{init:}%%',
  "]');x[",
  '`b`',
  '$$a$$',
  ':::cls',
  '-->|x|',
  '_b_c_',
]

/** Every name in a box of its own, and some of them together. */
export function hostileGraph(full: boolean): GraphAnswer {
  const catalog = loadCatalog({
    scopes: Object.fromEntries(
      SCOPES.map((name, i) => [name, { implies: SCOPES.slice(i + 1, i + 2) }]),
    ),
    roles: Object.fromEntries(
      ROLES.map((name, i) => [
        name,
        { scopes: [SCOPES[i % SCOPES.length]], extends: i % 5 === 4 ? [ROLES[i - 1]] : [] },
      ]),
    ),
    routes: {
      ...Object.fromEntries(SCOPES.map((name, i) => [`GET /a${i}/{x_y}/_z_/$z'`, { all: [name] }])),
      'GET /both': {
        any: [{ all: SCOPES.slice(0, 2) }, { other: ROLES[2] }, { scheme: ROLES[0] }],
      },
      'GET /open': 'public',
      'GET /later': 'undecided',
    },
  })
  const people = { users: Object.fromEntries(ROLES.map((name) => [name, { roles: [name] }])) }
  const users = parseUsers(sourceOf(people), catalog)
  if (!users.ok) throw new Error(JSON.stringify(users.problems))
  const drawn = graphOf(catalog, users.value, 'user', {}, { full })
  const base = {
    kind: 'graph',
    outcome: 'yes',
    notes: [],
    files: {},
    filters: {},
    by: 'user',
  } as const
  return { ...base, ...drawn, total: catalog.routes.length }
}
