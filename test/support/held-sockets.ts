import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A connection that sends this and then nothing, and stays open until the test has finished. */
export async function held(port: number, text: string): Promise<Held> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk
  })
  socket.on('error', () => {}) // the other side may close it at any time
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise((resolve) => socket.once('connect', resolve))
  if (text !== '') await new Promise((resolve) => socket.write(text, resolve))
  return { socket, closed, said: () => said }
}

export interface Held {
  readonly socket: Socket
  readonly closed: Promise<void>
  said(): string
}

/** A login with a form of this length, or only the beginning of it. */
export function login(form: string, length = form.length): string {
  const head = [
    'POST /token HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${length}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${form}`
}

/** A login with a wrong password, which costs the server a hash. */
export const WRONG = login('username=alice&password=wrong')
