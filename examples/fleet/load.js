import { Agent, request } from 'node:http'

const CLIENTS = 16
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })

/** One question to the fleet. @returns whether it is allowed; undefined if there is no answer */
export function ask(origin, question) {
  return new Promise((resolve) => {
    const sent = request(origin, { method: 'POST', agent }, async (response) => {
      try {
        let text = ''
        for await (const chunk of response) text += chunk
        resolve(response.statusCode === 200 ? JSON.parse(text).allow : undefined)
      } catch {
        resolve(undefined)
      }
    })
    sent.on('error', () => resolve(undefined))
    sent.end(JSON.stringify(question))
  })
}

/**
 * Asks the fleet all the time, in turn, until `stop` is called.
 * @param asked the questions
 * @param right the answers that are right now, for each question
 */
export function load(origin, asked, right) {
  const count = { asked: 0, wrong: 0, failed: 0 }
  let next = 0
  let stopped = false
  const client = async () => {
    while (!stopped) {
      const i = next++ % asked.length
      const allowed = await ask(origin, asked[i])
      count.asked++
      if (allowed === undefined) count.failed++
      else if (!right[i].includes(allowed)) count.wrong++
    }
  }
  const clients = Array.from({ length: CLIENTS }, client)
  return {
    async stop() {
      stopped = true
      await Promise.all(clients)
      return count
    },
  }
}
