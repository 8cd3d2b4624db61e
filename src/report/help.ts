import type { HelpAnswer } from '../core/answer.js'

export const text = (answer: HelpAnswer): string => answer.text

export const json = ({ topic, text }: HelpAnswer): object => ({ topic: topic ?? null, text })
