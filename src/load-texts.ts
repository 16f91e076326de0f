import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from './domain/errors.ts'
import { ownWordsSchema } from './domain/own-words.ts'
import { formTextSchema, voiceTextSchema } from './domain/page-texts.ts'
import { categorySchema, purposes, type Template, type Texts, templateSchema } from './domain/templates.ts'
import './fault-words.ts'
import { tellIssue } from './tell-issue.ts'

const parseFile = <T>(directory: string, file: string, schema: z.ZodType<T>): T => {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(join(directory, file), 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError('templates.invalid', `templates/${file}: it is not readable JSON (${why})`)
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `  ${tellIssue(issue, '(the whole file)')}`)
  throw new AppError('templates.invalid', `templates/${file} has a mistake:\n${faults.join('\n')}`)
}

const filesIn = (directory: string): string[] => {
  try {
    return readdirSync(directory)
  } catch {
    throw new AppError(
      'templates.invalid',
      `ASSENT_TEMPLATES_DIR, or a business's templatesDir: ${directory} is no folder that can be read; expected a copy of templates/`,
    )
  }
}

const mustBeNamed = (file: string, named: string): void => {
  if (file !== named)
    throw new AppError('templates.invalid', `templates/${file}: by its content it must be named ${named}`)
}

/** Reads and checks `templates/`. Throws `templates.invalid`, which names the file and the field. */
export const loadTexts = (directory: string): Texts => {
  const files = filesIn(directory).filter((file) => file.endsWith('.json'))
  const isOf = (purpose: string) => (file: string) => file.startsWith(`${purpose}.`)
  const isPage = (file: string) => isOf('form')(file) || isOf('voice')(file)
  const templates = files
    .filter((file) => file !== 'categories.json' && file !== 'words.json' && !isPage(file))
    .map((file): Template => {
      const template = parseFile(directory, file, templateSchema)
      const named = [template.purpose, template.channel, template.category, template.language, 'json']
        .filter(Boolean)
        .join('.')
      mustBeNamed(file, named)
      return template
    })
  const categories = parseFile(directory, 'categories.json', z.array(categorySchema).min(1))
  for (const purpose of purposes) {
    if (
      !templates.some(
        (template) =>
          template.purpose === purpose &&
          template.language === 'en' &&
          !template.category &&
          !template.channel,
      )
    ) {
      throw new AppError(
        'templates.invalid',
        `templates/${purpose}.en.json is missing: every purpose needs English`,
      )
    }
  }
  const words = files.includes('words.json')
    ? parseFile(directory, 'words.json', ownWordsSchema)
    : ownWordsSchema.parse({})
  for (const { category } of words.categories) {
    if (!categories.some(({ key }) => key === category)) {
      throw new AppError('templates.invalid', `templates/words.json: there is no category "${category}"`)
    }
  }
  const pagesOf = <Page extends { readonly language: string }>(
    purpose: string,
    schema: z.ZodType<Page>,
  ): Page[] =>
    files.filter(isOf(purpose)).map((file) => {
      const page = parseFile(directory, file, schema)
      mustBeNamed(file, `${purpose}.${page.language}.json`)
      return page
    })
  const forms = pagesOf('form', formTextSchema)
  const voices = pagesOf('voice', voiceTextSchema)
  for (const [purpose, texts] of [
    ['form', forms],
    ['voice', voices],
  ] as const) {
    if (texts.some(({ language }) => language === 'en')) continue
    throw new AppError('templates.invalid', `templates/${purpose}.en.json is missing: English is needed`)
  }
  const sources = new Map(files.map((file) => [file, readFileSync(join(directory, file), 'utf8')]))
  return { categories, templates, words, forms, voices, sources }
}
