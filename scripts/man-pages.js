/** Writes dist/man: a manual page for scopectl, each command and each topic, from what `help --json` says. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

process.chdir(`${import.meta.dirname}/..`)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const all = help()
mkdirSync('dist/man', { recursive: true })

for (const command of all.commands) {
  const { name, summary, about, examples, formats } = command
  const own = command.flags.filter((flag) => !isGlobal(flag))
  const groups = [...new Set(own.map(({ group }) => group))]
  page(`scopectl-${slug(name)}`, 1, summary, [
    ['SYNOPSIS', [`.B scopectl ${text(name)}`, '[flags]', ...command.arguments.map(argument)]],
    ...(about ? [['DESCRIPTION', literal(about)]] : []),
    ...(command.arguments.length > 0
      ? [['ARGUMENTS', command.arguments.flatMap((each) => entry(each.name, each.description))]]
      : []),
    ...groups.map((group) => [
      group.toUpperCase(),
      flags(own.filter((flag) => flag.group === group)),
    ]),
    ['FORMATS', [text(`${formats.join(', ')}. The first is the default.`)]],
    ['EXAMPLES', literal(examples.map((line) => `scopectl ${line}`).join('\n'))],
    exitStatus(),
    ['SEE ALSO', ['scopectl(1) has the flags that all commands share.']],
  ])
}

for (const topic of all.topics) {
  const [title, ...lines] = help(topic).text.split('\n')
  page(`scopectl-${topic}`, 7, `scopectl: ${title.toLowerCase()}`, [
    ['DESCRIPTION', literal(lines.join('\n').trim())],
    ['SEE ALSO', ['scopectl(1)']],
  ])
}

// Last: scripts/build-if-changed.js takes it for a sign that the build is complete.
page('scopectl', 1, 'who may call what, and why', [
  ['SYNOPSIS', ['.B scopectl', '.I COMMAND', '[flags]']],
  [
    'COMMANDS',
    all.commands.flatMap(({ name, summary }) => entry(`scopectl-${slug(name)}(1)`, summary)),
  ],
  ['GLOBAL FLAGS', flags(all.commands[0].flags.filter(isGlobal))],
  exitStatus(),
  ['SEE ALSO', [text(all.topics.map((topic) => `scopectl-${topic}(7)`).join(', '))]],
])

/** @param {...string} words */
function help(...words) {
  const args = ['bin/scopectl.js', 'help', ...words, '--json']
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

/**
 * @param {string} name
 * @param {1 | 7} section commands or conventions
 * @param {string} summary
 * @param {[title: string, lines: string[]][]} sections
 */
function page(name, section, summary, sections) {
  const parts = [
    `.TH ${name.toUpperCase()} ${section} "" "scopectl ${version}" "scopectl manual"`,
    '.SH NAME',
    text(`${name} - ${summary}`),
    ...sections.flatMap(([title, lines]) => [`.SH ${title}`, ...lines]),
  ]
  writeFileSync(`dist/man/${name}.${section}`, `${parts.join('\n')}\n`)
}

function exitStatus() {
  return [
    'EXIT STATUS',
    all.exit_codes.flatMap(({ code, meaning }) => entry(String(code), meaning)),
  ]
}

function isGlobal({ group }) {
  return group === 'Globals'
}

function argument({ name, required, variadic }) {
  const word = variadic ? `${name}...` : name
  return text(required ? word : `[${word}]`)
}

function flags(list) {
  return list.flatMap((flag) => {
    const value = flag.value === null ? '' : ` <${flag.value}>`
    const names = [flag.short, flag.long].filter((name) => name !== null).join(', ')
    const usual = flag.default === null ? '' : ` (default: ${flag.default})`
    return entry(`${names}${value}`, `${flag.description}${usual}`)
  })
}

function entry(term, description) {
  return ['.TP', `.B ${text(term)}`, text(description)]
}

/** Lines as they are. */
function literal(lines) {
  return ['.nf', ...lines.split('\n').map(text), '.fi']
}

/** Plain text on a line of its own: `.` and `'` at its start would be requests. */
function text(line) {
  return line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
    .replace(/[^\x20-\x7e]/gu, (char) => `\\[u${codePoint(char)}]`)
}

/** At least four digits, which groff requires. */
function codePoint(char) {
  return (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}

function slug(name) {
  return name.replaceAll(' ', '-')
}
