import { cedarFiles, cedarIn, gatewayWith, installCedar, openCedar, testCedar } from './cedar.js'
import type { Gateway } from './cedar-gateway.js'
import type { ComparedEngine } from './compare-catalogs.js'

/** Cedar, which is asked as its README says. */
export const CEDAR: ComparedEngine = {
  name: 'cedar',
  algorithms: ['ES256', 'EdDSA', 'RS256', 'ES256'],
  install: installCedar,
  async ask(installed, world, cells) {
    const files = cedarFiles(world)
    const gateway = JSON.parse(files['gateway.json'] ?? '') as Gateway
    const ask = openCedar(cedarIn(installed), files)
    const statusOf = gatewayWith(ask, gateway, world)
    const answers = []
    for (const [i, cell] of cells.entries()) answers.push(await statusOf(cell, i))
    return { answers, tests: testCedar(ask, files) }
  },
}
