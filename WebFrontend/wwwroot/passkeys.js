// Passkeys: a form with data-passkey="create" or "get" is submitted after the browser's own dialogue. What to ask for comes from
// data-options, by POST with all of the form's fields; the answer goes into the field "credential".
// What went wrong is said in the words of the form's other data attributes. Served only where it is needed.
function tell(form, text) {
  let message = form.querySelector('.passkey-error');
  if (!message) {
    message = document.createElement('p');
    message.className = 'error passkey-error';
    message.setAttribute('role', 'alert'); // put into the page before its text, so that it is read out
    form.append(message);
  }
  message.textContent = text;
}

const supported = () => typeof PublicKeyCredential === 'function'
  && 'parseCreationOptionsFromJSON' in PublicKeyCredential && 'toJSON' in PublicKeyCredential.prototype;

async function ask(form) {
  const response = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  if (!response.ok) throw response.status >= 500 ? form.dataset.away : form.dataset.stale;
  const options = await response.json();
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(credential.toJSON());
}

function explain(error, words) {
  if (typeof error === 'string') return error;
  switch (error?.name) {
    case 'NotAllowedError':
    case 'AbortError': return words.cancelled;
    case 'InvalidStateError': return words.exists;
    case 'SecurityError': return words.address;
    case 'NotSupportedError': return words.unknown;
    default: return words.away;
  }
}

document.addEventListener('submit', async event => {
  const form = event.target;
  if (!form.matches('form[data-passkey]')) return;
  event.preventDefault();
  if (form.ariaBusy === 'true') return;
  if (!supported()) {
    tell(form, form.dataset.unknown);
    return;
  }
  form.ariaBusy = 'true';
  tell(form, '');
  try {
    form.elements.credential.value = await ask(form);
    form.submit(); // past this listener
  } catch (error) {
    tell(form, explain(error, form.dataset));
    form.ariaBusy = null;
  }
});
