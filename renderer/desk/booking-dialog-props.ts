import type { BookingDetail as BookingRecord } from '../../sync/contract/desk-records.ts'

/** What every dialog about a booking is opened with. */
export type BookingDialogProps = { booking: BookingRecord; onClose: () => void; onChanged: () => void }
