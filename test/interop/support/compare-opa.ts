import { opa } from '../../../src/core/export/opa/opa.js'
import type { ComparedEngine } from './compare-catalogs.js'
import { engineFolder } from './engine-folder.js'
import { askOpa, installOpa, type OpaAnswer, testOpa } from './opa.js'

/** OPA, which is asked with both forms of its input. */
export const OPA: ComparedEngine = {
  name: 'opa',
  algorithms: ['ES256', 'RS256', 'PS256', 'ES512', 'ES256', 'RS512', 'PS384', 'ES384'],
  install: installOpa,
  async ask({ program }, world, cells) {
    const folder = engineFolder(opa, world)
    const answers = (await askOpa(program, folder, cells, world.now)).map(statusOf)
    return { answers, tests: await testOpa(program, folder) }
  },
}

/** The status, if both rules agree with it. */
const statusOf = (answer: OpaAnswer): number | string => {
  const allow = answer.status === 200
  return answer.allow === allow && answer.envoy === allow ? answer.status : JSON.stringify(answer)
}
