/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Personal rufen',
    called: 'Wir haben Bescheid gesagt. Gleich kommt jemand zu Ihnen.',
    notCalled: (phone: string) => `Das Rufen geht gerade nicht. Gehen Sie zur Information oder rufen Sie an: ${phone}`,
    mask: 'Angaben verdecken',
    unmask: 'Angaben zeigen',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'Punkt',
      '-': 'Bindestrich',
      '@': 'At-Zeichen',
      _: 'Unterstrich',
      '+': 'Plus',
      ',': 'Komma',
      "'": 'Apostroph',
    },
  },
}
