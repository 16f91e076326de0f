import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5d3b"/><path d="M8 17l5 5 11-12" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>'

const style = `
:root { --accent: #0b5d3b; }
body { background: #f4f6f4; }
.swagger-ui { font-family: system-ui, sans-serif; }
.swagger-ui .topbar { display: none; }
.swagger-ui .info { margin: 2rem 0 1rem; }
.swagger-ui .info .title, .swagger-ui .opblock-tag { color: #1b1f23; font-family: inherit; }
.swagger-ui .info .title small.version-stamp, .swagger-ui .btn.execute { background: var(--accent); border-color: var(--accent); }
.swagger-ui .btn.authorize { color: var(--accent); border-color: var(--accent); }
.swagger-ui .btn.authorize svg { fill: var(--accent); }
.swagger-ui .scheme-container { background: #fff; border: 1px solid #d0d7de; border-radius: .75rem; box-shadow: none; }
`

/** The page at /docs in Assent's own clothes: its name, its colours, no bar of the tool that draws it. */
export const docsPage: Pick<FastifySwaggerUiOptions, 'theme' | 'uiConfig' | 'logo'> = {
  theme: {
    title: 'Assent: the API',
    css: [{ filename: 'assent.css', content: style }],
    favicon: [{ filename: 'assent.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: icon }],
  },
  logo: { type: 'image/svg+xml', content: icon },
  uiConfig: { docExpansion: 'list', deepLinking: true, defaultModelsExpandDepth: 0, tryItOutEnabled: false },
}
