import type { DeskLanguage } from './use-desk.ts'

// DIN 5009:2022, and the alphabet of ICAO, for the letters that a booking number has (no I, L, O, U).
const WORDS: Readonly<Record<DeskLanguage, string>> = {
  de: 'Aachen Berlin Chemnitz Düsseldorf Essen Frankfurt Goslar Hamburg Jena Köln München Nürnberg Potsdam Quickborn Rostock Salzwedel Tübingen Völklingen Wuppertal Xanten Ypsilon Zwickau',
  en: 'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliett Kilo Mike November Papa Quebec Romeo Sierra Tango Victor Whiskey X-ray Yankee Zulu',
}

/** A booking number as it is read out on the phone: „9, Chemnitz, 2, Frankfurt – …“. */
export function spell(number: string, language: DeskLanguage): string {
  const words = WORDS[language].split(' ')
  const say = (sign: string) => words.find((word) => word.startsWith(sign)) ?? sign
  return number
    .split('-')
    .map((half) => [...half].map(say).join(', '))
    .join(' – ')
}
