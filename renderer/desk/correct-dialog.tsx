import { useLayoutEffect, useState } from 'preact/hooks'
import { checkPerson, EMPTY_FORM, formOf, PERSON_FIELDS, type PersonIssue } from '../../sync/contract/person.ts'
import { Button } from '../components/button.tsx'
import type { BookingDialogProps } from './booking-dialog-props.ts'
import { DeskDialog } from './desk-dialog.tsx'
import { askedFields } from './asked-fields.ts'
import { focusOn } from './focus.ts'
import { PersonInput } from './person-input.tsx'
import { useChange } from './use-change.ts'
import { useDesk } from './use-desk.ts'
import { useKept } from './use-kept.ts'

/** Sets a person right (Article 16 GDPR). */
export function CorrectDialog({ booking, onClose, onChanged }: BookingDialogProps) {
  const { words, home, client } = useDesk()
  const { person } = booking
  const [form, setForm] = useKept(`correct:${booking.bookingId}`, person === null ? EMPTY_FORM : formOf(person))
  const [issues, setIssues] = useState<readonly PersonIssue[]>([])
  const change = useChange(onChanged)
  useLayoutEffect(() => void focusOn('correct-familyName'), [])
  // A request that waits for its link cannot lose the address that the link goes to.
  const kind = booking.standing === 'requested' ? 'link' : 'spoken'
  const fields = askedFields(home, booking.officeId, booking.services, kind)
  const shown = PERSON_FIELDS.filter((field) => {
    if (field === 'familyName') return true
    return (field === 'street' || field === 'postalCode' || field === 'city' ? fields.address : fields[field]) !== 'hidden'
  })
  const save = async () => {
    const checked = checkPerson(form, fields, home.today)
    if (checked.outcome === 'invalid') {
      setIssues(checked.issues)
      return
    }
    const answer = await client.correctPerson({ bookingId: booking.bookingId, person: checked.person })
    if (answer.outcome === 'invalidPerson') {
      setIssues(answer.issues)
      return
    }
    if (await change(Promise.resolve(answer))) onClose()
  }
  return (
    <DeskDialog
      title={words.detail.correctTitle}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.detail.back}</Button>
          <Button kind="primary" onPress={() => void save()}>
            {words.detail.save}
          </Button>
        </>
      }
    >
      <div class="fields">
        {shown.map((field) => (
          <PersonInput
            key={field}
            prefix="correct-"
            field={field}
            required={field === 'familyName'}
            value={form[field]}
            issue={issues.find((each) => each.field === field)}
            onInput={(value) => {
              setForm({ ...form, [field]: value })
              setIssues(issues.filter((each) => each.field !== field))
            }}
          />
        ))}
      </div>
    </DeskDialog>
  )
}
