/** Words of what waits for somebody at the desk. */
export const deTasks = {
  title: 'Aufgaben',
  nothing: 'Keine offenen Aufgaben.',
  refused: 'Anfrage ging nicht: anrufen oder neu buchen',
  misfit: 'Passt nicht mehr in die Öffnungszeit',
  deadMail: 'E-Mail nicht zustellbar',
  earlier: 'Früherer Termin frei: anrufen',
  list: 'Aufgaben',
  earlierList: 'Früher-Liste',
  earlierNobody: 'Niemand wartet auf einen früheren Termin.',
}
