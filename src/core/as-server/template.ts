import type { ServerReply } from './model.js'
import type { AnswerTable } from './schema.js'

type Facts = Readonly<Record<'scope' | 'says', string>>

/** The answer with its placeholders filled in; null where the table predicts nothing. */
export function answerText(
  { status, challenge, body }: AnswerTable,
  facts: Facts,
): Pick<ServerReply, 'status' | 'body' | 'challenge'> {
  return {
    status,
    body: body ?? null,
    challenge: challenge == null ? null : filled(challenge, facts),
  }
}

/** `Bearer[ scope="{scope}"]`: without a scope, the part in brackets is left out. */
function filled(template: string, facts: Facts): string {
  const fill = (text: string): string =>
    text.replace(/\{(scope|says)\}/g, (_, name: keyof Facts) => facts[name])
  const chosen = template.replace(/\[([^\]]*)\]/g, (_, part: string) => {
    const isEmpty = [...part.matchAll(/\{(scope|says)\}/g)].every(
      ([, name]) => facts[name as keyof Facts] === '',
    )
    return isEmpty ? '' : part
  })
  return fill(chosen)
}
