/** One mail: its subject (never personal data), heading and paragraphs. `{name}` marks are filled in. */
export type MailText = { subject: string; heading: string; lead: string[]; action?: string; more?: string[] }

/** Everything that central says to a visitor in one language. A further language is one more file of this shape. */
export type Texts = {
  /** For dates, times and lists (BCP 47). */
  locale: string
  direction: 'ltr' | 'rtl'
  /** `{hour}` and `{minute}` in the language’s own way of telling it; and how a date and a time stand together. */
  clock: string
  moment: string
  facts: {
    when: string
    where: string
    way: string
    services: string
    number: string
    documents: string
    noDocuments: string
    phone: string
    standing: string
    inGerman: string
    duration: string
  }
  standings: {
    provisional: string
    requested: string
    confirmed: string
    accepted: string
    declined: string
    arrived: string
    missed: string
    cancelled: string
    expired: string
    refused: string
  }
  mails: {
    link: MailText
    received: MailText
    accepted: MailText
    declined: MailText
    moved: MailText
    cancelled: MailText
    reminder: MailText
    expired: MailText
    unanswered: MailText
    refused: MailText
    question: MailText
    earlier: MailText
  }
  mail: {
    reason: string
    alternatives: string
    again: string
    change: string
    see: string
    move: string
    cancel: string
    question: string
    noReply: string
    demonstration: string
    notYou: string
  }
  page: {
    skip: string
    yourBooking: string
    /** The same until the office has agreed, or where it never did. */
    yourWish: string
    otherLanguages: string
    demonstration: string
    calendar: string
    back: string
    confirm: {
      heading: string
      lead: string
      deadline: string
      button: string
      done: string
      doneReview: string
      doneAccepted: string
    }
    already: { heading: string; lead: string }
    late: { heading: string; lead: string; how: string }
    cancel: { open: string; heading: string; lead: string; button: string; keep: string; done: string; doneLead: string }
    move: {
      open: string
      heading: string
      lead: string
      day: string
      time: string
      pickDay: string
      button: string
      none: string
      taken: string
      done: string
      doneLead: string
      forenoon: string
      afternoon: string
      more: string
    }
    next: {
      requested: string
      provisional: string
      confirmed: string
      accepted: string
      declined: string
      arrived: string
      missed: string
      cancelled: string
      expired: string
      refused: string
    }
    answer: {
      heading: string
      label: string
      hint: string
      problem: string
      button: string
      done: string
      doneLead: string
      none: string
    }
    earlier: {
      open: string
      heading: string
      lead: string
      ask: string
      waiting: string
      leave: string
      left: string
      offer: string
      until: string
      take: string
      decline: string
      declined: string
      gone: string
    }
    over: { heading: string; lead: string }
    unknown: { heading: string; lead: string; hint: string }
    again: { heading: string; terminal: string; phone: string }
    trouble: { heading: string; lead: string }
  }
}
