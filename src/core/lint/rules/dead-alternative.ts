import type { Alternative } from '../../catalog/model.js'
import { alternativeText } from '../../catalog/requirement.js'
import { defineRule } from '../rule.js'

export const deadAlternative = defineRule({
  code: 'dead-alternative',
  severity: 'warning',
  why: [
    'Next to `authenticated`, any accepted token is enough, so an alternative that needs scopes never',
    'decides anything: whoever wrote it probably meant to require them.',
    'Delete `authenticated` to require the scopes, or delete the alternative.',
  ],
  example: {
    bad: {
      catalog: `scopes: { read: Read data }
roles: { reader: { scopes: [read] } }
routes:
  GET /items: read
  GET /reports: { any: [authenticated, read, { scheme: ApiKey }] }
`,
    },
    good: {
      catalog: `scopes: { read: Read data }
roles: { reader: { scopes: [read] } }
routes:
  GET /items: read
  GET /reports: { any: [read, { scheme: ApiKey }] }
`,
    },
  },
  *check({ catalog }) {
    for (const { name, requirement, at } of catalog.routes) {
      if (requirement.level !== 'authenticated') continue
      const dead = (requirement.beside ?? []).filter(needsToken)
      if (dead.length === 0) continue
      const alternatives = [...new Set(dead.map(alternativeText))]
      const scopes = [...new Set(dead.flatMap((each) => each.scopes))]
      yield { at, name, args: { route: name, alternatives, scopes } }
    }
  },
})

const needsToken = ({ scopes, others }: Alternative): boolean =>
  scopes.length > 0 || others.some((way) => 'authenticated' in way)
