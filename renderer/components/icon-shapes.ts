/** Line shapes on a 24 × 24 grid, stroke 2, round joins: one hand for the whole terminal. */
export const ICON_SHAPES = {
  'arrow-back': 'M19 12H5M11 6l-6 6 6 6',
  'arrow-on': 'M5 12h14M13 6l6 6-6 6',
  'chevron-up': 'M5 15l7-7 7 7',
  'chevron-down': 'M5 9l7 7 7-7',
  'chevron-back': 'M15 5l-7 7 7 7',
  'chevron-on': 'M9 5l7 7-7 7',
  check: 'M4.5 12.5l5 5L19.5 7',
  cross: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  globe: 'M12 3a9 9 0 100 18 9 9 0 000-18M3.5 9.5h17M3.5 14.5h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  help: 'M12 3a9 9 0 100 18 9 9 0 000-18M9.2 9.2a2.9 2.9 0 115 2c-.9.8-2.2 1.4-2.2 2.8M12 17.2v.1',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18M12 7.5V12l3 2',
  calendar: 'M5 5h14a1 1 0 011 1v13a1 1 0 01-1 1H5a1 1 0 01-1-1V6a1 1 0 011-1M4 10h16M8 3v4M16 3v4',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13M15.5 15.5L20 20',
  pin: 'M12 21c4-4.5 7-7.6 7-11a7 7 0 10-14 0c0 3.4 3 6.5 7 11M12 7.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5',
  door: 'M7 21V4h10v17M4 21h16M14 12.5v.1',
  person: 'M12 4a4 4 0 100 8 4 4 0 000-8M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  people:
    'M9 5a3.5 3.5 0 100 7 3.5 3.5 0 000-7M2.5 19.5c.5-3.4 3-5.2 6.5-5.2s6 1.8 6.5 5.2M16 5.3a3.5 3.5 0 010 6.4M18.2 14.8c1.9.7 3 2.3 3.3 4.7',
  paper: 'M6 3h8l5 5v12a1 1 0 01-1 1H6a1 1 0 01-1-1V4a1 1 0 011-1M14 3v5h5M9 13h6M9 17h6',
  coin: 'M12 4a8 8 0 100 16 8 8 0 000-16M14.8 9.2c-2.6-1.9-5.3-.4-5.3 2.8s2.7 4.700 5.300 2.800M8 11h4M8 13.300h4',
  mail: 'M4 6h16v12H4V6M4 7l8 6 8-6',
  phone:
    'M6 3h3l2 5-2.500 1.800a11 11 0 005.700 5.700L16 13l5 2v3a2 2 0 01-2.200 2C10.500 19.500 4.500 13.500 4 5.200A2 2 0 016 3',
  pencil: 'M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19 4 20M13.500 7l3.500 3.500',
  printer: 'M7 8V3h10v5M7 17H5a1 1 0 01-1-1V9a1 1 0 011-1h14a1 1 0 011 1v7a1 1 0 01-1 1h-2M7 14h10v7H7v-7',
  warning: 'M12 4l9 16H3L12 4M12 10v4.500M12 17.300v.1',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18M12 11v5.500M12 7.500v.1',
  lock: 'M6 11h12v9H6v-9M8.500 11V7.500a3.500 3.500 0 017 0V11',
  ban: 'M12 3a9 9 0 100 18 9 9 0 000-18M5.800 5.800l12.400 12.400',
  dot: 'M12 8a4 4 0 100 8 4 4 0 000-8',
  bolt: 'M13 3L5 13.500h6L10 21l8-10.500h-6L13 3',
  qr: 'M4 4h6v6H4V4M14 4h6v6h-6V4M4 14h6v6H4v-6M14 14h2.500M20 14v2.500M14 17.500V20h2.500M19 20h1',
  sound: 'M5 9.500v5h3.500L13 19V5L8.500 9.500H5M16 9a4 4 0 010 6M18.500 6.500a8 8 0 010 11',
  bell: 'M12 3.500a5.500 5.500 0 00-5.500 5.500c0 5-2 7-2 7h15s-2-2-2-7A5.500 5.500 0 0012 3.500M10 19.500a2.200 2.200 0 004 0',
  eye: 'M2.500 12C5 7.500 8.500 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-6 6.500-9.500 6.500S5 16.500 2.500 12M12 9a3 3 0 100 6 3 3 0 000-6',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4v-9',
  id: 'M3 6h18v12H3V6M8.500 9.500a2 2 0 100 4 2 2 0 000-4M5.500 16c.4-1.300 1.500-2 3-2s2.600.7 3 2M14.500 10.500h4M14.500 13.500h4',
  licence: 'M3 6h18v12H3V6M3 10h18M6.500 14h4M14.500 14h3',
  rings:
    'M8.500 9.500a5 5 0 100 10 5 5 0 000-10M15.500 9.500a5 5 0 100 10 5 5 0 000-10M10 3.500h4l1.200 2L12 9 8.800 5.500 10 3.500',
  car: 'M4 16v-3.500L6 8a2 2 0 011.900-1.300h8.200A2 2 0 0118 8l2 4.500V16M3.500 12.500h17V18h-3v-2h-11v2h-3v-5.500M7 14.300h.1M17 14.300h.1',
  heart: 'M12 20C6 15.500 3.500 12.500 3.500 9A4.500 4.500 0 0112 7a4.500 4.500 0 018.500 2c0 3.500-2.500 6.500-8.500 11',
  briefcase: 'M4 8h16v11H4V8M9 8V5h6v3M4 13h16',
  building: 'M5 21V5l7-2 7 2v16M3 21h18M9 9h1.500M13.500 9H15M9 13h1.500M13.500 13H15M10.500 21v-4h3v4',
  world: 'M12 3a9 9 0 100 18 9 9 0 000-18M3.500 9.500h17M3.500 14.500h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
  leaf: 'M5 19c0-9 5-14 15-14 0 10-5 14-11 14a5 5 0 01-3.500-1.500M5 21c1-5 4-8.500 8-10.500',
  box: 'M4 8l8-4 8 4v8l-8 4-8-4V8M4 8l8 4 8-4M12 12v8',
  backspace: 'M8.500 6H20v12H8.500L3 12l5.500-6M12 9.800l4.500 4.500M16.500 9.800L12 14.300',
  keyboard: 'M3 6h18v10H3V6M6.500 9.500h.1M10 9.500h.1M13.500 9.500h.1M17 9.500h.1M8 13h8M9 20l3-2 3 2',
  shift: 'M12 4l8 8h-4.500v7h-7v-7H4l8-8',
  seat: 'M10 4.500a1.500 1.500 0 100 .1M10 8v6h5l3 5.500M10 10.500h5M8 11a5.500 5.500 0 107 7.500',
} as const

export type IconName = keyof typeof ICON_SHAPES

/** Other names that catalogues use for their groups. */
const GROUP_ICONS: Readonly<Record<string, IconName>> = {
  'id-card': 'id',
  passport: 'id',
  documents: 'paper',
  document: 'paper',
  house: 'home',
  move: 'box',
  vehicle: 'car',
  driving: 'licence',
  family: 'people',
  baby: 'people',
  marriage: 'rings',
  work: 'briefcase',
  business: 'briefcase',
  build: 'building',
  nature: 'leaf',
  money: 'coin',
  coins: 'coin',
  health: 'heart',
}

const isIcon = (name: string): name is IconName => Object.hasOwn(ICON_SHAPES, name)

/** The icon of a service group; a sheet of paper where the name is unknown. */
export const groupIcon = (name: string): IconName => GROUP_ICONS[name] ?? (isIcon(name) ? name : 'paper')
