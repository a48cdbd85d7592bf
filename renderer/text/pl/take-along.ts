import type { takeAlong as german } from '../de/take-along.ts'

/** Words of the data on paper. */
export const takeAlong = {
  takeAlong: {
    offer: 'Zabrać moje dane jako kod na papierze',
    pin: 'PIN',
    pinQuestion: 'Proszę wymyślić cztery cyfry',
    pinHint: 'To jest Pani lub Pana PIN. Tylko nim można otworzyć kod. Nie ma go na papierze.',
    pinTrouble: {
      easy: 'Ten PIN łatwo odgadnąć. Proszę wybrać inny.',
      differs: 'To były dwa różne PIN-y. Proszę wybrać jeszcze raz.',
    },
    againQuestion: 'Jeszcze raz, dla pewności',
    againHint: 'Proszę wpisać te same cztery cyfry.',
    print: 'Drukuj kod',
    validUntil: (until: string) => `Ważny do ${until}`,
    onlyPin: 'Czytelny tylko z PIN-em',
    noSlipQuestion: 'Kod nie został wydrukowany',
    noSlip: {
      tooLong: 'Dane są za długie na kod na tym papierze. Nie ma to wpływu na wizytę.',
      unavailable: 'To urządzenie nie może teraz tworzyć kodów. Nie ma to wpływu na wizytę.',
      silent: 'Urządzenie nie odpowiedziało. Nie ma to wpływu na wizytę.',
    },
    paper: {
      queued: 'Kod jest drukowany',
      printing: 'Kod jest drukowany',
      printed: 'Proszę zabrać kod',
      failed: 'Nie udało się wydrukować kodu.',
      maybePrinted: 'Kod może być niepełny. Proszę sprawdzić papier.',
    },
    scan: 'Zeskanować kod zamiast pisać',
    scanQuestion: 'Proszę przyłożyć kod do skanera',
    scanHint: 'To papier zabrany podczas wcześniejszej wizyty.',
    byHand: 'Wpiszę dane ręcznie',
    scanAgain: 'Skanuj jeszcze raz',
    openQuestion: 'Proszę wpisać PIN do kodu',
    openHint: 'Cztery cyfry wybrane wtedy.',
    open: 'Wypełnij formularz',
    wrongPin: (left: number) => `Ten PIN jest nieprawidłowy. Pozostałe próby: ${left}.`,
    refused: {
      damaged: {
        title: 'Tego kodu nie da się odczytać',
        body: 'Jest uszkodzony, ucięty albo nie nasz. Proszę wygładzić papier i skanować jeszcze raz albo wpisać dane ręcznie.',
      },
      foreign: {
        title: 'Ten kod nie jest stąd',
        body: 'Pochodzi z innego miasta albo jest bardzo stary. Nasze urządzenia nie mogą go otworzyć. Proszę wpisać dane ręcznie.',
      },
      locked: {
        title: 'Ten kod jest zablokowany',
        body: 'Było za dużo błędnych PIN-ów. Tutaj zadziała znowu jutro. Proszę wpisać dane ręcznie.',
      },
      unavailable: {
        title: 'Kody teraz tu nie działają',
        body: 'To urządzenie nie miało jeszcze połączenia z ratuszem. Proszę wpisać dane ręcznie.',
      },
      silent: { title: 'Urządzenie teraz nie odpowiada', body: 'Proszę skanować jeszcze raz albo wpisać dane ręcznie.' },
    },
    expired: {
      title: 'Ten kod stracił ważność',
      body: (day: string) => `Był ważny do ${day}. Proszę wpisać dane ręcznie. Potem można zabrać nowy kod.`,
    },
    filled: 'Dane są wpisane. Proszę sprawdzić, czy wszystko się jeszcze zgadza.',
  },
} satisfies typeof german
