/** A line that a merge has left behind: the sides of a conflict, and with diff3 what both come from. */
const MARKER = /^(?:<{7,}|\|{7,}|={7,}|>{7,})(?=[ \r\n]|$)/m

/** The characters that every marker has: to look for one of these is much faster than to look at every line. */
export const MARKERS = ['<<<<<<<', '|||||||', '=======', '>>>>>>>'] as const

export interface ConflictMarker {
  readonly marker: string
  readonly offset: number
}

/** The first conflict marker of a text, undefined where no merge was left half done. */
export function conflictMarker(text: string): ConflictMarker | undefined {
  if (!MARKERS.some((marker) => text.includes(marker))) return undefined
  const found = MARKER.exec(text)
  return found ? { marker: found[0], offset: found.index } : undefined
}
