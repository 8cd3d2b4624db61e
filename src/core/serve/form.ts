import type { RequestFault } from './request-fault.js'

export type Form =
  | { readonly ok: true; readonly get: (name: string) => string | undefined }
  | { readonly ok: false; readonly why: RequestFault }

/**
 * Reads an application/x-www-form-urlencoded body as required by RFC 6749 §3.2: no duplicate parameters, and one
 * without a value counts as omitted.
 */
export function readForm(body: string): Form {
  const values = new Map<string, string>()
  for (const pair of body.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decodePart(at < 0 ? pair : pair.slice(0, at))
    const value = decodePart(at < 0 ? '' : pair.slice(at + 1))
    if (name === undefined || value === undefined) {
      return { ok: false, why: { is: 'form-encoding' } }
    }
    if (values.has(name)) return { ok: false, why: { is: 'repeated-parameter' } }
    values.set(name, value)
  }
  return { ok: true, get: (name) => values.get(name) || undefined }
}

/** Undoes form encoding; undefined if the text is not encoded like that. */
export function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Whether the content type is that of a form, with or without a charset. */
export const isForm = (contentType: string | undefined): boolean =>
  /^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '')
