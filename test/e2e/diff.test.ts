import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, git, repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { catalog, diff, GAIN, LOSS, NEW, OLD, USERS } from './diff-world.js'

describe('which sides are compared', () => {
  test('without arguments: the merge base with the default branch, and the working tree', async () => {
    const dir = repository({ 'scopes.yaml': OLD, 'users.yaml': USERS })
    git(dir, 'checkout', '-q', '-b', 'work')
    commit(dir, { 'scopes.yaml': NEW })
    git(dir, 'checkout', '-q', 'main')
    // What happened on the default branch since then does not belong to this branch.
    commit(dir, { 'scopes.yaml': catalog('read, other') })
    git(dir, 'checkout', '-q', 'work')
    expect(await diff(dir)).toMatchObject({ exit: 0, said: GAIN, to: 'working tree' })
    expect((await diff(dir)).from).toMatch(/^[0-9a-f]{10} \(main\)$/)
    write(dir, { 'scopes.yaml': OLD })
    expect((await diff(dir)).said).toEqual([])
  })

  test('origin/HEAD comes before a local main', async () => {
    const upstream = repository({ 'scopes.yaml': OLD })
    const dir = tempDir()
    git(dir, 'clone', '-q', upstream, 'clone')
    const clone = join(dir, 'clone')
    commit(clone, { 'scopes.yaml': NEW })
    expect(await diff(clone)).toMatchObject({ said: GAIN })
    expect((await diff(clone)).from).toMatch(/\(origin\/HEAD\)$/)
  })

  test('one revision, two, a range, a range from the merge base', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    git(dir, 'tag', 'v1.0')
    git(dir, 'checkout', '-q', '-b', 'work')
    const sha = commit(dir, { 'scopes.yaml': NEW })
    git(dir, 'checkout', '-q', 'main')
    commit(dir, { 'scopes.yaml': catalog('read, other') })
    expect((await diff(dir, 'main')).said).toEqual([])
    expect((await diff(dir, 'HEAD~1')).said).toEqual(['gain editor other'])
    expect((await diff(dir, 'HEAD~1', 'work')).said).toEqual(GAIN)
    expect((await diff(dir, 'work', 'v1.0')).said).toEqual(LOSS)
    expect((await diff(dir, `v1.0..${sha.slice(0, 8)}`)).said).toEqual(GAIN)
    expect((await diff(dir, 'main...work')).said).toEqual(GAIN)
    expect((await diff(dir, 'work..')).said).toEqual(['gain editor other', ...LOSS])
    expect((await diff(dir, '..work')).said).toEqual([...GAIN, 'loss editor other'])
  })

  test('files, also together with a revision, from a subfolder and with --catalog', async () => {
    const dir = repository({ 'api/scopes.yaml': OLD, 'api/in/x': '' })
    write(dir, { 'new.yaml': NEW, old: OLD })
    expect((await diff(dir, 'api/scopes.yaml', 'new.yaml')).said).toEqual(GAIN)
    expect((await diff(dir, 'new.yaml', './old')).said).toEqual(LOSS)
    expect((await diff(join(dir, 'api/in'), 'main')).said).toEqual([])
    write(dir, { 'api/scopes.yaml': NEW })
    expect((await diff(join(dir, 'api/in'), 'main')).said).toEqual(GAIN)
    expect((await diff(dir, 'main', '-c', 'api/scopes.yaml')).said).toEqual(GAIN)
    expect((await diff(dir, 'main', 'new.yaml', '-c', 'api/scopes.yaml')).said).toEqual(GAIN)
  })

  test('the users file is from the same revision, as named by its catalog', async () => {
    const dir = repository({
      'scopes.yaml': catalog('read', 'users: people/all.yaml\n'),
      'people/all.yaml': 'users: { ann: {} }\n',
    })
    commit(dir, {
      'scopes.yaml': catalog('read'),
      'users.yaml': 'users: { ann: { scopes: [write] } }\n',
    })
    rmSync(join(dir, 'people'), { recursive: true })
    expect((await diff(dir, 'HEAD~1', 'HEAD')).said).toEqual(['gain ann POST /a'])
    expect((await diff(dir, 'HEAD~1')).said).toEqual(['gain ann POST /a'])
  })

  test('reached through a symlink, and a repository with spaces in its path', async () => {
    const dir = repository({ 'a folder/scopes.yaml': OLD })
    write(dir, { 'a folder/scopes.yaml': NEW })
    const link = join(tempDir(), 'link')
    symlinkSync(dir, link)
    expect((await diff(link, 'main', '-c', 'a folder/scopes.yaml')).said).toEqual(GAIN)
  })
})

