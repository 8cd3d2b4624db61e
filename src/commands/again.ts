import type { GlobalOptions } from './shared-flags.js'

/** The globals that an answer depends on, as words of a line that asks again. */
export function globalWords({
  catalog,
  usersFile,
  profile,
  env,
  at,
  leeway,
}: Partial<GlobalOptions>): string[] {
  const flag = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : value.startsWith('-') ? [`${name}=${value}`] : [name, value]
  const time = typeof at === 'number' ? new Date(at * 1000).toISOString().replace('.000', '') : at
  return [
    ...flag('--catalog', catalog),
    ...flag('--users-file', usersFile),
    ...flag('--profile', profile),
    ...flag('--env', env),
    ...flag('--at', time),
    ...flag('--leeway', leeway ? `${leeway}s` : undefined),
  ]
}
