import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// .github/workflows/release.yml: what cannot be tried without publishing.

interface Job {
  readonly needs?: readonly string[]
  readonly steps: readonly { readonly name?: string; readonly run?: string }[]
}
const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as {
  jobs: Record<'package' | 'publish', Job>
}

test('npm takes the file of the last step for a package, not for a repository on GitHub', async () => {
  const cwd = tempDir({ 'package/package.json': '{"name":"scopectl","version":"1.2.3"}' })
  mkdirSync(join(cwd, 'release'))
  execFileSync('tar', ['czf', 'release/scopectl-1.2.3.tgz', 'package'], { cwd })
  const script = jobs.publish.steps.find(({ run }) => run?.includes('npm publish'))?.run ?? ''
  const env = {
    ...plainEnv(cwd),
    npm_config_dry_run: 'true',
    npm_config_fetch_retries: '0',
    npm_config_registry: 'http://127.0.0.1:1',
  }
  const { exit, stdout, stderr } = await runProcess('bash', ['-c', script], { cwd, env })
  expect({ exit, stdout, stderr }).toMatchObject({ exit: 0, stdout: '+ scopectl@1.2.3\n' })
})

test('all tests run before the package is built, and nothing is published without that job', () => {
  const lines = jobs.package.steps.flatMap(({ run }) => run?.split('\n') ?? [])
  const [checked, tested, packed] = ['npm run check', 'npm test', 'npm pack'].map((start) =>
    lines.findIndex((line) => line.startsWith(start)),
  )
  expect(checked).toBeGreaterThanOrEqual(0)
  expect(tested).toBeGreaterThanOrEqual(0)
  expect(packed).toBeGreaterThan(Math.max(checked ?? 0, tested ?? 0))
  expect(jobs.publish.needs).toContain('package')
})
