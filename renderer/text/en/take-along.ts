import type { takeAlong as german } from '../de/take-along.ts'

/** Words of the data on paper. */
export const takeAlong = {
  takeAlong: {
    offer: 'Take my details along as a code on paper',
    pin: 'PIN',
    pinQuestion: 'Think of four digits',
    pinHint: 'They are your PIN. Only this PIN opens the code. It is not on the paper.',
    pinTrouble: {
      easy: 'This PIN is easy to guess. Choose another one.',
      differs: 'Those were two different PINs. Choose one again.',
    },
    againQuestion: 'Once more, to be sure',
    againHint: 'Enter the same four digits.',
    print: 'Print the code',
    validUntil: (until: string) => `Valid until ${until}`,
    onlyPin: 'Readable only with your PIN',
    noSlipQuestion: 'Your code was not printed',
    noSlip: {
      tooLong: 'Your details are too long for a code on this paper. You can still book your appointment.',
      unavailable: 'This terminal cannot make codes right now. You can still book your appointment.',
      silent: 'The terminal did not answer. You can still book your appointment.',
    },
    paper: {
      queued: 'Your code is being printed',
      printing: 'Your code is being printed',
      printed: 'Take your code with you',
      failed: 'The code could not be printed.',
      maybePrinted: 'The code may be incomplete. Check the paper.',
    },
    scan: 'Scan a code instead of typing',
    scanQuestion: 'Hold your code under the scanner',
    scanHint: 'It is the paper that you took along from an earlier visit.',
    byHand: 'Fill in by hand',
    scanAgain: 'Scan again',
    openQuestion: 'Enter the PIN for your code',
    openHint: 'The four digits that you chose back then.',
    open: 'Fill in the form',
    wrongPin: (left: number) => `This PIN is not right. Tries left: ${left}.`,
    refused: {
      damaged: {
        title: 'This code cannot be read',
        body: 'It is damaged, cut off or not one of ours. Smooth the paper and scan again, or fill in your details by hand.',
      },
      foreign: {
        title: 'This code is not from here',
        body: 'It comes from another town or is very old. Our terminals cannot open it. Fill in your details by hand.',
      },
      locked: {
        title: 'This code is locked',
        body: 'There were too many wrong PINs. It will work here again tomorrow. Fill in your details by hand.',
      },
      unavailable: {
        title: 'Codes do not work here right now',
        body: 'This terminal has not been connected to the town hall yet. Fill in your details by hand.',
      },
      silent: { title: 'The terminal is not answering', body: 'Scan again or fill in your details by hand.' },
    },
    expired: {
      title: 'This code has expired',
      body: (day: string) => `It was valid until ${day}. Fill in your details by hand. Then you can take a new code along.`,
    },
    filled: 'Your details are filled in. Check that everything is still right.',
  },
} satisfies typeof german
