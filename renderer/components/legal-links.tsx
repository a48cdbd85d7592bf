import { useState } from 'preact/hooks'
import { useVisit } from '../use-visit.ts'
import { CallStaff } from './call-staff.tsx'
import { DocumentDialog } from './document-dialog.tsx'
import './legal-links.css'

const LINKS = ['imprint', 'privacy', 'accessibility'] as const

/** Imprint, privacy and accessibility: on every screen, as dialogs. */
export function LegalLinks() {
  const { t } = useVisit()
  const [open, setOpen] = useState<(typeof LINKS)[number] | null>(null)
  return (
    <nav class="links" aria-label={t.links.label}>
      {LINKS.map((link) => (
        <button key={link} type="button" class="links-link small" aria-haspopup="dialog" onClick={() => setOpen(link)}>
          {t.links[link]}
        </button>
      ))}
      <CallStaff />
      {open && <DocumentDialog which={open} title={t.links[open]} onClose={() => setOpen(null)} />}
    </nav>
  )
}
