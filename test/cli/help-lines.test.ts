import { expect, test } from 'vitest'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { helpAnswer } from '../../src/cli/help/index.js'

// Text that was broken by hand and then wrapped again left lines of one word.
test.each(ALL_COMMANDS.map(({ name }) => name))(
  'help %s: no line of one word, none over 80 columns',
  async (name) => {
    const { text } = await helpAnswer([name], ALL_COMMANDS, { asData: false })
    const lines = text.split('\n')
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    expect(lines.filter((line) => /^ *\S+$/.test(line) && !line.endsWith(':'))).toEqual([])
  },
)
