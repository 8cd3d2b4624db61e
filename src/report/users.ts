import type { UsersAnswer } from '../core/users/answer.js'
import { escapeText } from './escape.js'

export const text = ({ of, name, file }: UsersAnswer): string =>
  `${of === 'user' ? 'password' : 'secret'} of ${escapeText(name)} is set in ${escapeText(file)}\n`

export const json = ({ did, of, name, file }: UsersAnswer): object => ({ did, of, name, file })
