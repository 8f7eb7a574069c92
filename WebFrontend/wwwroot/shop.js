// Spares a page load where the page can do without one. Every link and form works without this file; where anything goes
// wrong here, the browser does what it would have done by itself.
const parse = html => new DOMParser().parseFromString(html, 'text/html');
const notices = () => document.getElementById('notices');
let noticeTimer;

async function load(url, options) {
  const response = await fetch(url, { ...options, headers: { accept: 'text/html' } });
  if (!response.headers.get('content-type')?.startsWith('text/html')) throw new Error(response.status);
  return { page: parse(await response.text()), url: response.url, ok: response.ok };
}

// The number at the cart follows what another page says it is.
function followCart(page) {
  const cart = page.querySelector('[data-cart]');
  if (cart) document.querySelector('[data-cart]')?.replaceChildren(...cart.childNodes);
}

function tell(node) {
  const box = notices();
  if (!box || !node) return;
  if (typeof node === 'string') node = Object.assign(document.createElement('p'), { className: 'notice', textContent: node });
  clearTimeout(noticeTimer);
  box.replaceChildren(node);
  const later = () => { noticeTimer = setTimeout(() => box.matches(':hover, :focus-within') ? later() : box.replaceChildren(), 6000); };
  later();
}

let exchanging = false; // a field that is taken out of the page says, before it goes, that it was changed

// Takes one element of the other page in place of this page's. A focus in it stays where it was; where that is gone, it goes to what
// the form names for after it, or to the head of what has come.
function take(page, selector, after) {
  const there = page.querySelector(selector), here = document.querySelector(selector);
  if (!there || !here) return false;
  const focused = here.dataset.focused ?? (here.contains(document.activeElement) ? document.activeElement.id : null);
  const quantity = document.getElementById('quantity')?.value;
  exchanging = true;
  here.replaceWith(there);
  exchanging = false;
  document.title = page.title;
  if (focused !== null) {
    const place = [focused, after].map(id => id && document.getElementById(id)).find(Boolean) ?? there.querySelector('[data-takes-focus]') ?? document.querySelector('[data-takes-focus]');
    place?.focus({ preventScroll: true });
  }
  if (quantity && document.getElementById('quantity')) document.getElementById('quantity').value = quantity;
  prepare(there);
  return true;
}

// What is about to be replaced takes no clicks: they would be about the old one.
function hold(selector, on) {
  const element = selector && document.querySelector(selector);
  if (!element) return;
  if (on && element.contains(document.activeElement)) element.dataset.focused = document.activeElement.id;
  element.inert = on;
  if (!on) delete element.dataset.focused;
}

const busy = (element, on) => on ? element.setAttribute('aria-busy', 'true') : element.removeAttribute('aria-busy');

// A visitor becomes a guest by the first add. Of two tabs that add at once the second waits for the first one's cookie: else it
// would become another guest, and what the first one added be out of sight.
async function inTurn(work) {
  if (!navigator.locks) return work(); // not there without TLS
  let begun = false;
  try {
    return await navigator.locks.request('cart', { signal: AbortSignal.timeout(5000) }, () => { begun = true; return work(); });
  } catch (error) {
    if (begun) throw error;
    return work(); // the other tab hangs
  }
}

async function addToCart(form, body) {
  const { page, ok } = await inTurn(() => load(form.action, { method: 'POST', body }));
  const said = page.querySelector('[data-notice]');
  if (!ok || !said) throw new Error('no answer');
  followCart(page);
  tell(document.importNode(said, true));
}

async function swapBy(form, body) {
  const { page, url, ok } = await inTurn(() => load(form.action, { method: 'POST', body }));
  if (!ok) throw new Error('no answer');
  if (!take(page, form.dataset.swap, form.dataset.after)) {
    if (url === form.action) throw new Error('not there');
    location.assign(url); // it led to another page, which says why
  }
  followCart(page);
}

// A list that is narrowed keeps its page, and the address says what it shows.
const here = () => location.pathname + location.search;
let shown = here();
let narrowing; // by the newest choice; an older one that is still under way is given up, because the newest says all that is chosen

const filters = () => document.getElementById('filters');
const stateOf = control => control.type === 'checkbox' || control.type === 'radio' ? control.checked : control.value;
const chosen = () => new Map([...filters()?.elements ?? []].filter(control => control.id).map(control => [control.id, stateOf(control)]));

