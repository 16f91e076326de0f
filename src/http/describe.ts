import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'

/** Makes the document that is generated from the schemas one that people and programs can rely on. */

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>

const node = z.record(z.string(), z.unknown())
type Node = z.infer<typeof node>

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const idempotencyKey = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      pattern: '^[\\x21-\\x7e]{1,200}$',
      description:
        'A word of your choice for this call. The same call under the same key is done once and answered the same again for a day; another call under it is refused with 422.',
    },
  },
}

const scopeNotes = {
  read: 'Needs the scope `read`.',
  write: 'Needs the scope `write`.',
  send: 'Needs the scope `send`.',
  admin: 'Needs the scope `admin`.',
} as const

/** A route's own words, with what every route has: its scope, and the key that makes a call safe to repeat. */
export const describeRoute: Transform = (document) => {
  const { schema, url } = jsonSchemaTransform(document)
  if (!schema || schema.hide) return { schema, url }
  const { scope = 'read', once = false } = document.route.config ?? {}
  const said = schema.description ? `${schema.description}\n\n` : ''
  return {
    schema: {
      ...schema,
      description: `${said}${scopeNotes[scope]}`,
      ...(once ? { headers: idempotencyKey } : {}),
    },
    url,
  }
}

const problemMedia = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

const isFault = (status: string): boolean => /^[45]/.test(status)

/** What zod writes for its own sake: the pattern of a date that has a format, the limits of a double. */
const isNoise = (key: string, value: unknown, { format, type }: Node): boolean =>
  (key === 'pattern' &&
    (format === 'date-time' || format === 'date' || format === 'uri' || type === 'integer')) ||
  (key === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
  (key === 'maximum' && value === Number.MAX_SAFE_INTEGER)

const tidy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(tidy)
  if (!isNode(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isNoise(key, inner, value))
      .map(([key, inner]) => [key, tidy(inner)]),
  )
}

/** The component schemas that something refers to, also by way of others. */
const usedSchemas = (paths: unknown, schemas: Node): Node => {
  const used = new Set<string>()
  const look = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue
      used.add(name)
      look(schemas[name] ?? null)
    }
  }
  look(paths)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
}

const describeOperation = (operation: Node): Node => {
  const summary = typeof operation.summary === 'string' ? operation.summary : 'the answer'
  const responses = Object.entries(node.parse(operation.responses)).map(([status, response]) => {
    const { description, ...rest } = node.parse(response)
    const own = description === 'Default Response' ? summary : description
    return [
      status,
      isFault(status) ? { description: own, content: problemMedia } : { description: own, ...rest },
    ]
  })
  return { ...operation, responses: Object.fromEntries(responses) }
}

/** The whole document: faults in their own media type, only the schemas that are referred to, nothing for show. */
export const describeApi = (document: object): Node => {
  const made = node.parse(tidy(document))
  const paths = Object.fromEntries(
    Object.entries(node.parse(made.paths)).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(node.parse(item)).map(([method, operation]) => [
          method,
          describeOperation(node.parse(operation)),
        ]),
      ),
    ]),
  )
  const components = node.parse(made.components)
  const schemas = usedSchemas(paths, node.parse(components.schemas))
  return { ...made, paths, components: { ...components, schemas } }
}
