import { blockYaml, type YamlValue } from '../block-yaml.js'
import { constructProblems, listItemsOf } from '../constructs.js'
import type { Engine } from '../engine.js'
import { catalogConstants } from './catalog.js'
import { cerbosConfig, KEYS_FILE } from './config.js'
import { heldOf } from './held.js'
import { usableKeys } from './keys.js'
import { cerbosReadme, START_CERBOS } from './readme.js'
import { REQUEST } from './request.js'
import { REQUEST_POLICY } from './rules.js'
import { testSuite } from './tests.js'
import { TOKEN } from './token.js'

/**
 * Cerbos: constants with the facts of the catalog, variables that find the route and judge the token, and a rule for each
 * action. Not expressible: a claim that is an item of a list.
 */
export const cerbos: Engine = {
  name: 'cerbos',
  title: 'Cerbos',
  mark: 'scopectl export cerbos',
  cannot: (policy) => constructProblems(cerbos.title, policy, listItemsOf(policy.tokens)),
  files: (exporting) => {
    const { policy, samples } = exporting
    const { copies } = usableKeys(policy.tokens)
    return [
      file('.cerbos.yaml', cerbosConfig(policy.tokens)),
      { name: 'README.md', text: cerbosReadme(exporting) },
      file('catalog.yaml', catalogConstants(policy)),
      file('catalog_test.yaml', testSuite(samples, policy.tokens)),
      file('held.yaml', variables('held', heldOf(policy.tokens))),
      ...(policy.tokens.keys.from === 'copy' ? [{ name: KEYS_FILE, text: keysText(copies) }] : []),
      file('policy.yaml', REQUEST_POLICY),
      file('request.yaml', variables('request', REQUEST)),
      file('token.yaml', variables('token', TOKEN)),
    ]
  },
  start: START_CERBOS,
}

const file = (name: string, value: YamlValue) => ({
  name,
  text: `# Written by ${cerbos.mark}: do not edit, export again.\n${blockYaml(value)}`,
})

const variables = (name: string, definitions: Readonly<Record<string, string>>): YamlValue => ({
  apiVersion: 'api.cerbos.dev/v1',
  exportVariables: { name, definitions },
})

/** The mark is an extra member, since JSON cannot have comments; readers of a JWKS ignore it. */
const keysText = (keys: readonly object[]): string =>
  `${JSON.stringify({ written_by: `${cerbos.mark}: do not edit, export again`, keys }, null, 2)}\n`
