import { text } from '../../src/report/check.js'
import { catalogOf, checkOf, plain, userOf, usersOf } from './sample.js'

export const catalog = catalogOf()
export const users = usersOf(catalog)
export const bob = userOf(users, 'bob')
export const alice = userOf(users, 'alice')
export const show = async (ask: Parameters<typeof checkOf>[0]): Promise<string> =>
  text(await checkOf(ask), plain)
