import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { partsOf, runPage } from '../support/doc-page.js'
import { docWorld } from '../support/doc-world.js'

const page = readFileSync('docs/ci.md', 'utf8')
const fileOf = (name: string) => {
  const part = partsOf(page).find(({ file }) => file === name)
  return parse(part?.text ?? '')
}

/** What the configuration of each CI system runs, in order. */
const SYSTEMS: Readonly<Record<string, () => string[]>> = {
  'GitHub Actions': () =>
    fileOf('.github/workflows/access.yaml').jobs.access.steps.flatMap(
      ({ run }: { run?: string }) => run ?? [],
    ),
  GitLab: () =>
    Object.values<{ script: string[] }>(fileOf('.gitlab-ci.yml')).flatMap(({ script }) => script),
  'pre-commit': () =>
    fileOf('.pre-commit-config.yaml').repos.flatMap(({ hooks }: { hooks: { entry: string }[] }) =>
      hooks.map(({ entry }) => entry),
    ),
}
const SET = 'GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY=summary CI_DEFAULT_BRANCH=main'

/** The world after the page, with an app: its `python` prints the document that agrees with the catalog. */
async function worldWithApp() {
  const world = docWorld()
  await runPage(page, world)
  await world.succeed(`export ${SET}
mkdir app && scopectl export openapi > app/document.json
printf '#!/bin/sh\\ncat app/document.json\\n' > app/python && chmod +x app/python
export PATH="$PWD/app:$PATH"`)
  return world
}

/** Installing is left out: scopectl is on the path, and the app needs nothing. */
const stepsOf = (steps: () => string[]): string[] =>
  steps().filter((line) => line !== 'npm ci' && !line.startsWith('pip '))

describe.concurrent('every step of docs/ci.md passes in the repository of that page', () => {
  test.each(Object.entries(SYSTEMS))('%s', async (_name, steps) => {
    const lines = steps()
    expect(lines.filter((line) => line.startsWith('npx scopectl ')).length).toBeGreaterThan(1)
    const world = await worldWithApp()
    for (const line of stepsOf(steps)) await world.succeed(line)
  })

  test.each(Object.entries(SYSTEMS))(
    'drift fails once the app lost a scope: %s',
    async (_, steps) => {
      const world = await worldWithApp()
      await world.succeed(`jq 'del(.paths["/items/"].post.security[0])' app/document.json > app/less
mv app/less app/document.json`)
      const failed: string[] = []
      for (const line of stepsOf(steps)) {
        await world.succeed(line).catch(() => failed.push(line))
      }
      expect(failed).toEqual([expect.stringContaining('scopectl drift')])
    },
  )

  test.each(Object.entries(SYSTEMS))(
    'and some step fails once access changed: %s',
    async (_name, steps) => {
      const world = await worldWithApp()
      await world.succeed(`sed 's/POST .items.: write/POST \\/items\\/: public/' scopes.yaml > changed
! cmp -s changed scopes.yaml && mv changed scopes.yaml`)
      const ends = await Promise.allSettled(stepsOf(steps).map((line) => world.succeed(line)))
      expect(ends.some(({ status }) => status === 'rejected')).toBe(true)
    },
  )
})
