import { scopectl } from '../support/scopectl.js'

export const catalog = (
  editor: string,
  more = '',
) => `${more}scopes: { read: "", write: "", other: "" }
roles:
  editor: { scopes: [${editor}] }
routes:
  GET /a: read
  POST /a: write
`
export const OLD = catalog('read')
export const NEW = catalog('read, write')
export const USERS = 'users: { ann: { roles: [editor] } }\n'

export const diff = async (cwd: string, ...args: string[]) => {
  const { exit, stdout, stderr } = await scopectl(['diff', '--json', ...args], { cwd })
  const { changes, from, to, problem } = JSON.parse(stdout)
  const said = (changes ?? []).map(
    ({
      kind,
      who,
      route,
      scopes,
      field,
    }: Record<string, never> & { who: { name: string } | null }) =>
      [kind, who?.name, route ?? field ?? scopes].filter(Boolean).join(' '),
  )
  return {
    exit,
    stderr,
    said,
    from,
    to,
    code: problem?.code,
    hint: problem?.hint,
    message: problem?.message,
  }
}
export const GAIN = ['gain editor POST /a']
export const LOSS = ['loss editor POST /a']
