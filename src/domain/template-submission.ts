import { type Template, variablesOf } from './templates.ts'

/**
 * A template of ours in the platform's own format, as it is handed in for review (`POST /<WABA_ID>/message_templates`). The
 * reviewer is shown the business's own name. Null where it has no name there.
 */
export const submissionOf = (template: Template, businessName: string): object | null => {
  const { platform, language, body, buttons, variables } = template
  if (!platform) return null
  const names = variablesOf(template)
  const exampleOf = (name: string): string =>
    name === 'business' ? businessName : (variables[name]?.example ?? '')
  return {
    name: platform.name,
    language,
    category: platform.category,
    parameter_format: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: body,
        ...(names.length === 0
          ? {}
          : {
              example: {
                body_text_named_params: names.map((name) => ({ param_name: name, example: exampleOf(name) })),
              },
            }),
      },
      ...(buttons.length === 0
        ? []
        : [{ type: 'BUTTONS', buttons: buttons.map(({ label }) => ({ type: 'QUICK_REPLY', text: label })) }]),
    ],
  }
}
