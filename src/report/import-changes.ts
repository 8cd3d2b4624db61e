import { requirementText } from '../core/catalog/requirement.js'
import type { Change, SettingChange, SettingValue } from '../core/openapi/merge.js'
import type { JsonOf } from './documents/dsl.js'
import type { importChange } from './documents/openapi.js'
import { escapeText } from './escape.js'
import type { Style } from './style.js'
import type { Cell } from './table.js'

const settingText = (value: SettingValue): string => escapeText([value].flat().join(' '))

/** What an import changes in a catalog, as a line of a table. */
export function changeRow(change: Change | SettingChange, style: Style): Cell[] {
  if (change.kind === 'new-role') {
    return [{ text: '+ role', paint: style.good }, change.name, change.role.scopes.join(' ')]
  }
  if (change.kind === 'role-scopes') {
    return [{ text: '~ role', paint: style.warn }, change.name, `+ ${change.added.join(' ')}`]
  }
  if (change.kind === 'setting') {
    const was = change.from === undefined ? '' : `   (was ${settingText(change.from)})`
    const sign =
      change.from === undefined
        ? { text: '+', paint: style.good }
        : { text: '~', paint: style.warn }
    return [
      { ...sign, text: `${sign.text} openapi` },
      change.key,
      `${settingText(change.to)}${was}`,
    ]
  }
  if (change.kind === 'new-scope') return [{ text: '+ scope', paint: style.good }, change.scope]
  if (change.kind === 'new-route') {
    const { name, requirement } = change.route
    return [{ text: '+ route', paint: style.good }, name, requirementText(requirement)]
  }
  const now = `${requirementText(change.to)}   (was ${requirementText(change.from)})`
  return [{ text: '~ route', paint: style.warn }, change.name, now]
}

export const changeJson = (change: Change | SettingChange): JsonOf<typeof importChange> => {
  if (change.kind === 'new-role') {
    return { kind: change.kind, role: change.name, scopes: change.role.scopes }
  }
  if (change.kind === 'role-scopes') {
    return { kind: change.kind, role: change.name, added: change.added }
  }
  if (change.kind === 'setting') {
    return { kind: change.kind, key: change.key, from: change.from ?? null, to: change.to }
  }
  if (change.kind === 'new-scope') return { kind: change.kind, scope: change.scope }
  if (change.kind === 'new-route') {
    const { name, requirement } = change.route
    return { kind: change.kind, route: name, from: null, to: requirementText(requirement) }
  }
  const [from, to] = [requirementText(change.from), requirementText(change.to)]
  return { kind: change.kind, route: change.name, from, to }
}
