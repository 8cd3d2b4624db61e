import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Declared, declaredCommands, GLOBALS } from '../../support/command-list.js'
import { OTHER_VALUES, PLACES } from './places.js'

/** `FILE` of `--batch <FILE>`; `KIND[=FILE]` of `--report <KIND[=FILE]>`; nothing for a flag without a value. */
const valueIn = (flags: string): string | undefined => /[<[](.+)[>\]]$/.exec(flags)?.[1]

/** What may be given to a command, apart from flags without a value: `check --batch`, and how help calls the value. */
function givenTo({ name, args, options }: Declared): { id: string; value: string; says: string }[] {
  return [
    ...args.map(({ usage, says }) => {
      const value = usage.replace('...', '')
      return { id: `${name} ${value}`, value, says }
    }),
    ...options.flatMap(({ flags, long, description, helpGroupHeading }) => {
      const value = valueIn(flags)
      if (value === undefined) return []
      const id = helpGroupHeading === GLOBALS ? `${long}` : `${name} ${long}`
      return [{ id, value, says: description }]
    }),
  ]
}

/** Each is named like a file only in help. */
const NOT_A_FILE = new Set(['probe --param', 'probe --subject'])
const commands = await declaredCommands()
const all = commands.flatMap(givenTo)
const ids = new Set(PLACES.map(({ id }) => id))

test('every flag and argument that may name a file is a place', () => {
  const missing = all
    .filter(({ id, value }) => !OTHER_VALUES.includes(value) && !NOT_A_FILE.has(id))
    .filter(({ id }) => !ids.has(id))
  expect(missing).toEqual([])
  expect(all.length).toBeGreaterThan(100)
})

test('every value whose help mentions a file is a place', () => {
  const said = all.filter(({ says }) => /\bfile:|this (?:new )?file|a file\b/.test(says))
  expect(said.filter(({ id }) => !ids.has(id))).toEqual([])
  expect(said.length).toBeGreaterThan(10)
})

test('every place of a command exists', () => {
  const names = commands.map(({ name }) => name)
  const given = new Set(all.map(({ id }) => id))
  const stale = PLACES.filter(
    ({ id, in: named }) =>
      !named && (id.startsWith('--') || names.some((name) => id.startsWith(`${name} `))),
  ).filter(({ id }) => !given.has(id))
  expect(stale).toEqual([])
})

test('every key whose description mentions a file is a place', () => {
  const described = readdirSync('schema')
    .filter((name) => name.endsWith('.schema.json') && !name.startsWith('output'))
    .flatMap((name) => {
      const text = readFileSync(`schema/${name}`, 'utf8')
      return keysOf(JSON.parse(text), name.replace('.schema.json', ''))
    })
  expect(described.filter((id) => !ids.has(id))).toEqual([])
  expect(described.length).toBeGreaterThan(6)
})

function keysOf(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { description, properties, ...rest } = schema as Record<string, unknown>
  const here =
    typeof description === 'string' &&
    /file:PATH|users file[,;]|relative to this file/.test(description)
      ? [path]
      : []
  return [
    ...here,
    ...Object.entries((properties ?? {}) as object).flatMap(([key, each]) =>
      keysOf(each, `${path} ${key}`),
    ),
    ...Object.values(rest).flatMap((each) => keysOf(each, path)),
  ]
}
