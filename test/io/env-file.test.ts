import { expect, test } from 'vitest'
import { readEnvironment, resolveEnv } from '../../src/io/env-file.js'
import { codesOf, context, folder, problemsOf } from './support.js'

const resolver = (
  env: Record<string, string>,
  files: Record<string, string | Uint8Array>,
  file?: string,
) => {
  const ctx = context(folder(files), { env })
  return (name: string) => resolveEnv(name, readEnvironment(file, ctx), ctx)
}

test('the environment takes precedence over the file', () => {
  const get = resolver({ A: 'env' }, { 'my.env': 'A=file\nB="x y"\n' }, 'my.env')
  expect([get('A'), get('B')]).toEqual(['env', 'x y'])
})

test('SEC9: unset and empty are errors, even if the file has a value', async () => {
  const get = resolver({ EMPTY: '' }, { 'my.env': 'EMPTY=x\nNONE=\n' }, 'my.env')
  expect(await codesOf(() => get('EMPTY'))).toEqual(['env-empty'])
  expect(await codesOf(() => get('NONE'))).toEqual(['env-empty'])
  expect(await problemsOf(() => get('GONE'))).toMatchObject([
    { code: 'env-unset', args: { envFile: 'my.env' } },
  ])
})

test('.env is not used without --env, only searched for the hint', async () => {
  const get = resolver({}, { '.env': 'KEY=x\n' })
  expect(await problemsOf(() => get('KEY'))).toMatchObject([
    { code: 'env-unset', args: { inDotEnv: true } },
  ])
  expect(await problemsOf(() => get('OTHER'))).toMatchObject([{ args: { inDotEnv: false } }])
})

test('inherited names are not set', async () => {
  const get = resolver({}, { '.env': '' })
  for (const name of ['toString', 'constructor', '__proto__']) {
    expect(await codesOf(() => get(name))).toEqual(['env-unset'])
  }
})

test('SEC4: a broken file is reported without its lines, a bad name is not shown', async () => {
  const bytes = Buffer.concat([Buffer.from('KEY=geheim'), Buffer.from([0xff])])
  const problems = await problemsOf(() => resolver({}, { 'my.env': bytes }, 'my.env')('KEY'))
  expect(problems.map(({ code }) => code)).toEqual(['file-not-utf8'])
  expect(JSON.stringify(problems)).not.toContain('geheim')
  expect(JSON.stringify(await problemsOf(() => resolver({}, {})('ge-heim')))).not.toContain(
    'ge-heim',
  )
})

test('a named file must exist', async () => {
  expect(await problemsOf(() => resolver({ A: '1' }, {}, 'nope.env')('A'))).toMatchObject([
    { code: 'file-missing', args: { file: 'nope.env', by: '--env' } },
  ])
})
