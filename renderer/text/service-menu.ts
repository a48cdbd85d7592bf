import type { KeypadSignal } from '../../sync/contract/device.ts'
import type { Language } from '../../sync/contract/language.ts'
import type { ServiceCheck } from '../../sync/contract/service-menu.ts'
import { type CheckNotes, englishNotes, germanNotes } from './check-notes.ts'

/** The service menu speaks to caretakers and IT: German at a terminal of German visitors, else English. */
export type ServiceTexts = {
  readonly title: string
  readonly pinTitle: string
  readonly pinHint: string
  readonly pinLabel: string
  readonly erase: string
  readonly open: string
  readonly leave: string
  readonly back: string
  readonly refused: (left: number) => string
  readonly locked: (minutes: number) => string
  readonly notSet: string
  readonly silent: string
  readonly version: (version: string) => string
  readonly waiting: (count: number) => string
  readonly printTest: string
  readonly printHint: string
  readonly printed: string
  readonly close: string
  readonly closeHint: string
  readonly reopen: string
  readonly reopenHint: string
  readonly restart: string
  readonly restartHint: string
  readonly restartSure: string
  readonly forbidden: string
  readonly failed: string
  readonly checks: string
  readonly checksHint: string
  readonly checking: string
  readonly checkNames: Readonly<Record<ServiceCheck['name'], string>>
  readonly notes: CheckNotes
  readonly well: string
  readonly fault: string
  readonly screen: string
  readonly screenHint: string
  readonly lineSays: string
  readonly smaller: string
  readonly larger: string
  readonly pixels: (value: string) => string
  readonly reachSays: string
  readonly touchSays: (done: number, all: number) => string
  readonly point: (number: number) => string
  readonly keypad: string
  readonly keypadHint: string
  readonly keypadEmpty: string
  readonly noMeaning: string
  readonly signals: Readonly<Record<KeypadSignal, string>>
  readonly sound: string
  readonly soundHint: string
  readonly tones: string
  readonly speak: string
  readonly spoken: string
  readonly noVoice: string
  readonly diagnostics: string
  readonly diagnosticsHint: string
}