async function narrow(url, link) {
  narrowing?.stop.abort();
  const mine = narrowing = { stop: new AbortController(), sent: chosen(), link, then: narrowing?.then };
  busy(document.getElementById('results'), true);
  try {
    const { page, ok } = await load(url, { signal: mine.stop.signal });
    if (!ok || !page.querySelector('#results')) throw new Error('no list');
    const since = [...chosen()].filter(([id, state]) => mine.sent.get(id) !== state);
    const scrolled = [...document.querySelectorAll('.facet-long')].map(list => list.scrollTop);
    ['#results', '#facets', '#filters-foot'].forEach(part => take(page, part));
    document.querySelectorAll('.facet-long').forEach((list, i) => list.scrollTop = scrolled[i] ?? 0);
    for (const [id, state] of since) {
      const control = document.getElementById(id);
      if (control) control[typeof state === 'boolean' ? 'checked' : 'value'] = state;
    }
    history.pushState(null, '', url);
    shown = here();
    const status = document.getElementById('list-status');
    if (status) status.textContent = document.getElementById('list-count')?.textContent ?? '';
  } catch (error) {
    if (error.name === 'AbortError') return; // a newer one is under way
    throw error;
  } finally {
    if (narrowing === mine) {
      narrowing = null;
      busy(document.getElementById('results'), false);
    }
  }
  mine.then?.();
}

function afterwards(work) {
  const before = narrowing.then;
  narrowing.then = () => { before?.(); work(); };
}

function narrowBy(form) {
  // What a link takes back is in the form until its answer is there.
  if (narrowing?.link) return afterwards(() => form.requestSubmit());
  const query = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value !== '' && !(name === 'sort' && form.elements.sort.selectedIndex === 0)));
  narrow(`${form.getAttribute('action')}?${query}`.replace(/\?$/, '')).catch(() => form.submit());
}

function narrowByLink(link) {
  if (narrowing?.link === link) return; // clicked twice
  // Its address knows nothing of what is under way; after that, the link in its place does.
  if (narrowing) return afterwards(() => document.getElementById(link.id)?.click());
  narrow(link.getAttribute('href'), link).then(() => document.querySelector('.list-bar')?.scrollIntoView({ block: 'nearest' })).catch(() => location.assign(link.href));
}

// A price that was being typed when an answer came is typed on in another field. The browser knows of no change in that one.
document.addEventListener('focusout', event => {
  const field = event.target;
  if (!exchanging && event.relatedTarget && field.form === filters() && field.inputMode === 'decimal' && field.value !== field.defaultValue && narrowing?.sent.get(field.id) !== field.value) field.form.requestSubmit();
});

addEventListener('popstate', () => { if (here() !== shown) location.reload(); });

document.addEventListener('submit', event => {
  const form = event.target, button = event.submitter;
  if (form.hasAttribute('data-once')) {
    if (form.ariaBusy === 'true') event.preventDefault();
    busy(form, true);
    button?.setAttribute('aria-disabled', 'true');
    return;
  }
  const work = form.hasAttribute('data-add') ? addToCart : form.dataset.swap ? swapBy : form.hasAttribute('data-filter') ? narrowBy : null;
  if (!work) return;
  event.preventDefault();
  if (work === narrowBy) return narrowBy(form);
  if (form.ariaBusy === 'true') return;
  busy(form, true);
  const body = new URLSearchParams(new FormData(form, button));
  hold(form.dataset.swap, true);
  // Where it went wrong, the page that the form belongs to says what is.
  work(form, body).catch(() => location.assign(form.dataset.home ?? '/cart')).finally(() => { busy(form, false); hold(form.dataset.swap, false); });
});

document.addEventListener('click', event => {
  const step = event.target.closest('[data-step]');
  if (step) {
    const input = step.closest('[data-stepper]').querySelector('input');
    input.stepUp(Number(step.dataset.step));
    return;
  }
  const copy = event.target.closest('[data-copy]');
  if (copy) {
    const input = document.getElementById(copy.dataset.copy);
    input.select();
    // Not there without TLS: then it is selected, to be copied by hand.
    navigator.clipboard?.writeText(input.value).then(() => tell(copy.dataset.copied)).catch(() => { });
    return;
  }
  const link = event.target.closest('a[data-append], a[data-swap], a[data-filter-link]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link) {
    const menu = document.querySelector('.menu[open]');
    if (menu && !menu.contains(event.target)) menu.open = false;
    return;
  }
  if (!plain) return;
  event.preventDefault();
  if (link.hasAttribute('data-filter-link')) return narrowByLink(link);
  if (link.ariaBusy === 'true') return;
  busy(link, true);
  hold(link.dataset.swap, true);
  load(link.href).then(({ page, ok }) => {
    if (!ok) throw new Error('no answer');
    if (link.dataset.swap) {
      if (!take(page, link.dataset.swap)) throw new Error('not there');
      history.replaceState(history.state, '', link.href);
      shown = here();
      return;
    }
    const list = document.querySelector(link.dataset.append), more = [...page.querySelectorAll(`${link.dataset.append} > *`)];
    list.append(...more);
    page.querySelector('#more [data-first-page]')?.remove();
    if (!take(page, '#more')) {
      // What was on the next page has left the shop meanwhile.
      document.getElementById('more')?.remove();
      tell(link.dataset.end);
    }
    (more[0] ?? list.lastElementChild)?.querySelector('a')?.focus({ preventScroll: true });
  }).catch(() => location.assign(link.href)).finally(() => {
    busy(link, false);
    hold(link.dataset.swap, false);
  });
});

