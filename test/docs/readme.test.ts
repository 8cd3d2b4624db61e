import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'

const readme = readFileSync('README.md', 'utf8')

const FOR_CONTRIBUTORS = ['docs/decisions.md', 'docs/mutants.md', 'docs/real-runs.md']

test('the problem comes first, then the command that does the job, then the one that tests it', () => {
  const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind, text]) => [
    kind,
    text,
  ])
  expect(blocks[0]).toEqual([
    'sh',
    'npm ci && npx scopectl token --user alice | npx scopectl check --need read\n',
  ])
  expect(blocks[1]).toEqual(['sh', 'npm test\n'])
})

test('then screens: init from a document, a denial explained, a pull request, and everything at once', () => {
  const screens = [...readme.matchAll(/```console\n\$ npx scopectl ([^\n]+)/g)].map(
    ([, line]) => line,
  )
  expect(screens).toEqual([
    'init --from openapi.json --yes',
    'check --user bob --route "DELETE /users/42" --explain',
    'diff main',
    'matrix',
  ])
})

test('the picture is what graph draws of the catalog in this repository', async () => {
  const [, picture] = /```mermaid\n([\s\S]*?)```/.exec(readme) ?? []
  const { stdout } = await scopectl(['graph'], { cwd: process.cwd() })
  expect(picture).toBe(stdout)
})

test('the bare name is installed nowhere: it is not published, so anyone could take it', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdownIn('docs')]
  for (const page of pages) {
    const text = readFileSync(page, 'utf8')
    expect(text, page).not.toMatch(/\bnpm (i|install|add)\b[^\n`]* scopectl(@\S+)?(?=[\s`]|$)/m)
    expect(text, page).not.toMatch(/\bnpx (-y|--yes) scopectl\b/)
  }
})

test('the documented tarball is the one that `npm pack` makes', () => {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    string
  >
  for (const page of ['README.md', 'docs/ci.md']) {
    const tarballs = readFileSync(page, 'utf8').match(/[\w./-]+\.tgz/g) ?? []
    expect(tarballs.length, page).toBeGreaterThan(0)
    for (const path of tarballs) expect(path.split('/').at(-1), page).toBe(`${name}-${version}.tgz`)
  }
})

test('the tasks lead to pages that exist, and to every page for users', () => {
  const linked = [...readme.matchAll(/\]\((docs\/[\w-]+\.md)\)/g)].map(([, page]) => page)
  const forUsers = readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .filter((page) => !FOR_CONTRIBUTORS.includes(page))
  expect([...new Set(linked)].sort()).toEqual(forUsers.sort())
})

test('every script and file that the documents mention exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>
  }
  for (const file of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md']) {
    const text = readFileSync(file, 'utf8')
    for (const [, name = ''] of text.matchAll(/npm run ([\w:]+)/g))
      expect(scripts, file).toHaveProperty(name)
    for (const [, path = ''] of text.matchAll(/\]\((?!http)([^)#]+)\)/g)) {
      expect(() => readFileSync(path), `${file}: ${path}`).not.toThrow(/ENOENT/)
    }
  }
})

function markdownIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`)
}
