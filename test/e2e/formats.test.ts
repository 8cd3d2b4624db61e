import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { parse } from '../../src/cli/program.js'
import { ScopectlError } from '../../src/core/errors.js'
import { type Format, REPORTERS } from '../../src/report/formats.js'
import { scopectlHere } from '../support/in-process.js'
import {
  COMMAND_FORMATS,
  LINES,
  PRINTED,
  PRINTING_WORLD,
  printing,
} from '../support/printing-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Each command with each format that any command has: refused, or really that format. All of them come from the table.

const ALL = [...new Set(Object.values(REPORTERS).flatMap((each) => Object.keys(each)))] as Format[]

describe.each(COMMAND_FORMATS)('$name', ({ listed, name, own }) => {
  test.each([...ALL, 'pdf'])('--format %s', async (format) => {
    const { command } = await listed.load()
    const read = () => parse(listed, command, [...operandsOf(name), '--format', format])
    if (own.some((each) => each === format)) return expect(read()).toMatchObject({ format })
    expect(problemOf(read)).toMatchObject({ code: 'invalid-choice', args: { choices: own } })
  })

  test.each([...ALL, 'pdf'])('--report %s=FILE', async (format) => {
    const { command } = await listed.load()
    const read = () => parse(listed, command, [...operandsOf(name), '--report', `${format}=x`])
    if (name !== 'test' && name !== 'probe')
      return expect(problemOf(read)).toMatchObject({ code: 'unknown-flag' })
    if (own.some((each) => each === format)) return expect(read()).toMatchObject({ is: 'line' })
    expect(problemOf(read)).toMatchObject({ code: 'report-kind', args: { kinds: own } })
  })
})

const operandsOf = (name: string): string[] =>
  name.startsWith('import ') ||
  /^export (?!openapi)/.test(name) ||
  ['keys remove', 'users passwd', 'server learn', 'probe', 'prove'].includes(name)
    ? ['x']
    : name === 'completion'
      ? ['bash']
      : []

function problemOf(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error instanceof ScopectlError ? error.problems[0] : error
  }
}

/** What distinguishes each format from all others. */
const IS: Readonly<Record<Exclude<Format, 'text'>, (text: string) => boolean>> = {
  json: (text) =>
    text
      .split('\n')
      .slice(0, -1)
      .every((line) => 'kind' in JSON.parse(line)),
  md: (text) => /^(\| route \||### (Access|Probe))/.test(text),
  html: (text) => text.startsWith('<!doctype html>\n'),
  csv: (text) => /^(?:route|who|change,who),/.test(text),
  github: (text) => /^::(error|warning|notice) /.test(text),
  junit: (text) => text.startsWith('<?xml'),
  tap: (text) => text.startsWith('TAP version 14\n'),
  sarif: (text) => JSON.parse(text).version === '2.1.0',
  token: (text) => /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/.test(text),
  header: (text) => text.startsWith('Authorization: Bearer eyJ'),
  curl: (text) => text.startsWith('curl '),
  yaml: (text) => !text.startsWith('{') && 'scopes' in parseYaml(text),
  openapi: (text) => 'openapi' in JSON.parse(text),
  file: (text) => text.startsWith('{"user"'),
  mermaid: (text) => text.startsWith('flowchart LR\n'),
  dot: (text) => text.startsWith('digraph access {\n'),
  svg: (text) => text.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'),
  patch: (text) => text.startsWith('--- a/scopes.yaml\n+++ b/scopes.yaml\n@@ '),
}
/** The formats that it looks like. */
function lookOf(text: string): string {
  if (text === '') return 'nothing'
  const found = (Object.keys(IS) as (keyof typeof IS)[]).filter((format) => {
    try {
      return IS[format](text)
    } catch {
      return false
    }
  })
  return found.join(' and ') || 'text'
}

test('every command except serve has a line', () => {
  expect(Object.keys(LINES)).toEqual(
    ALL_COMMANDS.map(({ name }) => name).filter((name) => name !== 'serve'),
  )
})

describe.concurrent('prints what was asked for', () => {
  test.each(PRINTED)('%s --format %s', async (name, format) => {
    const { args, options } = printing(name, format)
    // These two run until they are interrupted or have an answer, which needs a process.
    const call = name === 'probe' || name === 'server learn' ? scopectl : scopectlHere
    const { stdout, stderr } = await call(args, options)
    expect(lookOf(stdout), stdout + stderr).toBe(format)
    if (name !== 'test') return
    const { cwd } = options
    await scopectl(['test', '--report', `${format}=report`], { cwd })
    expect(lookOf(readFileSync(join(cwd, 'report'), 'utf8'))).toBe(format)
  })
})

test.each([
  ['test', '--report', 'html=x.html'],
  ['test', '--report', 'html'],
  ['test', '--format', 'html'],
  ['lint', '--explain', 'unused-scope', '--format', 'github'],
])('%s %s %s %s %s is refused', async (...line) => {
  const cwd = tempDir(PRINTING_WORLD)
  const { exit, stdout, stderr } = await scopectl(line.filter(Boolean), { cwd })
  expect(exit).toBe(2)
  // Only the problem, as an annotation.
  expect(stdout).toMatch(line.includes('github') ? /^::error .*\n$/ : /^$/)
  if (line[0] === 'test')
    expect(stderr).toContain('`text`, `json`, `junit`, `tap`, `github` or `sarif`')
  expect(existsSync(join(cwd, 'x.html'))).toBe(false)
})
