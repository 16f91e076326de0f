import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { workerRoles } from '../../src/commands/roles.ts'
import { buildProgram, runAssent } from './assent.ts'

const root = join(import.meta.dirname, '..', '..')

test('docker-compose.yml has somebody for every kind of work', () => {
  const { services } = z
    .object({ services: z.record(z.string(), z.looseObject({ command: z.unknown() })) })
    .parse(parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }))
  const commands = Object.values(services).map(({ command }) => (Array.isArray(command) ? command : []))
  const worked = commands.flatMap(([name, ...roles]) => (name === 'worker' ? roles : []))
  expect([...worked].sort()).toEqual([...workerRoles].sort())
})

test('every kind of work can be asked for by its name', async () => {
  buildProgram()
  const { said } = await runAssent(['worker', '--help'])
  for (const role of workerRoles) expect(said).toContain(`"${role}"`)
})
