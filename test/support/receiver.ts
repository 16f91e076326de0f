import { createServer } from 'node:http'
import { z } from 'zod'
import { type Json, objectSchema } from './wire.ts'

export interface Call {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly json: Json
}

const eventShape = z.looseObject({ type: z.string(), data: z.looseObject({ seq: z.number() }) })
export const eventOf = (call: Call): { type: string; seq: number } => {
  const { type, data } = eventShape.parse(call.json)
  return { type, seq: data.seq }
}

/** A system of the business's that is told what happens: a real server, which answers what the test wants. */
export const openReceiver = async () => {
  const calls: Call[] = []
  let status = 200
  let location: string | null = null
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const json = objectSchema.catch({}).parse(body === '' ? {} : JSON.parse(body))
      calls.push({ path: request.url ?? '', headers, body, json })
      response.writeHead(status, location === null ? {} : { location })
      response.end('thank you')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    calls,
    to: (path: string): Call[] => calls.filter((call) => call.path === path),
    answers: (next: number, to: string | null = null): void => {
      status = next
      location = to
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>
