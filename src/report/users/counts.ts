import type { UserCounts } from '../../core/users/answer.js'
import { plural } from '../words/words.js'

export const countsText = ({ users, clients }: UserCounts): string =>
  `${plural(users, 'user')}, ${plural(clients, 'client')}`
