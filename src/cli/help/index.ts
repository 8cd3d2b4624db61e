import type { Listed } from '../../commands/command.js'
import { COMMANDS } from '../../commands/index.js'
import type { HelpAnswer } from '../../core/answer.js'
import { fail } from '../../core/errors.js'
import { nearest } from '../../core/nearest.js'
import { OTHER_WORDS } from '../meant/other-words.js'

/** One file per topic, loaded on demand. */
const TOPICS: Readonly<Record<string, () => Promise<{ readonly text: string }>>> = {
  'exit-codes': () => import('./exit-codes.js'),
  files: () => import('./files.js'),
  settings: () => import('./settings.js'),
  tokens: () => import('./tokens.js'),
  requirements: () => import('./requirements.js'),
  environment: () => import('./environment.js'),
}

/** Help on a command, a group of commands or a topic; without words, the list of commands. */
export async function helpAnswer(words: readonly string[]): Promise<HelpAnswer> {
  const topic = words.length === 0 ? undefined : words.join(' ')
  const text = topic === undefined ? rootHelp() : await helpOn(topic)
  return { kind: 'help', outcome: 'yes', topic, text, notes: [], files: {} }
}

async function helpOn(topic: string): Promise<string> {
  const listed = COMMANDS.find(({ name }) => name === topic)
  if (listed) {
    const [{ helpOf }, { command: module }] = await Promise.all([
      import('../program.js'),
      listed.load(),
    ])
    return helpOf(listed, module)
  }
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${topic} `))
  if (group.length > 0) {
    return `${lines(group)}\nFor flags and examples: scopectl ${group[0]?.name} --help\n`
  }
  if (Object.hasOwn(TOPICS, topic)) return (await TOPICS[topic]?.())?.text ?? ''
  const topics = Object.keys(TOPICS)
  const names = [...topics, ...COMMANDS.map(({ name }) => name)]
  const meant = OTHER_WORDS.get(topic)?.command
  const suggestion = names.find((name) => name === meant) ?? nearest(topic, names)
  return fail('unknown-topic', { topic, topics, suggestion })
}

export function rootHelp(): string {
  const groups = [...new Set(COMMANDS.map(({ group }) => group))].map(
    (group) => `${group}\n${lines(COMMANDS.filter((each) => each.group === group))}`,
  )
  return `scopectl: who may call what, and why

  scopectl token --user alice | scopectl check --route "GET /items/"

${groups.join('\n')}
Help
  help COMMAND    flags and examples, same as COMMAND --help
  help TOPIC      ${Object.keys(TOPICS).join(', ')}
  --version
`
}

const lines = (commands: readonly Listed[]): string =>
  commands.map(({ name, summary }) => `  ${name.padEnd(14)}  ${summary}\n`).join('')
