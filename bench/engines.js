import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { cedarRow } from './engine-cedar.js'
import { ENGINES, startEngine } from './engine-servers.js'
import { hammer } from './load.js'
import { median, runOnce } from './measure.js'
import { cerbos, programOf } from './outside.js'
import { p99 } from './serve-load.js'
import { freePort, serving } from './serve-world.js'
import { scopectl } from './world.js'

const COUNT = 50 // times the matrix
const CONNECTIONS = 16

/** Decisions about the same matrix, a token of each role at each route. Each engine is asked alternately with `serve`. */
export async function* rows({ rounds }) {
  const issuer = await serving()
  const api = createServer((_, response) => response.end('{}'))
  await new Promise((resolve) => api.listen(0, '127.0.0.1', resolve))
  try {
    const world = { issuer, api: api.address().port, ...matrix(issuer) }
    for (const name of Object.keys(ENGINES).filter((each) => each !== 'serve'))
      yield { cells: await compared(name, world, Number(rounds) || 5) }
    yield { cells: cedarRow(exported('cedar', issuer), world) }
  } finally {
    api.close()
    await issuer.stop()
  }
}

/** A question for each cell of the matrix, and how many of them are allowed. */
function matrix({ cwd, env }) {
  const answer = (args) => runOnce(scopectl(cwd, args, env)).stdout
  const { columns, rows } = JSON.parse(answer(['matrix', '--json']))
  let allowed = 0
  const questions = columns.flatMap(({ kind, name }, column) => {
    if (kind !== 'role') return []
    const token = answer(['token', '--role', name, '--lifetime', '1h']).trim()
    return rows.map(({ method, template, statuses }) => {
      if (statuses[column] === 200) allowed++
      return {
        route: `${method} ${template}`,
        method,
        path: template.replaceAll(/\{\w+\}/g, '42'),
        token,
      }
    })
  })
  return { questions, allowed }
}

async function compared(name, world, rounds) {
  const what = `decisions: ${name}`
  const program = programOf(name) ?? (name === 'cerbos' ? cerbos() : undefined)
  if (!program) return [what, 'not installed']
  const [port, other] = [await freePort(), await freePort()]
  const place = { folder: exported(name, world.issuer), port, other, api: world.api }
  const engine = { ...(await startEngine(name, program, place)), name }
  const pair = [{ ...world.issuer, name: 'serve' }, engine]
  const rates = []
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    const isBackwards = round % 2 === 1
    const found = []
    for (const server of isBackwards ? pair.toReversed() : pair)
      found.push(await measured(server, world))
    if (round > 0) rates.push(isBackwards ? found.toReversed() : found)
  }
  await engine.stop()
  const [ours, theirs] = [0, 1].map((i) => {
    const of = (field) => median(rates.map((pair) => pair[i][field]))
    return `${Math.round(of('perSecond'))} per CPU second, p99 ${of('p99').toFixed(1)} ms`
  })
  const ratio = median(rates.map(([a, b]) => b.perSecond / a.perSecond)).toFixed(2)
  return [what, theirs, `serve: ${ours}`, ratio]
}

/** The folder that `export` writes. */
function exported(name, { cwd, env }) {
  const text = readFileSync(join(cwd, 'scopes.yaml'), 'utf8')
  const claim = 'scope_claim: scope\n'
  writeFileSync(join(cwd, 'export.yaml'), text.replace(claim, `${claim}  scope_format: string\n`))
  runOnce(scopectl(cwd, ['export', name, '-c', 'export.yaml', name], env))
  return join(cwd, name)
}

async function measured(server, { questions, allowed }) {
  const { text, allows } = ENGINES[server.name]
  const before = server.cpu()
  const count = questions.length * COUNT
  const load = { port: server.port, text: questions.map(text), count, connections: CONNECTIONS }
  const answered = await hammer({ ...load, allows })
  if (answered.allowed !== allowed * COUNT)
    throw new Error(`${server.name} allows ${answered.allowed}, check ${allowed * COUNT}`)
  return { perSecond: count / (server.cpu() - before), p99: p99(answered) }
}
