import type { takeAlong as german } from '../de/take-along.ts'

/** Words of the data on paper. */
export const takeAlong = {
  takeAlong: {
    offer: 'Zabierz moje dane jako kod na papierze',
    pin: 'PIN',
    pinQuestion: 'Wymyśl cztery cyfry',
    pinHint: 'To jest Twój PIN. Tylko nim można otworzyć kod. Nie ma go na papierze.',
    pinTrouble: {
      easy: 'Ten PIN łatwo odgadnąć. Wybierz inny.',
      differs: 'To były dwa różne PIN-y. Wybierz jeszcze raz.',
    },
    againQuestion: 'Jeszcze raz, dla pewności',
    againHint: 'Wpisz te same cztery cyfry.',
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
      printed: 'Zabierz kod',
      failed: 'Nie udało się wydrukować kodu.',
      maybePrinted: 'Kod może być niepełny. Sprawdź papier.',
    },
    scan: 'Zeskanuj kod zamiast pisać',
    scanQuestion: 'Przyłóż kod do czytnika',
    scanHint: 'To papier zabrany podczas wcześniejszej wizyty.',
    byHand: 'Wpiszę dane ręcznie',
    scanAgain: 'Zeskanuj jeszcze raz',
    openQuestion: 'Wpisz PIN do kodu',
    openHint: 'Cztery cyfry wybrane wtedy.',
    open: 'Wypełnij formularz',
    wrongPin: (left: number) => `Ten PIN jest nieprawidłowy. Pozostałe próby: ${left}.`,
    refused: {
      damaged: {
        title: 'Tego kodu nie da się odczytać',
        body: 'Jest uszkodzony, ucięty albo nie nasz. Wygładź papier i zeskanuj jeszcze raz albo wpisz dane ręcznie.',
      },
      foreign: {
        title: 'Ten kod nie jest stąd',
        body: 'Pochodzi z innego miasta albo jest bardzo stary. Nasze urządzenia nie mogą go otworzyć. Wpisz dane ręcznie.',
      },
      locked: {
        title: 'Ten kod jest zablokowany',
        body: 'Było za dużo błędnych PIN-ów. Tutaj zadziała znowu jutro. Wpisz dane ręcznie.',
      },
      unavailable: {
        title: 'Kody teraz tu nie działają',
        body: 'To urządzenie nie miało jeszcze połączenia z ratuszem. Wpisz dane ręcznie.',
      },
      silent: { title: 'Urządzenie teraz nie odpowiada', body: 'Zeskanuj jeszcze raz albo wpisz dane ręcznie.' },
    },
    expired: {
      title: 'Ten kod stracił ważność',
      body: (day: string) => `Był ważny do ${day}. Wpisz dane ręcznie. Potem możesz zabrać nowy kod.`,
    },
    filled: 'Dane są wpisane. Sprawdź, czy wszystko się jeszcze zgadza.',
  },
} satisfies typeof german
