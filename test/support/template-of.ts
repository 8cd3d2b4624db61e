import { expect } from 'vitest'
import { parseTemplate, type Template } from '../../src/core/catalog/route-template.js'

/** A template that must be valid. */
export const templateOf = (text: string): Template => {
  const template = parseTemplate(text)
  return 'why' in template ? expect.unreachable(JSON.stringify(template)) : template
}
