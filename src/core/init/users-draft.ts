import { ATTRIBUTE, type InitAnswers } from './answers.js'
import type { Draft, Value } from './draft.js'

/** The users file with the first user, who gets as much access as the answers allow. */
export function usersDraft(answers: InitAnswers): Draft {
  return {
    head: 'Who has which roles. Other keys are attributes, read by the `when` of a role in the catalog.',
    value: { version: 1, users: { [answers.user]: userValue(answers) } },
    inline: ['users/*'],
    comments: [],
    foot: [
      'More users, and clients (programs), look like this:',
      '  bob: { roles: [editor], scopes: [users:read], claims: { email: bob@example.test } }',
      '  carol: { roles: [editor], disabled: true }',
      'clients:',
      '  ci-bot: { scopes: [read] }',
    ].join('\n'),
  }
}

function userValue({ roles, everybody, admins }: InitAnswers): Value {
  if (admins !== undefined) return { [ATTRIBUTE]: true }
  const role = [...roles.keys()].find((name) => name !== everybody)
  return role === undefined ? {} : { roles: [role] }
}
