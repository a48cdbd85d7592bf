import { ConsentVersion } from '../../contract/booking.ts'
import type { Offer, TownFile } from '../../contract/catalogue.ts'
import { cleaned } from '../../contract/person.ts'
import { contrast } from './contrast.ts'

/** What is wrong with a town file although its shape is right, in words for an operator; empty where nothing is. */
export function faultsOf(file: TownFile): string[] {
  return [
    ...duplicates(
      'office',
      file.offices.map(({ id }) => id),
    ),
    ...duplicates(
      'service',
      file.services.map(({ id }) => id),
    ),
    ...duplicates(
      'service group',
      file.serviceGroups.map(({ id }) => id),
    ),
    ...duplicates(
      'offer',
      file.offers.map(({ officeId, serviceId }) => `${officeId}/${serviceId}`),
    ),
    ...file.offices.flatMap(({ id, counterGroups }) =>
      duplicates(
        `counter group of ${id}`,
        counterGroups.map((group) => group.id),
      ),
    ),
    ...referenceFaults(file),
    ...file.offers.flatMap((offer) => offerFaults(offer, file)),
    ...ruleFaults(file),
    ...closureFaults(file),
    ...townFaults(file),
    ...nameFaults(file),
    ...unseenFaults(file, ''),
  ]
}

function duplicates(what: string, ids: readonly string[]): string[] {
  const seen = new Set<string>()
  const twice = ids.filter((id) => seen.size === seen.add(id).size)
  return [...new Set(twice)].map((id) => `${what} ${id} is there twice`)
}

function referenceFaults(file: TownFile): string[] {
  const groups = new Set(file.serviceGroups.map(({ id }) => id))
  const offices = new Set(file.offices.map(({ id }) => id))
  const counterGroups = new Set(file.offices.flatMap((office) => office.counterGroups.map(({ id }) => `${office.id}/${id}`)))
  const lost = (what: string, officeId: string, groupId: string) =>
    counterGroups.has(`${officeId}/${groupId}`)
      ? []
      : [`${what} points to counter group ${officeId}/${groupId}, which does not exist`]
  return [
    ...file.services.flatMap(({ id, groupId }) =>
      groups.has(groupId) ? [] : [`service ${id} points to service group ${groupId}, which does not exist`],
    ),
    ...file.offers.flatMap((offer) => lost(`offer ${nameOf(offer)}`, offer.officeId, offer.counterGroupId)),
    ...file.openingRules.flatMap((rule) => lost('an opening rule', rule.officeId, rule.counterGroupId)),
    ...file.closures.flatMap(({ officeId }) =>
      offices.has(officeId) ? [] : [`a closure points to office ${officeId}, which does not exist`],
    ),
  ]
}

const nameOf = ({ officeId, serviceId }: Offer): string => `${officeId}/${serviceId}`

function offerFaults(offer: Offer, file: TownFile): string[] {
  const name = `offer ${nameOf(offer)}`
  const here = new Set(file.offers.filter(({ officeId }) => officeId === offer.officeId).map(({ serviceId }) => serviceId))
  const faults = (offer.combinableWith ?? [])
    .filter((id) => !here.has(id))
    .map((id) => `${name} is combinable with ${id}, which the office does not offer`)
  if (!file.services.some(({ id }) => id === offer.serviceId)) faults.push(`${name} points to a service that does not exist`)
  // Without an address there is nothing to send the link to, and the booking would expire unseen.
  if (offer.confirmation === 'link' && offer.fields.email !== 'required') {
    faults.push(`${name} is confirmed by a link but does not require an e-mail address`)
  }
  return faults
}

function ruleFaults(file: TownFile): string[] {
  return file.openingRules.flatMap((rule) => {
    const name = `the opening rule of ${rule.officeId}/${rule.counterGroupId} from ${rule.from}`
    const faults: string[] = []
    if (rule.from >= rule.until) faults.push(`${name} ends before it begins`)
    if (!onTick(rule.from) || !onTick(rule.until)) faults.push(`${name} does not lie on five minutes`)
    if ((rule.validFrom ?? '') > (rule.validUntil ?? '9999')) faults.push(`${name} is valid until a day before it begins`)
    const office = file.offices.find(({ id }) => id === rule.officeId)
    if (office && rule.seats <= office.staffSeats) faults.push(`${name} leaves no seat for visitors`)
    return faults
  })
}

const onTick = (time: string): boolean => Number(time.slice(3)) % 5 === 0

function closureFaults(file: TownFile): string[] {
  return file.closures.flatMap((closure) => {
    const name = `the closure of ${closure.officeId} on ${closure.firstDay}`
    const faults: string[] = []
    if (closure.lastDay < closure.firstDay) faults.push(`${name} ends before it begins`)
    if ((closure.from ?? '00:00') >= (closure.until ?? '24:00')) faults.push(`${name} has no time`)
    return faults
  })
}

function townFaults({ town }: TownFile): string[] {
  const faults: string[] = []
  if (!zoneExists(town.zone)) faults.push(`the zone ${town.zone} is not known`)
  if (town.consent.notice.length === 0 || town.consent.version === '') faults.push('the consent has no notice or no version')
  if (!ConsentVersion.safeParse(town.consent.version).success)
    faults.push('the consent’s version is longer than the 40 characters that a booking has room for')
  for (const [name, document] of Object.entries(town.documents)) {
    if (document.de.length === 0) faults.push(`the document ${name} is empty`)
  }
  const { accent, onAccent } = town.theme
  // Text on the accent, and the accent as text on white: WCAG 2.2, 1.4.3.
  for (const [one, other] of [
    [accent, onAccent],
    [accent, '#ffffff'],
  ] as const) {
    const ratio = contrast(one, other)
    if (ratio === null) faults.push(`the theme's colours ${one} and ${other} cannot be read as #rrggbb`)
    else if (ratio < 4.5)
      faults.push(`the theme's colours ${one} and ${other} have a contrast of ${ratio.toFixed(2)}, less than 4.5`)
  }
  return faults
}

/** What stands on screens, paper and in mails as a name. */
function nameFaults({ town, offices, services, serviceGroups }: TownFile): string[] {
  const named = [
    { what: 'the town', name: town.name },
    ...offices.map(({ id, name }) => ({ what: `office ${id}`, name })),
    ...services.map(({ id, name }) => ({ what: `service ${id}`, name })),
    ...serviceGroups.map(({ id, name }) => ({ what: `service group ${id}`, name })),
  ]
  return named.flatMap(({ what, name }) =>
    Object.entries(name).flatMap(([language, text = '']) =>
      cleaned(text) === '' ? [`${what} has no name${language === 'de' ? '' : ` in ${language}`}`] : [],
    ),
  )
}

// Control characters other than a break or a tab, and those that turn the direction of what follows: paper and mails cannot show
// them, and a name could be made to read otherwise than it is.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]/

function unseenFaults(value: unknown, place: string): string[] {
  if (typeof value === 'string') {
    const code = UNSEEN.exec(value)?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    return code === undefined ? [] : [`${place} holds the character U+${code}, which cannot be shown`]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => unseenFaults(part, place === '' ? key : `${place}.${key}`))
}

function zoneExists(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('de', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
