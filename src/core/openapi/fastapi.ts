import { isMembers } from './document.js'

/**
 * Whether FastAPI may have written this `security` for schemes that are all required: it gives each scheme an
 * alternative of its own, so a reader cannot tell "one of them" from "all of them".
 *
 * FastAPI is recognized by the operation id that it generates (function, path and method), since nothing else in the
 * document has its name.
 */
export function mayRequireAll(
  operation: { readonly method: string; readonly path: string; readonly id: unknown },
  security: unknown,
): boolean {
  if (!Array.isArray(security) || security.length < 2 || !isGeneratedId(operation)) return false
  const schemes = security.map((entry) => (isMembers(entry) ? Object.keys(entry) : []))
  return (
    schemes.every(({ length }) => length === 1) && new Set(schemes.flat()).size === schemes.length
  )
}

/** `list_items` at `GET /items/{item_id}`: `list_items_items__item_id__get`. */
function isGeneratedId(operation: { method: string; path: string; id: unknown }): boolean {
  const { method, path, id } = operation
  const end = `${path.replace(/[^\p{L}\p{N}_]/gu, '_')}_${method.toLowerCase()}`
  return typeof id === 'string' && id.length > end.length && id.endsWith(end)
}
