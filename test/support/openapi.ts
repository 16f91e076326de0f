import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { z } from 'zod'
import { objectSchema } from './wire.ts'

/** The API as its own document tells it: nothing here knows the sources. */
const schemaNode = z.looseObject({})
export type SchemaNode = z.infer<typeof schemaNode>

const content = z.record(
  z.string(),
  z.looseObject({ schema: schemaNode.optional(), example: z.unknown().optional() }),
)

const operationShape = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.array(z.string()).min(1),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.enum(['query', 'path', 'header']),
        required: z.boolean(),
        schema: schemaNode,
        description: z.string().optional(),
        example: z.unknown().optional(),
      }),
    )
    .default([]),
  requestBody: z.looseObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string(), content: content.optional() })),
})

const documentShape = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operationShape)),
  components: z.looseObject({ schemas: z.record(z.string(), schemaNode) }),
})

export interface Operation extends z.infer<typeof operationShape> {
  readonly method: string
  readonly path: string
}

export interface HttpAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

const pointer = (parts: readonly string[]): string =>
  parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')

/** Reads the document, and checks answers against it. */
export const readDocument = (json: unknown) => {
  const document = documentShape.parse(json)
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
  addFormats.default(ajv)
  ajv.addFormat('binary', true)
  ajv.addSchema({ ...objectSchema.parse(json), $id: 'https://assent.test/document' })
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Operation => ({ ...operation, method, path })),
  )

  const mustFit = (parts: readonly string[], value: unknown, what: string): void => {
    const check = ajv.getSchema(`https://assent.test/document#/${pointer(parts)}`)
    if (!check) throw new Error(`the document has nothing at ${parts.join('/')}`)
    if (!check(value)) throw new Error(`${what} is not as documented: ${ajv.errorsText(check.errors)}`)
  }

  return {
    document,
    operations,
    operation: (id: string): Operation => {
      const found = operations.find(({ operationId }) => operationId === id)
      if (!found) throw new Error(`the document has no operation ${id}`)
      return found
    },
    /** Follows a reference to the components. */
    resolve: (schema: SchemaNode): SchemaNode => {
      const { $ref } = schema
      if (typeof $ref !== 'string') return schema
      const name = $ref.split('/').at(-1) ?? ''
      return document.components.schemas[name] ?? schema
    },
    /** Throws unless the answer is one that the operation documents: status, content type and form. */
    mustBeDocumented: (operation: Operation, answer: HttpAnswer): void => {
      const { method, path, responses } = operation
      const what = `${answer.status} to ${method} ${path}`
      const key = [String(answer.status), `${Math.floor(answer.status / 100)}XX`].find(
        (one) => one in responses,
      )
      if (key === undefined) throw new Error(`${what} is not documented: ${answer.text.slice(0, 300)}`)
      const documented = responses[key]?.content
      if (!documented) {
        if (answer.text !== '') throw new Error(`${what} has a body, and none is documented`)
        return
      }
      const type = answer.contentType.split(';')[0] ?? ''
      if (!(type in documented)) throw new Error(`${what} is ${type}, which is not documented`)
      if (!type.endsWith('json') || type.endsWith('ndjson')) return
      const at = ['paths', path, method, 'responses', key, 'content', type, 'schema']
      mustFit(at, JSON.parse(answer.text), what)
    },
  }
}
export type Document = ReturnType<typeof readDocument>
