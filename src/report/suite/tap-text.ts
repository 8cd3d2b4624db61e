import { escapeText } from '../escape.js'

/** `#` would start a directive, and `\` an escape, so both are escaped. Line breaks are already `\u{a}`. */
export const tapText = (text: string): string => escapeText(text).replace(/[\\#]/g, '\\$&')
