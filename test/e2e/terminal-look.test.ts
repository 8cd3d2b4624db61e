import { stripVTControlCharacters } from 'node:util'
import { writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { widthOf } from '../../src/report/width.js'
import { TOPIC_NAMES } from '../../src/cli/help/topics.js'
import { declaredCommands } from '../support/command-list.js'
import { inPipe, onTerminal, type Shown, type TerminalWorld, terminalWorld } from '../support/terminal-world.js'

const commands = await declaredCommands()
const examples = commands
  .flatMap(({ examples }) => examples)
  .filter((line) => !/[|>'<]|--format|--json|^(init$|serve|probe|server learn|users passwd|keys remove)|http:/.test(line))
  .map((line) => `scopectl ${line}`)
const more = ['scopectl', 'scopectl check --user bob --route "DELETE /users/42"', 'scopectl check --need wirte --user bob', 'scopectl lint', 'scopectl diff v1.0', 'scopectl lock --check', 'scopectl test', 'scopectl matrix', 'scopectl matrix --by user', 'scopectl can --user 田中さん', 'scopectl users list', 'scopectl decode env:T','scopectl verify env:T', 'scopectl test --coverage', 'scopectl test --mutate', 'scopectl test --suggest', 'scopectl matrix --compare editor 編集者', 'scopectl who-can "POST /items/" -v', 'scopectl probe http://localhost:8000 --param id=1 --dry-run', 'scopectl check --user 田中さん --route "GET /me" --as-server all', 'scopectl check --scopes "read write" --at-most read --explain', 'scopectl tset', 'scopectl token --user nobody',
...TOPIC_NAMES.map(t=>`scopectl help ${t}`), ...commands.map(({name})=>`scopectl ${name} --help`)]
const LINES = [...examples.filter((l) => !more.includes(l)), ...more]
let world: TerminalWorld
beforeAll(async () => { world = await terminalWorld() })
test('x', async () => {
  const all: Record<string, Shown[]> = {}
  for (const cols of [60, 120]) all[`${cols}`] = await onTerminal(await terminalWorld(), LINES, cols, {})
  all['C'] = await onTerminal(await terminalWorld(), LINES, 80, { LC_ALL: 'C' })
  all['pipe'] = await inPipe(await terminalWorld(), LINES, { FORCE_COLOR: '1' })
  writeFileSync('/tmp/wp/shown.json', JSON.stringify(all))
  for (const [name, shown] of Object.entries(all)) {
    const limit = name === 'pipe' ? 1e9 : Math.max(80, Number(name) || 80)
    for (const { line, text } of shown)
      for (const row of stripVTControlCharacters(text).split('\n'))
        if (widthOf(row) > limit) console.log(name, line, widthOf(row), row)
  }
  expect(1).toBe(1)
}, 600000)
