import { escapeJson } from '../../unsafe-text.js'
import type { Engine } from '../engine.js'
import { gatewayJson } from './gateway.js'
import { cedarPolicies } from './policies.js'
import { cedarReadme, TEST_CEDAR } from './readme.js'
import { cedarSchema } from './schema.js'
import { cedarTests } from './tests.js'

/**
 * Cedar: an action for each route, and permits that read the claims of the token in the context. Cedar verifies no
 * signature and matches no path: gateway.json has what the program that asks it needs for that.
 */
export const cedar: Engine = {
  name: 'cedar',
  title: 'Cedar',
  mark: 'scopectl export cedar',
  cannot: () => [],
  files: ({ policy, samples }) => [
    { name: 'README.md', text: cedarReadme({ policy, samples }) },
    { name: 'gateway.json', text: escapeJson(gatewayJson(policy)) },
    { name: 'policies.cedar', text: cedarPolicies(policy) },
    { name: 'schema.cedarschema', text: cedarSchema(policy) },
    { name: 'tests.json', text: lines(cedarTests(samples, policy)) },
  ],
  start: TEST_CEDAR,
}

/** A line for each, so that a difference of two files shows tests. */
const lines = (values: readonly object[]): string =>
  escapeJson(`[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]\n`)
