import { contentHash } from '../domain/evidence.ts'
import { businessFact } from './business-fact.ts'
import type { Attachment, Services } from './ports.ts'

/** Keeps a scan or another proof as it came, named by its content in the ledger. */
export const saveAttachment = async (
  services: Services,
  contentType: string,
  bytes: Buffer,
): Promise<Attachment> => {
  const { store, newId, clock } = services
  const now = clock.now()
  const attachment: Attachment = {
    id: newId('att'),
    contentType,
    sha256: contentHash(bytes),
    bytes,
    createdAt: now,
  }
  const { id, sha256 } = attachment
  const data = { attachment: id, sha256, contentType, bytes: bytes.length }
  await store.saveAttachment(attachment, businessFact(services, 'attachment.kept', data, now))
  return attachment
}
