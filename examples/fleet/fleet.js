// Two replicas of OPA behind nginx, under load: one is killed and comes back, then both get a new catalog.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, load } from './load.js'
import { answers, run, start, stopAll, until } from './programs.js'
import { askedAgain, expected, questions } from './questions.js'

const FLEET = 'http://127.0.0.1:8080/'
const REPLICAS = ['127.0.0.1:8181', '127.0.0.1:8182']
const ISSUER = 'http://localhost:8000'
const SECONDS = Number(process.env.SECONDS ?? 4)

const replica = (address) =>
  start('opa', 'run', '--server', '--addr', address, '--config-file', 'opa.yaml')
const ready = (address) =>
  until(() => answers(`http://${address}/health?bundles`), `${address} is ready`)

/** Exports a catalog, and puts it where the replicas look for it. */
function publish(catalog) {
  run('', 'scopectl', 'export', '-c', catalog, 'opa', 'policy')
  const bundle = 'bundles/scopectl.tar.gz'
  run(
    '',
    'sh',
    '-c',
    `opa build --bundle policy --ignore '*_test.rego' --output ${bundle}.new && echo built`,
  )
  renameSync(`${bundle}.new`, bundle)
}

/** Everything that a run writes, but the key of `serve`. */
function tidy() {
  for (const made of ['bundles', 'policy', 'next.yaml', 'retries.log'])
    rmSync(made, { recursive: true, force: true })
}

let failed = 0
/** Load while something happens, and a line about it. */
async function phase(name, asked, right, happens) {
  const before = askedAgain()
  const running = load(FLEET, asked, right)
  await sleep(SECONDS * 500)
  await happens()
  await sleep(SECONDS * 500)
  const count = await running.stop()
  failed += count.wrong + count.failed
  const cells = [count.asked, count.wrong, count.failed, askedAgain() - before]
  console.log(name.padEnd(32) + cells.map((cell) => `${cell}`.padStart(10)).join(''))
}

/** Whether a replica gives these answers, without nginx. */
async function gives(address, asked, right) {
  for (const [i, question] of asked.entries())
    if ((await ask(`http://${address}/`, question)) !== right[i]) return false
  return true
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await stopAll()
    tidy()
    process.exit(1)
  })

try {
  tidy()
  mkdirSync('bundles')
  writeFileSync('retries.log', '')
  // Two routes will need more than before.
  const next = readFileSync('scopes.yaml', 'utf8')
    .replace('PUT /items/{id}: items:write', 'PUT /items/{id}: items:delete')
    .replace('GET /me: authenticated', 'GET /me: items:read')
  writeFileSync('next.yaml', next)

  start('scopectl', 'serve', '--port', new URL(ISSUER).port)
  await until(() => answers(`${ISSUER}/.well-known/jwks.json`), 'the issuer answers')
  publish('scopes.yaml')
  start('nginx', '-p', `${process.cwd()}/`, '-c', 'nginx.conf')
  const [first] = REPLICAS.map(replica)
  for (const address of REPLICAS) await ready(address)

  const asked = questions()
  const old = expected(asked, 'scopes.yaml')
  const both = expected(asked, 'next.yaml').map((allowed, i) => [old[i], allowed])
  const isChanged = (_, i) => both[i][0] !== both[i][1]
  const changed = asked.filter(isChanged)
  const changedTo = both.filter(isChanged).map(([, allowed]) => allowed)
  console.log(
    `${asked.length} questions, ${changed.length} of them answered otherwise by the new catalog\n`,
  )
  console.log(`${''.padEnd(32)}     asked     wrong    failed   retried`)

  const before = old.map((allowed) => [allowed])
  const after = both.map(([, allowed]) => [allowed])
  await phase('two replicas', asked, before, () => {})
  await phase('one of them is killed', asked, before, () => first.stop('SIGKILL'))
  await phase('it is started again', asked, before, () => {
    replica(REPLICAS[0])
    return ready(REPLICAS[0])
  })
  // Until both have it, the old answer and the new one are right.
  await phase('a new catalog is rolled out', asked, both, async () => {
    publish('next.yaml')
    for (const address of REPLICAS)
      await until(() => gives(address, changed, changedTo), `${address} has the new catalog`)
  })
  await phase('both have the new catalog', asked, after, () => {})
  console.log(
    `\n${failed === 0 ? 'no wrong answer, no failed request' : `${failed} wrong or failed`}`,
  )
} catch (error) {
  console.error(error.message)
  failed++
} finally {
  await stopAll()
  tidy()
}
process.exitCode = failed === 0 ? 0 : 1