const de: ServiceTexts = {
  title: 'Service',
  pinTitle: 'Service-Menü',
  pinHint: 'Für Hausdienst und IT. Wer einen Termin buchen will, geht zurück.',
  pinLabel: 'PIN',
  erase: 'Letzte Ziffer löschen',
  open: 'Öffnen',
  leave: 'Zurück zum Startbildschirm',
  back: 'Zur Übersicht',
  refused: (left) => (left === 1 ? 'Die PIN ist falsch. Noch ein Versuch.' : `Die PIN ist falsch. Noch ${left} Versuche.`),
  locked: (minutes) => `Zu viele falsche PINs. Gesperrt für ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`}.`,
  notSet: 'Für dieses Gerät ist keine PIN eingerichtet (device.json, servicePins).',
  silent: 'Das Gerät antwortet nicht.',
  version: (version) => `Foyer ${version}`,
  waiting: (count) => (count === 1 ? '1 Buchung wartet auf die Zentrale' : `${count} Buchungen warten auf die Zentrale`),
  printTest: 'Probedruck',
  printHint: 'Lineal, Umlaute und Code prüfen',
  printed: 'Der Probedruck ist unterwegs.',
  close: 'Außer Betrieb nehmen',
  closeHint: 'Bleibt so, auch nach einem Neustart',
  reopen: 'Wieder in Betrieb nehmen',
  reopenHint: 'Das Terminal ist zurzeit geschlossen',
  restart: 'Neu starten',
  restartHint: 'Das Programm beginnt von vorn',
  restartSure: 'Wirklich neu starten',
  forbidden: 'Das darf diese PIN nicht.',
  failed: 'Das ist nicht gelungen.',
  checks: 'Selbsttest',
  checksHint: 'Netz, Uhr, Platte, Drucker, Ton',
  checking: 'Der Selbsttest läuft …',
  checkNames: {
    dataFolder: 'Datenordner',
    disk: 'Platte',
    bookings: 'Buchungen',
    cache: 'Zwischenspeicher',
    printer: 'Drucker',
    central: 'Netz und Zentrale',
    clock: 'Uhr',
    screen: 'Bildschirm',
    keypad: 'Tastenfeld',
    sound: 'Ton',
  },
  notes: germanNotes,
  well: 'in Ordnung',
  fault: 'Störung',
  screen: 'Bildschirm und Berührung',
  screenHint: 'Maße einstellen, Finger prüfen',
  lineSays: 'Diese Linie muss 100 mm lang sein. Mit einem Lineal messen.',
  smaller: 'kürzer',
  larger: 'länger',
  pixels: (value) => `In device.json eintragen: "pixelsPerMm": ${value}`,
  reachSays: 'Bis zu dieser Linie reicht, wer sitzt (reachLimitMm).',
  touchSays: (done, all) => `Jeden Punkt einmal berühren: ${done} von ${all}`,
  point: (number) => `Punkt ${number}`,
  keypad: 'Tastenfeld',
  keypadHint: 'Zeigt, was jede Taste bedeutet',
  keypadEmpty: 'Eine Taste drücken.',
  noMeaning: 'ohne Bedeutung',
  signals: {
    previous: 'zurück im Bild',
    next: 'weiter im Bild',
    select: 'wählen',
    back: 'einen Schritt zurück',
    repeat: 'wiederholen',
    pause: 'Pause',
    help: 'Hilfe',
    volumeUp: 'lauter',
    volumeDown: 'leiser',
    jackIn: 'Kopfhörer steckt',
    jackOut: 'Kopfhörer ist heraus',
  },
  sound: 'Ton',
  soundHint: 'Zweiton und Stimme',
  tones: 'Zweiton spielen',
  speak: 'Sprechen',
  spoken: 'Dieses Terminal kann sprechen.',
  noVoice: 'Hier ist keine eigene Stimme eingerichtet.',
  diagnostics: 'Diagnose',
  diagnosticsHint: 'Mit einem Telefon abfotografieren und der IT schicken. Keine persönlichen Daten.',
}

const en: ServiceTexts = {
  title: 'Service',
  pinTitle: 'Service menu',
  pinHint: 'For caretakers and IT. To book an appointment, go back.',
  pinLabel: 'PIN',
  erase: 'Erase the last digit',
  open: 'Open',
  leave: 'Back to the start screen',
  back: 'Overview',
  refused: (left) => (left === 1 ? 'Wrong PIN. One try left.' : `Wrong PIN. ${left} tries left.`),
  locked: (minutes) => `Too many wrong PINs. Locked for ${minutes === 1 ? 'one minute' : `${minutes} minutes`}.`,
  notSet: 'No PIN is set for this device (device.json, servicePins).',
  silent: 'The device does not answer.',
  version: (version) => `Foyer ${version}`,
  waiting: (count) => (count === 1 ? '1 booking waits for central' : `${count} bookings wait for central`),
  printTest: 'Test print',
  printHint: 'Check ruler, umlauts and code',
  printed: 'The test print is on its way.',
  close: 'Take out of service',
  closeHint: 'Stays so, also after a restart',
  reopen: 'Put back into service',
  reopenHint: 'The terminal is closed now',
  restart: 'Restart',
  restartHint: 'The program begins anew',
  restartSure: 'Really restart',
  forbidden: 'This PIN may not do that.',
  failed: 'That did not work.',
  checks: 'Self-test',
  checksHint: 'Network, clock, disk, printer, sound',
  checking: 'The self-test is running …',
  checkNames: {
    dataFolder: 'Data folder',
    disk: 'Disk',
    bookings: 'Bookings',
    cache: 'Cache',
    printer: 'Printer',
    central: 'Network and central',
    clock: 'Clock',
    screen: 'Screen',
    keypad: 'Keypad',
    sound: 'Sound',
  },
  notes: englishNotes,
  well: 'in order',
  fault: 'fault',
  screen: 'Screen and touch',
  screenHint: 'Set the measures, try the finger',
  lineSays: 'This line must be 100 mm long. Measure it with a ruler.',
  smaller: 'shorter',
  larger: 'longer',
  pixels: (value) => `Write into device.json: "pixelsPerMm": ${value}`,
  reachSays: 'A seated visitor reaches up to this line (reachLimitMm).',
  touchSays: (done, all) => `Touch every point once: ${done} of ${all}`,
  point: (number) => `Point ${number}`,
  keypad: 'Keypad',
  keypadHint: 'Shows what each key means',
  keypadEmpty: 'Press a key.',
  noMeaning: 'no meaning',
  signals: {
    previous: 'previous',
    next: 'next',
    select: 'select',
    back: 'one step back',
    repeat: 'repeat',
    pause: 'pause',
    help: 'help',
    volumeUp: 'louder',
    volumeDown: 'softer',
    jackIn: 'headset plugged in',
    jackOut: 'headset unplugged',
  },
  sound: 'Sound',
  soundHint: 'Two-tone and voice',
  tones: 'Play the two-tone',
  speak: 'Speak',
  spoken: 'This terminal can speak.',
  noVoice: 'No voice of its own is installed here.',
  diagnostics: 'Diagnostics',
  diagnosticsHint: 'Photograph it and send it to IT. No personal data.',
}

export const serviceTextsFor = (language: Language): { texts: ServiceTexts; language: 'de' | 'en' } =>
  language === 'de' || language === 'de-simple' ? { texts: de, language: 'de' } : { texts: en, language: 'en' }
