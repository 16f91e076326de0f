import type { SendFault } from './faults.ts'
import type { Choice } from './messages.ts'
import type { Send, TemplateSend } from './send-schema.ts'
import type { KeptTemplate, Template } from './templates.ts'

interface Parameter {
  readonly name: string
  readonly text: string
}

/** The text parameters of a template's body; positional ones are named 1, 2, … as the template names them. */
function bodyParameters(template: TemplateSend): Parameter[] {
  const body = template.components?.find(({ type }) => type === 'body')
  return (body?.parameters ?? []).map((parameter, index) => ({
    name:
      ('parameter_name' in parameter ? parameter.parameter_name : undefined)?.toString() ?? String(index + 1),
    text: 'text' in parameter ? String(parameter.text) : `(${parameter.type})`,
  }))
}

const variable = /\{\{\s*([^{}\s]+)\s*\}\}/g

/** A template that the platform lets nobody send (FACTS §7); one that it was never told of passes. */
export function stateFault(known: KeptTemplate | null): SendFault | null {
  switch (known?.status) {
    case 'PAUSED':
      return { code: 132015 }
    case 'DISABLED':
      return { code: 132016 }
    case 'PENDING':
    case 'REJECTED':
      return { code: 132001 }
    default:
      return null
  }
}

/** What the platform refuses in a template call, given what it knows of the template. */
export function templateFault(template: TemplateSend, known: Template | null): SendFault | null {
  const parameters = bodyParameters(template)
  if (parameters.some(({ text }) => /[\n\t]| {5}/.test(text))) return { code: 132018 }
  if (known?.body === undefined) return null
  const expected = new Set([...known.body.matchAll(variable)].map(([, name]) => name))
  const given = new Set(parameters.map(({ name }) => name))
  if (expected.size === given.size && [...expected].every((name) => name !== undefined && given.has(name)))
    return null
  return {
    code: 132000,
    details: `body: number of localizable_params (${given.size}) does not match the expected number of params (${expected.size})`,
  }
}

function templateText(template: TemplateSend, known: Template | null): string {
  const parameters = bodyParameters(template)
  if (known?.body === undefined) {
    const values = parameters.map(({ text }) => text).join(', ')
    return values === '' ? `[${template.name}]` : `[${template.name}] ${values}`
  }
  const values = new Map(parameters.map(({ name, text }) => [name, text]))
  return known.body.replace(variable, (whole: string, name: string) => values.get(name) ?? whole)
}

function templateChoices(template: TemplateSend, known: Template | null): Choice[] {
  const payloads = new Map<number, string>()
  for (const component of template.components ?? []) {
    if (component.type !== 'button' || component.sub_type !== 'quick_reply') continue
    const parameter = component.parameters?.find(({ type }) => type === 'payload')
    if (parameter && 'payload' in parameter) payloads.set(component.index, String(parameter.payload))
  }
  const labels = known?.buttons ?? []
  const count = Math.max(labels.length, ...[...payloads.keys()].map((index) => index + 1))
  return Array.from({ length: count }, (_, index) => {
    // A template nobody told us about: its labels are unknown, so the payload must do.
    const label = labels[index] ?? payloads.get(index) ?? `Button ${index + 1}`
    return { kind: 'quick_reply', label, payload: payloads.get(index) ?? label }
  })
}

/** The text as the customer reads it. */
export function renderText(send: Send, known: Template | null): string {
  switch (send.type) {
    case 'template':
      return templateText(send.template, known)
    case 'text':
      return send.text.body
    case 'interactive': {
      const { header, body, footer } = send.interactive
      const title = header?.type === 'text' ? String(header.text ?? '') : ''
      return [title, body.text, footer?.text ?? ''].filter((part) => part !== '').join('\n\n')
    }
  }
}

/** What the customer can tap on the message. */
export function renderChoices(send: Send, known: Template | null): Choice[] {
  if (send.type === 'template') return templateChoices(send.template, known)
  if (send.type === 'text') return []
  const { interactive } = send
  switch (interactive.type) {
    case 'button':
      return interactive.action.buttons.map(({ reply }) => ({
        kind: 'reply',
        label: reply.title,
        payload: reply.id,
      }))
    case 'list':
      return interactive.action.sections.flatMap(({ rows }) =>
        rows.map((row) => ({
          kind: 'row',
          label: row.title,
          payload: row.id,
          ...(row.description === undefined ? {} : { description: row.description }),
        })),
      )
    case 'request_contact_info':
      return []
  }
}
