const linkEndings = new Set(
  'com net org io info biz co uk de fr es it nl br pt mx ar in id my ru ua pl jp cn kr vn th ke bd pk il tr app shop store pdf jpg jpeg png gif doc docx xls xlsx csv txt mp3 mp4 zip html htm php exe py js sh hwp heic odt rtf tiff mov avi apk ppt pptx xml json md svg webp'.split(
    ' ',
  ),
)

/** "unsub_queen88": words joined by underscores, with a number in it. */
function isLogin(chunk: string): boolean {
  return /^\p{L}[\p{L}\d]+(?:_[\p{L}\d]+)+[,;:!?)]*$/u.test(chunk) && /\d/u.test(chunk)
}

/** Web addresses, e-mail addresses, user names and file names are names, not words (POLICY §5.7). */
export function isLink(chunk: string): boolean {
  if (chunk.length < 3 || chunk.length > 2048) return false
  if (isLogin(chunk)) return true
  if (!chunk.includes('.') && !chunk.includes('@') && !chunk.includes('://')) return false
  if (chunk.includes('://') || chunk.startsWith('www.')) return true
  const at = chunk.indexOf('@')
  if (at === 0) return /^@[\p{L}\d_]{2}/u.test(chunk)
  const dot = chunk.lastIndexOf('.')
  if (at > 0) return dot > at
  const slash = chunk.indexOf('/')
  const host = slash > 0 ? chunk.slice(0, slash) : chunk
  const lastDot = host.lastIndexOf('.')
  if (lastDot < 2 || !/[\p{L}\d]/u.test(host.charAt(lastDot - 1))) return false
  const ending = host.slice(lastDot + 1).replace(/[^\p{L}\d]+$/u, '')
  // "Stop.My name is ..." lacks a space; nobody writes an address so.
  return !/^\p{Lu}\p{Ll}/u.test(ending) && linkEndings.has(ending.toLowerCase())
}