// The cart in short, above the page. On the cart's own pages, and wherever it cannot be had, the link leads where it says.
document.addEventListener('click', event => {
  const link = event.target.closest('a[data-drawer]'), drawer = document.getElementById('drawer');
  if (event.target === drawer) drawer.close(); // beside it
  if (!link || !drawer?.showModal || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || /^\/(cart|checkout)/.test(location.pathname)) return;
  event.preventDefault();
  fetch(link.dataset.drawer, { headers: { accept: 'text/html' } }).then(async response => {
    const body = parse(await response.text()).getElementById('mini-cart-body');
    if (!response.ok || !body) throw new Error(response.status);
    drawer.replaceChildren(document.importNode(body, true));
    drawer.showModal();
  }).catch(() => location.assign(link.href));
});

document.addEventListener('change', event => {
  const form = event.target.form;
  if (!exchanging && form?.hasAttribute('data-autosubmit')) form.requestSubmit();
});

document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && document.querySelector('.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// Asks for the order until it is decided; the server holds each answer back for some seconds.
async function listen(element) {
  for (let failures = 0; element.isConnected && failures < 20;) {
    try {
      const { page, ok } = await load(element.dataset.poll);
      if (!ok) throw new Error('no answer');
      const decided = !page.querySelector('[data-poll]');
      if (decided) {
        take(page, '#order');
        return;
      }
      failures = 0;
    } catch {
      failures++;
      await new Promise(done => setTimeout(done, Math.min(1000 * failures, 10000)));
    }
  }
}

function prepare(root) {
  root.querySelectorAll('[data-stepper] [hidden], [data-copy]').forEach(button => button.hidden = false);
  const poll = root.matches?.('[data-poll]') ? root : root.querySelector('[data-poll]');
  if (poll) listen(poll);
  if (document.querySelector('[data-follow-cart]')) {
    setTimeout(() => load('/cart').then(({ page }) => followCart(page)).catch(() => { }), 500);
  }
  root.querySelector('[data-focus]')?.focus();
}

// Suggestions as one types. The arrow keys go through them, Escape puts them away; Enter in the field searches as ever.
function suggest(input, box) {
  let asking, timer, last = '';
  const links = () => [...box.querySelectorAll('a')];
  const close = () => { asking?.abort(); clearTimeout(timer); box.replaceChildren(); last = ''; };
  const say = text => box.nextElementSibling.textContent = text;
  async function ask() {
    const words = input.value.trim();
    if (words === last) return;
    if (words.length < 2) return close();
    last = words;
    asking?.abort();
    asking = new AbortController();
    try {
      const response = await fetch(`${box.dataset.suggestions}?q=${encodeURIComponent(words)}`, { signal: asking.signal, headers: { accept: 'text/html' } });
      if (!response.ok) throw new Error(response.status);
      const list = parse(await response.text()).getElementById('suggestions');
      box.replaceChildren(...(list ? [document.importNode(list, true)] : []));
      say(list ? box.dataset.found.replace('{0}', links().length) : '');
    } catch (error) {
      if (error.name !== 'AbortError') close();
    }
  }
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.form.addEventListener('keydown', event => {
    const all = links(), at = all.indexOf(document.activeElement);
    if (event.key === 'Escape' && all.length) {
      event.preventDefault();
      close();
      input.focus();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && all.length) {
      event.preventDefault();
      const next = at + (event.key === 'ArrowDown' ? 1 : -1);
      (next < 0 || next >= all.length ? input : all[next]).focus();
    }
  });
  input.form.addEventListener('focusout', event => { if (!input.form.contains(event.relatedTarget)) setTimeout(() => { if (!input.form.contains(document.activeElement)) close(); }, 150); });
}

const suggestions = document.querySelector('[data-suggestions]');
if (suggestions) suggest(suggestions.closest('form').querySelector('input[type=search]'), suggestions);

// Back from the next page by the browser's own memory: what was busy then is not any more.
addEventListener('pageshow', event => {
  if (!event.persisted) return;
  document.querySelectorAll('[aria-busy]').forEach(element => busy(element, false));
  document.querySelectorAll('[inert]').forEach(element => element.inert = false);
  document.querySelectorAll('[aria-disabled]').forEach(button => button.removeAttribute('aria-disabled'));
});

prepare(document);
