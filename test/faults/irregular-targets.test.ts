import { execFileSync } from 'node:child_process'
import { lstatSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  contents,
  copyOf,
  lineOf,
  prepared,
  runWriter,
  WRITERS,
  type Writer,
} from '../support/writers.js'

const FORCED = ['export openapi', 'export opa', 'users convert']
// The file of `replay --resume` is gone at the end.
const writers = Object.entries(WRITERS).flatMap(([name, writer]): [string, Writer][] => [
  ...(name === 'replay --resume' ? [] : [[name, writer] satisfies [string, Writer]]),
  ...(FORCED.includes(name)
    ? [
        [`${name} --force`, { ...writer, args: [...writer.args, '--force'] }] satisfies [
          string,
          Writer,
        ],
      ]
    : []),
])

// A FIFO stands for everything that is not a file: root can replace /dev/null in the same way.
test.each(writers)(
  '%s: a FIFO in the place of a file that it writes is kept',
  async (_, writer) => {
    const before = await prepared(writer)
    const after = copyOf(before)
    await runWriter(writer, after)
    const old = contents(before)
    const written = Object.entries(contents(after)).flatMap(([name, now]) =>
      old[name] !== now && now.startsWith('100') ? [name] : [],
    )
    expect(written).not.toEqual([])
    for (const name of written) {
      const cwd = copyOf(after)
      const args = lineOf(writer, cwd) // reads the key ring
      rmSync(join(cwd, name))
      execFileSync('mkfifo', [join(cwd, name)])
      const { exit } = await runWriter({ ...writer, args }, cwd)
      expect(lstatSync(join(cwd, name)).isFIFO()).toBe(true)
      // The .gitignore of a key ring that exists is not needed.
      if (name !== '.scopectl/.gitignore') expect([name, exit]).toEqual([name, 2])
    }
  },
)

const named = writers.filter(([, { args }]) => args.includes('-o'))

test.each(named)('%s: a path through a file or a circle of links is refused', async (_, writer) => {
  const cwd = await prepared(writer)
  symlinkSync('circle', join(cwd, 'circle'))
  for (const target of ['scopes.yaml/x', 'circle/x']) {
    const args = writer.args.map((word, at) => (writer.args[at - 1] === '-o' ? target : word))
    const flags = args.includes('graph') ? ['--format', 'dot'] : []
    const { exit, stderr } = await runWriter({ ...writer, args: [...args, ...flags] }, cwd)
    expect([target, exit, stderr]).toEqual([target, 2, expect.stringContaining(`\`${target}\``)])
  }
})
