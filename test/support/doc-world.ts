import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import type { PageWorld } from './doc-page.js'
import { type Provider, startProvider } from './provider.js'
import { type Finished, runProcess } from './run-process.js'
import { plainEnv, wrapperDir } from './scopectl.js'
import { serving } from './serving.js'
import { tempDir } from './temp-dir.js'
import { normalise } from './transcript.js'

/** Commits that are the same wherever they are made. */
const GIT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'alice',
  GIT_AUTHOR_EMAIL: 'alice@example.test',
  GIT_COMMITTER_NAME: 'alice',
  GIT_COMMITTER_EMAIL: 'alice@example.test',
}

/**
 * An empty folder, a shell session, and a provider that signs tokens, which is started if it is needed.
 * @param onFinished a concurrent test must pass its own: the global one does not know which test calls it
 */
export function docWorld(onFinished = onTestFinished): PageWorld {
  const cwd = tempDir()
  const bin = wrapperDir()
  const home = tempDir({ env: '', dir: cwd })
  const state = { env: join(home, 'env'), dir: join(home, 'dir') }
  let provider: Promise<Provider> | undefined

  const standIn = async (text: string): Promise<string> => {
    if (!/key:? https:/.test(text)) return text
    provider ??= startProvider()
    return (await provider).standIn(text)
  }
  const run = async (script: string): Promise<Finished> => {
    const text = (await standIn(script)).replaceAll('npx scopectl', 'scopectl')
    // What a block exports, and the folder that it changes to, hold for the next one.
    const session = `. "${state.env}"; cd "$(cat "${state.dir}")"
trap 'export -p > "${state.env}"; pwd > "${state.dir}"' EXIT
${text}`
    const env = { ...plainEnv(home, bin), ...GIT, ROOT: resolve('.') }
    return runProcess('sh', ['-euc', session], { cwd, env })
  }
  return {
    async write(file, text) {
      const path = join(readFileSync(state.dir, 'utf8').trim(), file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, await standIn(text))
    },
    async setToken(claims) {
      provider ??= startProvider()
      const token = await (await provider).issue(JSON.parse(claims))
      writeFileSync(state.env, `${readFileSync(state.env, 'utf8')}\nexport TOKEN='${token}'\n`)
    },
    async run(script) {
      const { stdout, stderr } = await run(script)
      return fixTimes(normalise(stderr + stdout, { '<dir>': cwd }))
    },
    async serve() {
      const folder = readFileSync(state.dir, 'utf8').trim()
      const server = await serving(folder, ['--port', '0'], exportedIn(state.env), onFinished)
      // Whoever reads the page has it at the port of the catalog's issuer.
      const rule = `connect-to = "localhost:8000:127.0.0.1:${server.port}"\n`
      writeFileSync(join(home, '.curlrc'), rule)
      return async () => void (await server.stop())
    },
    async succeed(script) {
      const { stdout, stderr, exit } = await run(script)
      if (exit !== 0) throw new Error(`${script}: exit ${exit}\n${stdout}${stderr}`)
    },
  }
}

/** What `export -p` has written, by name. */
function exportedIn(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').matchAll(/^export (\w+)='([^'\n]*)'$/gm)
  const all = [...lines].map(([, name = '', value = '']) => [name, value] as const)
  return Object.fromEntries(all.filter(([name]) => !['HOME', 'PATH', 'PWD'].includes(name)))
}

/** A clock in a document shows the time at which it was written, and no second passes between two commands. */
function fixTimes(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, '2026-11-24 06:29:31Z')
    .replace(/^(?<row> +expires .*)06:29:31Z$/gm, '$<row>06:44:31Z')
    .replace(/\bin 1[45]m( \d+s)?/g, 'in 15m')
    .replace(/\b(1h( \ds)?|59m 5\ds) ago/g, '1h ago')
    .replaceAll('<time>', '0.12s')
    .replace(/^( +issued +)(?:now|\ds ago) +/gm, '$1now     ')
    .replace(/^( +expires +in 15m) +/gm, '$1  ')
}
