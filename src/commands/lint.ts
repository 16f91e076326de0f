import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { BusinessSettings, Config } from '../config/config.ts'
import { AppError } from '../domain/errors.ts'
import { ownWordsSchema } from '../domain/own-words.ts'
import { type FileFinding, lintFolder, type SourceFile } from '../domain/template-lint/lint-folder.ts'
import { categorySchema } from '../domain/templates.ts'
import { replyReader } from '../reply-reader.ts'
import { shippedTemplates } from '../services.ts'

export interface LintOptions {
  readonly business?: string
  readonly languages?: string
  readonly purpose?: string
  readonly json?: boolean
}

const unreadable = (path: string): AppError =>
  new AppError('request.invalid', `${path}: is no file or folder that can be read`)

const filesAt = (path: string): string[] => {
  try {
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(path, name))
  } catch {
    throw unreadable(path)
  }
}

const sourceAt = (file: string): SourceFile => {
  try {
    return { file, text: readFileSync(file, 'utf8') }
  } catch {
    throw unreadable(file)
  }
}

/** Categories or words beside the texts, where they can be read; what is wrong with them is a finding of its own. */
const besides = <T>(folders: readonly string[], name: string, schema: z.ZodType<T>): T | null => {
  for (const folder of folders) {
    try {
      const parsed = schema.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      if (parsed.success) return parsed.data
    } catch {
      // Not there: the next folder may have it.
    }
  }
  return null
}

const businessOf = ({ businesses }: Config, id: string | undefined): BusinessSettings => {
  const found = id === undefined ? businesses[0] : businesses.find((business) => business.id === id)
  if (found) return found
  const known = businesses.map((business) => business.id).join(', ')
  throw new AppError('request.invalid', `--business: there is no business "${id}"; expected one of: ${known}`)
}

const purposeSchema = z.enum(['opt-in-request', 'message']).optional()

const isFolderOfBusiness = (files: readonly SourceFile[]): boolean =>
  files.some(({ file }) => file.split(/[/\\]/).at(-1) === 'categories.json')

const summary = (files: number, findings: readonly FileFinding[]): string => {
  const told = `${files} file${files === 1 ? '' : 's'}`
  if (findings.length === 0) return `${told}: nothing is wrong.`
  const bad = new Set(findings.map(({ file }) => file)).size
  return `${told}, ${findings.length} finding${findings.length === 1 ? '' : 's'} in ${bad} of them.`
}

/** `assent lint`: prints what is wrong as `file:line: code: message`. False when anything is. */
export const runLint = (config: Config, paths: readonly string[], options: LintOptions): boolean => {
  const business = businessOf(config, options.business)
  const purpose = purposeSchema.safeParse(options.purpose)
  if (!purpose.success) throw new AppError('request.invalid', '--purpose: expected opt-in-request or message')
  const own = business.templatesDir ?? shippedTemplates
  const files = (paths.length > 0 ? paths : [own]).flatMap(filesAt).map(sourceAt)
  const folders = [...paths.filter((path) => statSync(path).isDirectory()), own, shippedTemplates]
  const categories = besides(folders, 'categories.json', z.array(categorySchema).min(1)) ?? []
  const words = besides(folders.slice(0, -1), 'words.json', ownWordsSchema) ?? ownWordsSchema.parse({})
  const languages =
    options.languages
      ?.split(',')
      .map((code) => code.trim())
      .filter(Boolean) ?? (isFolderOfBusiness(files) ? 'theirs' : [])
  const findings = lintFolder(
    files,
    {
      businessName: business.name,
      categories,
      readReply: replyReader({ categories, words }, business.name),
      purpose: purpose.data,
    },
    languages,
  )
  if (options.json) process.stdout.write(`${JSON.stringify({ files: files.length, findings }, null, 2)}\n`)
  else {
    for (const { file, line, code, message } of findings)
      process.stdout.write(`${file}:${line}: ${code}: ${message}\n`)
    process.stdout.write(`${summary(files.length, findings)}\n`)
  }
  return findings.length === 0
}
