import type { RequestFault } from './request-fault.js'

export type Form =
  | { readonly ok: true; readonly get: (name: string) => string | undefined }
  | { readonly ok: false; readonly why: RequestFault }

/**
 * Reads an application/x-www-form-urlencoded body as RFC 6749 §3.2 has it: no parameter twice, and one without a
 * value is as if it were not there.
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

/** Undoes the encoding of forms; undefined for what is not encoded so. */
export function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Whether the content type is that of a form, with or without its character set. */
export const isForm = (contentType: string | undefined): boolean =>
  /^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '')
