import type { Channel } from '../domain/channel.ts'
import { AppError } from '../domain/errors.ts'
import type { PlatformTemplate } from '../domain/platform-template.ts'
import type { Finding, LintContext } from '../domain/template-lint/finding.ts'
import { lintTemplate } from '../domain/template-lint/lint-template.ts'
import { type Preview, previewTemplate } from '../domain/template-lint/preview.ts'
import { submissionOf } from '../domain/template-submission.ts'
import {
  listCategories,
  type Purpose,
  type Template,
  type Texts,
  wordsOfCategory,
} from '../domain/templates.ts'
import type { Services, Submitted } from './ports.ts'

/** Which template of the business's is meant. */
export interface TemplateName {
  readonly purpose: Purpose
  readonly language: string
  readonly channel?: Channel | undefined
  readonly category?: string | undefined
}

export const fileOf = ({ purpose, channel, category, language }: TemplateName): string =>
  `${[purpose, channel, category, language].filter(Boolean).join('.')}.json`

/** What of a business its texts are checked by. */
export type Checkable = Pick<Services, 'texts' | 'readReply'> & {
  readonly business: { readonly name: string }
}

/** What the linter must know of this business. */
export const lintContextOf = (
  { business, texts, readReply }: Checkable,
  more: Pick<LintContext, 'purpose' | 'category'> = {},
): LintContext => ({
  businessName: business.name,
  categories: texts.categories,
  readReply,
  ...more,
})

/** The template as it is written in its file, so that lines are those of the file. */
const sourceOf = ({ sources }: Texts, template: Template): string =>
  sources?.get(fileOf(template)) ?? JSON.stringify(template, null, 2)

/** What is wrong with a text, by the lines of its file. */
export const findingsOf = (checkable: Checkable, template: Template): readonly Finding[] =>
  lintTemplate(sourceOf(checkable.texts, template), lintContextOf(checkable)).findings

export interface KnownTemplate {
  readonly template: Template
  readonly file: string
  readonly findings: readonly Finding[]
  /** As the platform has it, at every account there; empty when it knows nothing of it. */
  readonly platform: readonly PlatformTemplate[]
}

/** Texts never change while a process runs, so each is looked at once. */
const looked = new WeakMap<Template, readonly Finding[]>()
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * The business's texts for a purpose, or those that go out as templates of the platform: with what is wrong with each and
 * what the platform makes of it.
 */
export const listTemplates = async (
  services: Services,
  purpose: Purpose | null,
): Promise<KnownTemplate[]> => {
  const known = await services.store.platformTemplates()
  const wanted = services.texts.templates.filter((one) =>
    purpose === null ? one.platform !== undefined : one.purpose === purpose,
  )
  const all: KnownTemplate[] = []
  for (const template of wanted) {
    const findings = looked.get(template) ?? findingsOf(services, template)
    if (!looked.has(template)) {
      looked.set(template, findings)
      // Looking at all of them takes a while: let others have their turn in between.
      await turn()
    }
    const { platform, language } = template
    all.push({
      template,
      file: fileOf(template),
      findings,
      platform: platform
        ? known.filter((one) => one.name === platform.name && one.language === language)
        : [],
    })
  }
  return all
}

/** Throws `template.not_found`. */
const templateNamed = ({ texts }: Services, name: TemplateName): Template => {
  const found = texts.templates.find((one) => fileOf(one) === fileOf(name))
  if (found) return found
  throw new AppError('template.not_found', `there is no text ${fileOf(name)}`, { field: 'purpose' })
}

/** Hands a template of the business's in for review at the platform. Throws `template.faulty` with what is wrong with it. */
export const submitTemplate = async (
  services: Services,
  name: TemplateName,
  accountId: string | undefined,
): Promise<
  Extract<Submitted, { outcome: 'taken' }> & { readonly name: string; readonly account: string }
> => {
  const template = templateNamed(services, name)
  const findings = findingsOf(services, template)
  if (findings.length > 0)
    throw new AppError('template.faulty', `${fileOf(name)}: ${findings[0]?.message ?? 'it has faults'}`, {
      findings,
    })
  const body = submissionOf(template, services.business.name)
  if (!body || !template.platform)
    throw new AppError(
      'template.unlinked',
      `${fileOf(name)}: it has no name at the platform, so it is never sent as a template`,
    )
  const account = services.accounts.find(
    ({ id, businessAccountId }) =>
      (accountId === undefined || id === accountId) && Boolean(businessAccountId),
  )
  const templates = account ? services.provider(account.id).templates : null
  if (!account?.businessAccountId || !templates)
    throw new AppError(
      'template.unlinked',
      'no account names the account at the platform that has the templates: set its businessAccountId',
      { field: 'account' },
    )
  const now = services.clock.now()
  const submitted = await templates.submit(body)
  if (submitted.outcome === 'refused')
    throw new AppError('template.refused', `the platform refuses it: ${submitted.code}, ${submitted.details}`)
  if (submitted.outcome === 'unreachable')
    throw new AppError(
      'platform.unreachable',
      `the platform did not answer (${submitted.why}); look at the list before you try again`,
    )
  const { status, category, templateId } = submitted
  await services.store.saveTemplateNews(
    {
      wabaId: account.businessAccountId,
      name: template.platform.name,
      language: template.language,
      templateId,
    },
    { status, ...(category === null ? {} : { category }) },
    // A webhook about it is later, whatever its second says.
    Math.floor(now / 1_000) * 1_000 - 1_000,
    now,
  )
  return { ...submitted, name: template.platform.name, account: account.id }
}

/** What a category means to the person, in their language. */
interface About {
  readonly category: string
  readonly title: string
  readonly description: string
  readonly value?: string | undefined
}

/** How people would see a template: one of the business's files, with its own name and categories, or one that is given. */
export const previewOf = (
  services: Services,
  wanted: {
    readonly name?: TemplateName | undefined
    readonly template?: unknown
    readonly categories?: readonly string[] | undefined
  },
  values: Readonly<Record<string, string>>,
): Preview & { readonly about: readonly About[] } => {
  const { business, texts } = services
  const template = wanted.name ? templateNamed(services, wanted.name) : wanted.template
  const language = wanted.name?.language ?? business.language
  const own = {
    ...(wanted.name ? { business: business.name } : {}),
    ...(wanted.categories ? { categories: listCategories(texts, wanted.categories, language) } : {}),
  }
  const preview = previewTemplate(template, { ...own, ...values })
  if (!preview)
    throw new AppError(
      'request.invalid',
      'template: it is no template: expected "purpose" and "body", or "components"',
      { field: 'template' },
    )
  const about = (wanted.categories ?? []).flatMap((category): About[] => {
    const words = wordsOfCategory(texts, category, preview.language)
    return words ? [{ category, ...words }] : []
  })
  return { ...preview, about }
}
