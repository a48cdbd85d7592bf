import { createHash } from 'node:crypto'
import type { Town } from '../sync/contract/catalogue.ts'

/** The notice as a document of its own, with the policy that lets its one style through and nothing else. */
export type Notice = { readonly html: string; readonly contentSecurityPolicy: string }

const STYLE = `html{font:3.2vmin/1.5 'Fira Sans',system-ui,sans-serif;color:#14202e;background:#fff}
body{display:flex;flex-direction:column;justify-content:center;gap:4vmin;min-height:100vh;max-width:80vmin;margin:0 auto;cursor:none}
h1{font-size:1.8em;line-height:1.2;margin:0}p{margin:.6em 0 0}strong{font-size:1.3em}[lang=en]{color:#3d4a5a}`

/**
 * What stands on the screen while the page cannot be kept alive: no script, no picture, no request, so that hardly
 * anything is left to fail. German and English, since nobody can choose a language here; names the other ways to an
 * appointment (SEED S21) where the town is known.
 */
export function outOfOrderNotice(town: Pick<Town, 'name' | 'phone' | 'otherWays'> | null): Notice {
  const english = town?.otherWays.en ?? ''
  const html = `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(town?.name.de ?? 'Foyer')}</title><style>${STYLE}</style></head>
<body data-notice="out-of-order"><main>
<h1>Dieses Gerät ist außer Betrieb</h1>
<p>Hier können Sie gerade keinen Termin buchen.</p>
<p>Gehen Sie zur Information${town === null ? '.' : ` oder rufen Sie uns an:<br><strong>${escape(town.phone)}</strong>`}</p>
${town === null ? '' : `<p>${escape(town.otherWays.de)}</p>`}
</main>
<section lang="en"><p>This terminal is out of order. Please go to the information desk${town === null ? '.' : ` or call us: ${escape(town.phone)}.`}</p>
${english === '' ? '' : `<p>${escape(english)}</p>`}</section></body></html>
`
  const hash = createHash('sha256').update(STYLE).digest('base64')
  const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
  return { html, contentSecurityPolicy }
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
