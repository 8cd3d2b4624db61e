import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { amongOthers } from './shared-flags.js'

/** Parses the value of `--fail-on`: `any`, or kinds separated by commas. */
export const failOnKinds = <Kind extends string>(kinds: readonly Kind[]) => {
  const choices = ['any', ...kinds]
  return amongOthers(choices, (text): readonly Kind[] => {
    const parts = text.split(',').map((part) => part.trim())
    if (parts.includes('any')) return kinds
    return parts.map((value) => {
      const kind = kinds.find((each) => each === value)
      const suggestion = nearest(value, choices)
      return kind ?? fail('invalid-choice', { flag: '--fail-on', value, choices, suggestion })
    })
  })
}
