import { flowText } from '../flow-text.js'
import { isMap } from '../plain-map.js'
import { splitScopes } from '../scope-token.js'
import { redact } from '../secrets/redact.js'
import type { Meant } from '../shape.js'
import type { Source } from '../source.js'
import { BESIDE, meantRequirement } from './meant-requirement.js'

/** What an invalid requirement, or a role given as a list of its scopes, may have been meant as. */
export function meantIn({ value, file }: Source): Meant {
  const at = (section: string, name: unknown): unknown => {
    const entries = isMap(value) ? value[section] : undefined
    return isMap(entries) && typeof name === 'string' && Object.hasOwn(entries, name)
      ? entries[name]
      : undefined
  }
  return ([section, name, key]) => {
    if (name === undefined || BESIDE.has(String(key))) return undefined
    if (section === 'routes') {
      return meantRequirement(at(section, name)).flatMap((form) => formText(form, file))
    }
    const form = section === 'roles' && key === undefined ? meantRole(at(section, name)) : undefined
    return form && formText(form, file)
  }
}

/** Longer forms would be cut in a message. */
const LONGEST = 80

/** A form as a hint shows it; none if it may contain a secret. */
export function formText(form: unknown, file: string): readonly string[] {
  const text = flowText(form, file.endsWith('.json'))
  return text.length <= LONGEST && redact(text) === text ? [text] : []
}

function meantRole(value: unknown): object | undefined {
  const items: unknown[] = Array.isArray(value) ? value : [value]
  const scopes = items.flatMap((each) =>
    typeof each === 'string' ? splitScopes(each.replaceAll(',', ' ')) : [],
  )
  const isList = items.every((each) => typeof each === 'string' && each)
  return isList && scopes.length > 0 ? { scopes } : undefined
}