test('--fail-on: 5 for the kinds that occur, whatever the format', async () => {
  const dir = repository({ 'scopes.yaml': OLD })
  write(dir, { 'scopes.yaml': NEW })
  const exits = ['gain', 'any', 'any,gain', 'loss,gain', 'loss', 'trust,opened'].map(
    async (kinds) => {
      const exit = async (...more: string[]) =>
        (await scopectl(['diff', 'main', '--fail-on', kinds, ...more], { cwd: dir })).exit
      return [
        kinds,
        await exit(),
        await exit('--json'),
        await exit('--format', 'md'),
        await exit('-q'),
      ]
    },
  )
  expect(await Promise.all(exits)).toEqual([
    ['gain', 5, 5, 5, 5],
    ['any', 5, 5, 5, 5],
    ['any,gain', 5, 5, 5, 5],
    ['loss,gain', 5, 5, 5, 5],
    ['loss', 0, 0, 0, 0],
    ['trust,opened', 0, 0, 0, 0],
  ])
  expect((await diff(dir, 'main')).exit).toBe(0)
})

describe.concurrent('--fail-on gain', () => {
  const of = (needs: string, more = '') =>
    `scopes: { a: A }\nroles: { r: { scopes: [a] } }\nroutes:\n  DELETE /x: ${needs}\n${more}`
  const K = '{ scheme: K }'
  test.each([
    ['authenticated', 'a', 'authenticated'],
    ['public', 'authenticated', 'public'],
    ['another way in', 'a', `{ any: [a, ${K}] }`],
  ])('fails for a route that became %s', async (_name, before, after) => {
    const dir = repository({ 'scopes.yaml': of(before) })
    write(dir, { 'scopes.yaml': of(after) })
    expect((await diff(dir, 'HEAD', '--fail-on', 'gain')).exit).toBe(5)
    const { stdout } = await scopectl(['diff', 'HEAD', '--fail-on', 'gain'], { cwd: dir })
    expect(stdout).toContain('1 opened; --fail-on gain,opened\n')
  })

  test('passes for less access, and says which kinds of more it did not count', async () => {
    const dir = repository({ 'scopes.yaml': of(`{ any: [a, ${K}] }`) })
    write(dir, { 'scopes.yaml': of(`{ all: [a, ${K}] }`) })
    const run = (...kinds: string[]) =>
      scopectl(['diff', 'HEAD', '--fail-on', kinds.join(',')], { cwd: dir })
    const less = await run('gain')
    expect([less.exit, less.stderr]).toEqual([0, ''])
    write(dir, { 'scopes.yaml': of(`{ any: [a, ${K}] }`, '  GET /new: a\n') })
    const more = await run('gain')
    expect([more.exit, more.stderr]).toEqual([
      0,
      'note: `--fail-on gain,opened` does not count 1 `new-route`\nhint: to count them: --fail-on gain,opened,new-route, or any\n',
    ])
    const { stdout } = await scopectl(['diff', 'HEAD', '--fail-on', 'gain', '--json'], { cwd: dir })
    expect(JSON.parse(stdout).notes).toMatchObject([{ code: 'fail-on-uncounted' }])
    const pasted = more.stderr.match(/--fail-on (\S+), or any/)?.[1] ?? ''
    expect((await run(pasted)).exit).toBe(5)
  })
})

test('a role that holds more is reported, even if it allows nothing new', async () => {
  const dir = repository({ 'scopes.yaml': OLD })
  write(dir, { 'scopes.yaml': catalog('read, other') })
  const { exit, stdout } = await scopectl(['diff', 'main'], { cwd: dir })
  expect([exit, stdout.replace(/\s+/g, ' ')]).toEqual([
    0,
    'GAIN editor other allows no new route, editor gained it (scopes.yaml:3) 1 gain (1 allows no new route) ',
  ])
  expect((await diff(dir, 'main', '--fail-on', 'gain')).exit).toBe(5)
})

test('TERM1, TERM5: names in Markdown and text are names', async () => {
  const role = '`|<img src=x>@team [a](http://evil.test)\u001b[2J\u202e'
  const quoted = JSON.stringify(role)
  const files = (scopes: string) =>
    `scopes: { read: "" }\nroles: { ${quoted}: { scopes: [${scopes}] } }\nroutes: { GET /a: read }\n`
  const dir = repository({ 'scopes.yaml': files('') })
  write(dir, { 'scopes.yaml': files('read') })
  const md = await scopectl(['diff', 'main', '--format', 'md'], { cwd: dir })
  const row = md.stdout.split('\n').find((line) => line.includes('img')) ?? ''
  expect(row).toContain('`` `\\|<img src=x>@team [a](http://evil.test)\\u{1b}[2J\\u{202e} ``')
  expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6)
  const text = await scopectl(['diff', 'main'], { cwd: dir })
  expect(text.stdout).toContain('\\u{1b}[2J\\u{202e}')
  expect(`${md.stdout}${text.stdout}`).toMatch(/^[\p{L}\p{N}\p{P}\p{S} \n]*$/u)
})
