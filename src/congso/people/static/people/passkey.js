// Passkeys without inline script. Forms say what they are by data-passkey="sign-in | use | add"; the options come as
// JSON in data-options, or for sign-in from the form's own address. The answer goes into the field named "credential".

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const withIds = (list) => (list || []).map((item) => ({ ...item, id: toBytes(item.id) }))

function forCreation (options) {
  return {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: withIds(options.excludeCredentials)
  }
}

function forRequest (options) {
  return { ...options, challenge: toBytes(options.challenge), allowCredentials: withIds(options.allowCredentials) }
}

function plain (credential) {
  const response = {}
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) response[name] = toText(credential.response[name])
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports()
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response
  }
}

async function optionsOf (form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return answer.json()
}

async function ask (form) {
  const options = await optionsOf(form)
  if (form.dataset.passkey !== 'add') {
    return navigator.credentials.get({ publicKey: forRequest(options.request_options.publicKey) })
  }
  const wanted = forCreation(options.creation_options.publicKey)
  const alone = form.querySelector('[name=passwordless]')
  wanted.authenticatorSelection = wanted.authenticatorSelection || {}
  wanted.authenticatorSelection.residentKey = alone && alone.checked ? 'required' : 'discouraged'
  wanted.authenticatorSelection.requireResidentKey = Boolean(alone && alone.checked)
  if (alone && alone.checked) wanted.authenticatorSelection.userVerification = 'required'
  return navigator.credentials.create({ publicKey: wanted })
}

function say (form, shown) {
  const note = form.querySelector('[data-passkey-error]')
  if (note) note.hidden = !shown
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const credential = form.querySelector('[name=credential]')
  if (!window.PublicKeyCredential) {
    const missing = form.querySelector('[data-passkey-missing]')
    if (missing) missing.hidden = false
    continue
  }
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    say(form, false)
    try {
      credential.value = JSON.stringify(plain(await ask(form)))
      form.submit()
    } catch {
      say(form, true)
    }
  })
}
