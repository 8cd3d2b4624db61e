import type { Norm } from '../catalog/norm.js'

/** Leading segments that many APIs have before everything else: `/api`, `/v1`, `/v1.0`. */
const COMMON = /^(?:api|v\d[\w.-]*)$/i
const LEVELS = ['public', 'authenticated', 'undecided', 'scopes'] as const

/**
 * The folder of a path: its first segment, and with `/api` or a version in front of it, these too. A segment with a
 * parameter is not part of it.
 *
 * @param path a template, such as `/api/v1/users/{id}`: its folder is `/api/v1/users`
 */
export function folderOf(path: string): string {
  const segments = path.split('/').slice(1)
  const param = segments.findIndex((segment) => segment.includes('{'))
  const fixed = (param === -1 ? segments : segments.slice(0, param)).filter((each) => each !== '')
  const own = fixed.findIndex((segment) => !COMMON.test(segment))
  return `/${(own === -1 ? fixed : fixed.slice(0, own + 1)).join('/')}`
}

/** `3 public 12 scoped`: how many of these requirements are of each level. */
export function levelCounts(norms: readonly Norm[]): string {
  return LEVELS.map(
    (level) => [norms.filter((each) => each.level === level).length, level] as const,
  )
    .filter(([count]) => count > 0)
    .map(([count, level]) => `${count} ${level === 'scopes' ? 'scoped' : level}`)
    .join(' ')
}
