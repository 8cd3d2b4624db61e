import type { Listed } from '../../commands/command.js'
import type { HelpAnswer } from '../../core/answer.js'
import type { HelpFacts } from '../../core/command-line/model.js'
import { fail } from '../../core/errors.js'
import { nearest } from '../../core/nearest.js'
import { fold } from '../../report/fold.js'
import { EXIT, EXIT_MEANING } from '../exit.js'
import { OTHER_WORDS } from '../meant/other-words.js'
import { TOPIC_NAMES, TOPICS } from './topics.js'

/**
 * Help on a command, a group of commands or a topic; without words, the list of commands.
 * @param asData whether the declarations of the commands are wanted as well, which takes loading them
 */
export async function helpAnswer(
  words: readonly string[],
  commands: readonly Listed[],
  { asData }: { readonly asData: boolean },
): Promise<HelpAnswer> {
  const topic = words.length === 0 ? undefined : words.join(' ')
  const text = topic === undefined ? rootHelp(commands) : await helpOn(topic, commands)
  const facts = asData ? await factsOn(topic, commands) : undefined
  return { kind: 'help', outcome: 'yes', topic, text, facts, notes: [], files: {} }
}

async function factsOn(topic: string | undefined, commands: readonly Listed[]): Promise<HelpFacts> {
  const { describe } = await import('./describe.js')
  const isMeant = ({ name }: Listed) =>
    topic === undefined || name === topic || name.startsWith(`${topic} `)
  return {
    commands: await Promise.all(commands.filter(isMeant).map(describe)),
    topics: TOPIC_NAMES,
    exitCodes: (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => ({
      code: EXIT[name],
      name,
      meaning: EXIT_MEANING[name],
    })),
  }
}

async function helpOn(topic: string, commands: readonly Listed[]): Promise<string> {
  const listed = commands.find(({ name }) => name === topic)
  if (listed) {
    const [{ helpOf }, { command: module }] = await Promise.all([
      import('../program.js'),
      listed.load(),
    ])
    return helpOf(listed, module)
  }
  const group = commands.filter(({ name }) => name.startsWith(`${topic} `))
  if (group.length > 0) {
    return `${lines(group)}\nFor flags and examples: scopectl ${group[0]?.name} --help\n`
  }
  if (Object.hasOwn(TOPICS, topic)) return (await TOPICS[topic]?.())?.text ?? ''
  const names = [...TOPIC_NAMES, ...commands.map(({ name }) => name)]
  const meant = OTHER_WORDS.get(topic)?.command
  const suggestion = names.find((name) => name === meant) ?? nearest(topic, names)
  return fail('unknown-topic', { topic, topics: TOPIC_NAMES, suggestion })
}

export function rootHelp(commands: readonly Listed[]): string {
  const groups = [...new Set(commands.map(({ group }) => group))].map(
    (group) => `${group}\n${lines(commands.filter((each) => each.group === group))}`,
  )
  return `scopectl: who may call what, and why

  scopectl token --user alice | scopectl check --route "GET /items/"

${groups.join('\n')}  ${'help COMMAND'.padEnd(WIDTH)}  flags and examples, same as COMMAND --help
  ${'help TOPIC'.padEnd(WIDTH)}  ${fold(TOPIC_NAMES.join(', '), 76 - WIDTH).join(`\n${' '.repeat(WIDTH + 4)}`)}
  --version
`
}

/** Fits the longest name, `import permissions`. */
const WIDTH = 18

const lines = (commands: readonly Listed[]): string =>
  commands.map(({ name, summary }) => `  ${name.padEnd(WIDTH)}  ${summary}\n`).join('')
