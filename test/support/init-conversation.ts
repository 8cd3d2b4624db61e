import { type Conversation, ENTER } from './conversation.js'
import { runProcess } from './run-process.js'
import { wrapperDir } from './scopectl.js'

export const FILES = [
  'scopes.yaml',
  'users.yaml',
  'scopes.test.yaml',
  'access.lock',
  '.gitattributes',
]

export const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]+m`)

export const QUESTIONS = [
  /A file with your users/,
  /Scopes, separated by spaces/,
  /Roles, separated by spaces/,
  /Which role does every user have/,
  /Which role do users with is_admin/,
  /Scopes of reader/,
  /Scopes of editor, in addition to read/,
  /Scopes of admin, in addition to read/,
  /Which routes/,
  /How are tokens signed/,
  /Issuer/,
  /Audience/,
  /Name of a first user/,
  /Write scopes\.yaml, users\.yaml, scopes\.test\.yaml, access\.lock, \.gitattributes\?/,
]

export async function enterUpTo(last: RegExp, talk: Conversation): Promise<void> {
  for (const question of QUESTIONS) {
    if (question.source === last.source) return
    await talk.answer(question, ENTER)
  }
}

export const SHOP = {
  openapi: '3.1.0',
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: '/token',
            scopes: { 'items:read': 'See what is on the shelves' },
          },
        },
      },
    },
  },
  paths: { '/items': { get: { security: [{ oauth: ['items:read'] }] } }, '/login': { post: {} } },
}

/** Runs a line as a shell would, with the program under test as `scopectl`. */
export function shell(line: string, cwd: string) {
  const PATH = `${wrapperDir()}:${process.env['PATH']}`
  return runProcess('sh', ['-c', line], { cwd, env: { PATH, HOME: cwd, NO_COLOR: '1' } })
}
