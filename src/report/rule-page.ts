import type { Example, Rule } from '../core/lint/rule.js'
import { fold } from './fold.js'
import type { Style } from './style.js'

/** Columns that are easy to read, also on a wide terminal. */
const PAGE = 80

/** `lint --explain RULE`: why there is the rule, an example that it finds, and one that it does not. */
export function rulePage(rule: Rule, style: Style): string {
  const { code, severity, why, example } = rule
  const paint = severity === 'error' ? style.bad : style.warn
  const part = (title: string, { catalog, users, tracked }: Example): string =>
    [
      '',
      style.bold(title),
      ...filesOf(catalog, users, tracked).flatMap(({ name, text }) => [
        style.dim(`  # ${name}`),
        ...lines(text).map((line) => `  ${line}`),
      ]),
    ].join('\n')
  return `${style.bold(code)}  ${paint(severity)}
${fold(why.join(' '), PAGE).join('\n')}
${part('found', example.bad)}
${part('fine', example.good)}

${style.bold('to ignore it')}
  # scopes.yaml
${lines(ignoreOf(rule))
  .map((line) => `  ${line}`)
  .join('\n')}
${code === 'unused-ignore' ? '' : 'NAME is what the finding quotes, or what it is named; * in it stands for any text.\n'}`
}

/** docs/rules/CODE.md, the same as a page. Made by \`npm run docs\`. */
export function ruleMarkdown(rule: Rule): string {
  const { code, severity, why, example } = rule
  const part = (title: string, { catalog, users, tracked }: Example): string =>
    [
      `## ${title}`,
      ...filesOf(catalog, users, tracked).map(
        ({ name, text }) => `\`${name}\`\n\n\`\`\`yaml\n${text}\`\`\``,
      ),
    ].join('\n\n')
  return `<!-- Made by \`npm run docs\` from src/core/lint/rules/${code}.ts: edit that. -->

# ${code}

Severity: ${severity}

${why.join('\n')}

${part('Found', example.bad)}

${part('Fine', example.good)}

## To ignore it

\`\`\`yaml
${ignoreOf(rule)}\`\`\`

The name is the \`name\` of the finding in \`scopectl lint --json\`; \`*\` in it stands for any text.
`
}

/** docs/rules/README.md: all of them. */
export const rulesIndex = (rules: readonly Rule[]): string =>
  `<!-- Made by \`npm run docs\`: edit the rules in src/core/lint/rules. -->

# The rules of \`scopectl lint\`

| rule | severity | what it finds |
| --- | --- | --- |
${rules.map(({ code, severity, why }) => `| [${code}](${code}.md) | ${severity} | ${firstSentence(why)} |\n`).join('')}`

/** Up to the first full stop or colon at the end of a clause. */
const firstSentence = (why: readonly string[]): string =>
  /^.*?[.:](?=\s|$)/.exec(why.join(' '))?.[0].replace(/[.:]$/, '') ?? ''

const lines = (text: string): string[] => text.trimEnd().split('\n')

function filesOf(
  catalog: string,
  users: string | undefined,
  tracked: readonly string[] | undefined,
): { name: string; text: string }[] {
  return [
    { name: 'scopes.yaml', text: catalog },
    ...(users === undefined ? [] : [{ name: 'users.yaml', text: users }]),
    ...(tracked === undefined
      ? []
      : [{ name: 'git ls-files .scopectl', text: `${tracked.join('\n') || '# nothing'}\n` }]),
  ]
}

function ignoreOf({ code }: Rule): string {
  return code === 'unused-ignore'
    ? '# not to be ignored: delete what is not needed\n'
    : `lint:\n  ignore:\n    - { rule: ${code}, name: NAME, reason: WHY }\n`
}
