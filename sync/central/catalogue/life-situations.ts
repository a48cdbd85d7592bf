import type { ServiceGroup } from '../../contract/catalogue.ts'

type Situation = { readonly group: ServiceGroup; readonly words: RegExp }

const situation = (id: string, icon: string, de: string, simple: string, en: string, words: RegExp): Situation => ({
  group: { id, icon, name: { de, 'de-simple': simple, en } },
  words,
})

// In this order: the first whose words a service's own name has, then its keywords, then its office.
const SITUATIONS: readonly Situation[] = [
  situation(
    'aufenthalt',
    'globe',
    'Aufenthalt und Einbürgerung',
    'In Deutschland leben',
    'Residence and naturalisation',
    /aufenthalt|einbürger|staatsangehörig|niederlassung|visum|asyl|duldung|freizügig|zuwanderung|ausländ(?:er|isch)(?!.*(?:führerschein|fahrzeug))|einreise|\beat\b|familiennachzug|verpflichtungserklärung|au-pair|blaue karte|notfall-hilfe|beschäftigung|arbeitserlaubnis|nebenbestimmung/i,
  ),
  situation(
    'fuehrerschein',
    'licence',
    'Führerschein',
    'Führerschein',
    'Driving licence',
    /führerschein|fahrerlaubnis|fahrschul|fahrlehrer|personenbeförder|fahreignung|fahrerkarte|fahrerqualifi/i,
  ),
  situation(
    'fahrzeug',
    'car',
    'Auto und Fahrzeug',
    'Auto und Motor-Rad',
    'Car and vehicle',
    /fahrzeug|kfz|kennzeichen|zulassung|parkausweis|oldtimer|\bhalter|taxi|mietwagen|güter(?:kraft|beförder)|parken/i,
  ),
  situation(
    'ausweis',
    'id-card',
    'Ausweis und Pass',
    'Ausweis und Pass',
    'ID card and passport',
    /personalausweis|reisepass|zweitpass|\bpass\b|\beid\b|ausweis/i,
  ),
  situation(
    'lebensereignis',
    'rings',
    'Heirat, Geburt und Todesfall',
    'Heirat, Geburt und Tod',
    'Marriage, birth and death',
    /ehe(?:schließ|fähig|urkunde|\b)|heirat|trauung|geburt|vaterschaft|sterb|todesfall|kirchenaustritt|lebenspartner|namens(?:änderung|erklärung)|vornamen|geschlecht|standesamt|personenstand/i,
  ),
  situation(
    'wohnen',
    'home',
    'Wohnen und Umziehen',
    'Wohnen und Umziehen',
    'Housing and moving',
    /wohnsitz|wohnung|umzug|miet|wohngeld|melderegister|sperre/i,
  ),
  situation(
    'familie',
    'family',
    'Familie und Kinder',
    'Familie und Kinder',
    'Family and children',
    /kinder|eltern|unterhalt|jugend(?:amt|hilfe)|familie|\bkita|betreuung/i,
  ),
  situation(
    'arbeit',
    'briefcase',
    'Arbeit und Gewerbe',
    'Arbeit und Gewerbe',
    'Work and business',
    /gewerbe|gaststätt|makler|bewacher|versteiger|pfandleih|handwerk|gewerberegister/i,
  ),
  situation(
    'geld',
    'coins',
    'Geld, Rente und Unterstützung',
    'Geld und Hilfe',
    'Money, pension and support',
    /rente|kontenklärung|bafög|ausbildungsförder|versicherung|sozial|hilfe|förder|schuld|rehabilitation/i,
  ),
  situation(
    'bauen',
    'building',
    'Bauen und Grundstück',
    'Bauen und Grund-Stück',
    'Building and property',
    /bau(?!m)|grundstück|entwässerung|plan(?:einsicht|ung)|vermessung(?!stermin)|denkmal/i,
  ),
  situation(
    'sicherheit',
    'shield',
    'Sicherheit und Ordnung',
    'Sicherheit und Ordnung',
    'Safety and public order',
    /waffe|munition|sprengstoff|feuer|schieß|brand|veranstaltung|pyrotechnik|atemschutz/i,
  ),
  situation(
    'freizeit',
    'paw',
    'Tiere und Freizeit',
    'Tiere und Frei-Zeit',
    'Animals and leisure',
    /\bhund|\btiere?\b|veterinär|fischer|jagd|angel(?:n|schein)|\bsport|fund(?:sache|büro)|fahrrad/i,
  ),
  situation(
    'nachweise',
    'document',
    'Nachweise und Beglaubigungen',
    'Bescheinigungen',
    'Certificates and certified copies',
    /beglaubig|zeugnis|bescheinigung|urkunde|bestätigung|auskunft|nachweis/i,
  ),
]
const OTHER = situation('weitere', 'info', 'Weitere Anliegen', 'Andere Themen', 'Other matters', /$^/)

/** All groups that services may fall into, in the order in which they are shown. */
export const LIFE_SITUATIONS: readonly ServiceGroup[] = [...SITUATIONS, OTHER].map(({ group }) => group)

/** The life situation that a service belongs to, guessed from texts in falling order of weight. */
export function situationOf(texts: readonly string[]): string {
  for (const text of texts) {
    const found = SITUATIONS.find(({ words }) => words.test(text))
    if (found) return found.group.id
  }
  return OTHER.group.id
}
