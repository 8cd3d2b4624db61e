import type { Catalog } from '../../catalog/model.js'
import type { Users } from '../../users/model.js'
import { callersOf } from './callers.js'
import type { Dialect } from './dialect.js'
import { factsOf, type SqlFacts } from './facts.js'
import { head } from './head.js'
import { relation } from './literal.js'
import { callSteps, logSteps } from './log.js'
import { matchSteps } from './match.js'
import { judgedSteps, SUMMARY } from './verdicts.js'

/**
 * One SQL query that asks the catalog about every call in a table of access logs, and counts the answers. It reads that
 * table only, and changes nothing.
 *
 * NOT checked: the tokens of the calls; the scopes in the table count as verified. Whether the table exists.
 *
 * @param table its name, a valid identifier of the engine
 */
export function replaySql(catalog: Catalog, users: Users, table: string, dialect: Dialect): string {
  const facts = factsOf(catalog, dialect.spelt)
  const steps = [
    ...logSteps(table, dialect),
    ...constants(catalog, users, facts, dialect),
    ...callSteps(dialect),
    ...matchSteps(facts, dialect),
    ...judgedSteps(),
  ]
  return `${head(dialect, table)}WITH\n${steps.join(',\n')}\n${SUMMARY}`
}

function constants(catalog: Catalog, users: Users, facts: SqlFacts, dialect: Dialect): string[] {
  const texts = Array.from({ length: facts.width }, (_, i) => number(`text${i + 1}`))
  const relevant = new Set(facts.givers.map(([giver]) => String(giver)))
  const callers = callersOf(catalog, users, relevant)
  const { routes, shapes, precedence, requirements, ways, givers } = facts
  return [
    relation(
      'routes',
      [
        number('route'),
        text('name'),
        number('shape'),
        text('key'),
        text('pattern'),
        number('need'),
      ],
      routes,
      dialect,
    ),
    relation(
      'shapes',
      [
        ...[number('shape'), text('asked'), number('fallback'), number('segments')],
        ...[number('has_rest'), number('is_open'), ...texts],
      ],
      shapes,
      dialect,
    ),
    relation('precedence', [number('route'), number('target'), number('own')], precedence, dialect),
    relation('needs', [number('need'), text('level')], requirements, dialect),
    relation('ways', [number('need'), number('way'), text('scope'), number('size')], ways, dialect),
    relation('givers', [text('giver'), text('scope')], givers, dialect),
    relation(
      'callers',
      [text('kind'), text('caller'), text('roles'), number('has_token'), text('scopes')],
      callers,
      dialect,
    ),
  ]
}

const text = (name: string): readonly [string, 'text'] => [name, 'text']
const number = (name: string): readonly [string, 'number'] => [name, 'number']
