import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commit, git, repository } from '../support/git.js'
import { CATALOG, FILES } from '../support/pipeline-files.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'

// The files of pipelines besides action.yml: the GitLab template is run, and the workflows and the image are read.

interface Job {
  readonly extends?: string
  readonly script?: readonly string[]
  readonly artifacts?: { readonly reports: { readonly junit: string } }
}

describe.concurrent('templates/gitlab.yml', () => {
  const { variables, ...jobs } = parse(readFileSync('templates/gitlab.yml', 'utf8'))
  const scripts = Object.entries<Job>(jobs).flatMap(([name, { script }]) =>
    script ? [[name, script] as const] : [],
  )

  /** The exit code of each job, whose lines a runner passes to a shell. */
  async function exitsIn(cwd: string, base: string, branch = ''): Promise<Record<string, number>> {
    const env = {
      ...plainEnv(cwd, wrapperDir()),
      ...variables,
      SCOPECTL: 'scopectl',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      CI_DEFAULT_BRANCH: branch,
    }
    const exits = await Promise.all(
      scripts.map(async ([name, script]) => {
        const { exit } = await runProcess('bash', ['-eo', 'pipefail', '-c', script.join('\n')], {
          ...{ cwd, env },
        })
        return [name, exit] as const
      }),
    )
    return Object.fromEntries(exits)
  }
  async function reviewed() {
    const dir = repository(FILES)
    expect((await scopectl(['lock'], { cwd: dir })).exit).toBe(0)
    return { dir, base: commit(dir, {}, 'Access') }
  }

  test('its jobs pass for good files, and write the report', async () => {
    const { dir, base } = await reviewed()
    const exits = await exitsIn(dir, base)
    expect(exits).toEqual(Object.fromEntries(scripts.map(([name]) => [name, 0])))
    const report = jobs['scopectl-test'].artifacts.reports.junit
    expect(readFileSync(join(dir, report), 'utf8')).toMatch(/<testsuites name="scopectl"/)
  })

  test('its jobs fail for a change of access, each for its reason', async () => {
    const { dir, base } = await reviewed()
    commit(dir, { 'scopes.yaml': CATALOG.replace('POST /items: write', 'POST /items: read') })
    expect(await exitsIn(dir, base)).toMatchObject({
      ...{ 'scopectl-lint': 5, 'scopectl-test': 5, 'scopectl-lock': 5, 'scopectl-diff': 5 },
    })
    expect((await exitsIn(dir, ''))['scopectl-diff']).toBe(2)
    git(dir, 'update-ref', 'refs/remotes/origin/trunk', base)
    expect((await exitsIn(dir, '', 'trunk'))['scopectl-diff']).toBe(5)
  })

  test('every job is in the same pipelines, so that none passes without the gates', () => {
    for (const [name, job] of Object.entries<object>(jobs))
      for (const key of ['rules', 'only', 'except'])
        expect([name, job]).not.toHaveProperty([1, key])
  })
})

const WORKFLOWS = ['ci', 'release'].map((name) => `.github/workflows/${name}.yml`)
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly concurrency: object
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'timeout-minutes'?: number
        readonly steps: readonly { readonly uses?: string; readonly run?: string }[]
      }
    >
  >
}

describe.each(WORKFLOWS)('%s', (file) => {
  const text = readFileSync(file, 'utf8')
  const workflow = parse(text) as Workflow
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)

  test('can only read unless a job says more, and each job ends', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(workflow.concurrency).toBeTruthy()
    for (const job of Object.values(workflow.jobs))
      expect(job['timeout-minutes']).toBeGreaterThan(0)
  })

  test('pins every action, with its version', () => {
    for (const [, uses] of text.matchAll(/uses: (.+)$/gm))
      expect(uses).toMatch(/^(\.\/|[\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/)
  })

  test('has scripts that exist, stop at errors, and contain no expression', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    for (const { run = '' } of steps) {
      expect(run).not.toContain('${{')
      if (run.includes('\n')) expect(run).toMatch(/^set -euo pipefail\n/)
      for (const [, script = ''] of run.matchAll(/\bnode (scripts\/\S+)/g))
        expect([script, existsSync(script)]).toEqual([script, true])
      // Written by the change that makes the source maps.
      for (const [, script = ''] of run.matchAll(/npm run ([\w:]+)/g))
        if (script !== 'build:maps') expect(scripts).toHaveProperty([script])
    }
  })
})

test('the hooks of pre-commit run commands that exist, by a script that may be run', () => {
  const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'))
  expect(hooks.map(({ id }: { id: string }) => id)).toEqual(
    ['lint', 'test', 'lock'].map((name) => `scopectl-${name}`),
  )
  for (const { entry, files } of hooks) {
    const [script = ''] = entry.split(' ')
    expect(statSync(script).mode & 0o111).toBe(0o111)
    for (const path of ['scopes.yaml', 'api/users.yaml', 'users.ndjson'])
      expect(path).toMatch(new RegExp(files))
    expect('src/main.yaml').not.toMatch(new RegExp(files))
  }
})

test('the image has the binary and nothing else, and does not run as root', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n')
  const of = (word: string) => lines.filter((line) => line.startsWith(`${word} `))
  expect(of('FROM')).toEqual(['FROM gcr.io/distroless/cc-debian12:nonroot'])
  expect(of('USER')).toEqual(['USER 65532:65532'])
  expect([of('RUN'), of('COPY').length, of('ADD')]).toEqual([[], 1, []])
  expect(JSON.parse(of('ENTRYPOINT')[0]?.slice(11) ?? '')).toEqual(['/usr/local/bin/scopectl'])
  const [, binary] = /^ARG BINARY=(\S+)$/m.exec(lines.join('\n')) ?? []
  expect(readFileSync('scripts/binary/path.js', 'utf8')).toContain('dist/bin/scopectl-${TARGET}')
  expect(binary).toBe('dist/bin/scopectl-linux-x64')
  expect(readFileSync('.dockerignore', 'utf8')).toBe('*\n!dist/bin/scopectl-linux-*\n')
})
