import type { Segment, Template } from '../catalog/route-template.js'
import { both, type Matches } from './model.js'

/** How a router compares the parts of a path with a template. */
export interface Reading {
  /** Whether a trailing slash makes a difference. */
  readonly slashCounts: boolean
  /** Whether `{path*}` matches an empty rest. */
  readonly emptyTail: Matches
  segment(segment: Segment, part: string, isLast: boolean): Matches
}

/** Matches segment by segment. A trailing slash is an empty last part. */
export function matchParts(
  { segments, tail }: Template,
  parts: readonly string[],
  { slashCounts, emptyTail, segment }: Reading,
): Matches {
  if (tail !== undefined) {
    if (parts.length <= segments.length) return 'no'
    const rest = parts.slice(segments.length).join('/')
    return both(matchEach(segments, parts), rest === '' ? emptyTail : 'yes')
  }
  const [wanted, given] = slashCounts
    ? [segments, parts]
    : [withoutSlash(segments, isSlash), withoutSlash(parts, (part) => part === '')]
  return wanted.length === given.length ? matchEach(wanted, given) : 'no'

  function matchEach(all: readonly Segment[], texts: readonly string[]): Matches {
    let matches: Matches = 'yes'
    for (const [i, each] of all.entries()) {
      matches = both(matches, segment(each, texts[i] ?? '', i + 1 === texts.length))
      if (matches === 'no') break
    }
    return matches
  }
}

const isSlash = ({ texts }: Segment): boolean => texts.length === 1 && texts[0] === ''

/** Drops an empty last part; nothing is left of the root. */
export const withoutSlash = <T>(
  parts: readonly T[],
  isEmpty: (part: T) => boolean,
): readonly T[] => (parts.length > 0 && isEmpty(parts.at(-1) as T) ? parts.slice(0, -1) : parts)

/** Whether each text between two holes occurs only once in the part, so that there is only one way to match it. */
export function isUnambiguous({ plain }: Segment, part: string): boolean {
  return plain
    .slice(1, -1)
    .every((text) => text !== '' && part.indexOf(text) === part.lastIndexOf(text))
}
