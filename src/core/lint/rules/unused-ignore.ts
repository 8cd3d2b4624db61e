import { defineRule } from '../rule.js'

export const unusedIgnore = defineRule({
  code: 'unused-ignore',
  severity: 'warning',
  why: [
    'An ignore that is no longer needed would hide the next finding with that name.',
    'One with an unknown or misspelt rule hides nothing, and is an error. Delete it, or correct it;',
    'the name is the `name` of the finding in `scopectl lint --json`. This rule cannot be ignored.',
    'Ignores of the rules of `scopectl drift` are checked there, by a warning.',
  ],
  example: {
    bad: {
      catalog: `lint:
  ignore:
    - { rule: unused-scope, name: read, reason: the route comes next week }
scopes: { read: Read data }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read }
`,
    },
    good: {
      catalog: `lint:
  ignore:
    - { rule: unused-scope, name: write, reason: the route comes next week }
scopes: { read: Read data, write: Write data }
roles: { editor: { scopes: [read, write] } }
routes: { GET /items: read }
`,
    },
  },
  // Known only after all the other rules: see lint.ts.
  *check() {},
})
