import { hammer, request } from './load.js'
import { median } from './measure.js'
import { fresh, guardedWhile, knownLogins, shutdown, unread } from './serve-load.js'
import { express, serving } from './serve-world.js'

const COUNT = 6000
const CONNECTIONS = 16

/**
 * Requests per second of CPU time of the server's process, which other work on the machine hardly affects. Both servers are
 * asked alternately. `serve` writes its log, which this process reads; Express writes none.
 */
export async function* rows({ rounds }) {
  for (const algorithm of ['HS256', 'ES256'])
    yield { cells: await compared(algorithm, Number(rounds) || 7) }
  for (const row of [guardedWhile, knownLogins, fresh, shutdown, unread])
    yield { cells: await row() }
}

async function compared(algorithm, rounds) {
  const ours = await serving(algorithm)
  const theirs = await express(ours, algorithm)
  const text = request('GET /items/', { Authorization: `Bearer ${ours.token}` })
  const rates = []
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    const isBackwards = round % 2 === 1
    const order = isBackwards ? [theirs, ours] : [ours, theirs]
    const found = []
    for (const server of order) found.push(await rate(server, text))
    if (round > 0) rates.push(isBackwards ? found.toReversed() : found)
  }
  await Promise.all([ours.stop(), theirs.stop()])
  const [we, they] = [0, 1].map((i) => Math.round(median(rates.map((each) => each[i]))))
  const ratio = median(rates.map(([a, b]) => a / b)).toFixed(2)
  const than = `Express + express-oauth2-jwt-bearer: ${they} per CPU second`
  return [`guarded GET, ${algorithm}`, `${we} per CPU second`, than, ratio, '≥ 1']
}

async function rate(server, text) {
  const before = server.cpu()
  const { port } = server
  const { statuses } = await hammer({ port, text, count: COUNT, connections: CONNECTIONS })
  if (statuses[200] !== COUNT) throw new Error(`not all 200: ${JSON.stringify(statuses)}`)
  return COUNT / (server.cpu() - before)
}
