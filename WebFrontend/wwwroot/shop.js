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
  clearTimeout(noticeTimer);
  box.replaceChildren(node);
  const later = () => { noticeTimer = setTimeout(() => box.matches(':hover, :focus-within') ? later() : box.replaceChildren(), 6000); };
  later();
}

// Takes one element of the other page in place of this page's, and gives the focus back to where it was.
function take(page, selector) {
  const there = page.querySelector(selector), here = document.querySelector(selector);
  if (!there || !here) return false;
  const focused = here.dataset.focused || document.activeElement?.id;
  const quantity = document.getElementById('quantity')?.value;
  here.replaceWith(there);
  document.title = page.title;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  if (quantity && document.getElementById('quantity')) document.getElementById('quantity').value = quantity;
  prepare(there);
  return true;
}

// What is about to be replaced takes no clicks: they would be about the old one.
function hold(selector, on) {
  const element = selector && document.querySelector(selector);
  if (!element) return;
  if (on) element.dataset.focused = document.activeElement?.id ?? '';
  element.inert = on;
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
  if (!take(page, form.dataset.swap)) {
    if (url === form.action) throw new Error('not there');
    location.assign(url); // it led to another page, which says why
  }
  followCart(page);
}

// A list that is narrowed keeps its page, and the address says what it shows.
const listParts = ['#results', '#facets', '#filters-foot'];
const here = () => location.pathname + location.search;
let shown = here();

async function narrow(url) {
  const { page, ok } = await load(url);
  if (!ok || !page.querySelector(listParts[0])) throw new Error('no list');
  const scrolled = [...document.querySelectorAll('.facet-long')].map(list => list.scrollTop);
  const focused = document.activeElement?.id || document.querySelector('#facets')?.dataset.focused;
  listParts.forEach(part => take(page, part));
  document.querySelectorAll('.facet-long').forEach((list, i) => list.scrollTop = scrolled[i] ?? 0);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  history.pushState(null, '', url);
  shown = here();
}

function narrowBy(form) {
  const query = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value !== '' && !(name === 'sort' && form.elements.sort.selectedIndex === 0)));
  return narrow(`${form.getAttribute('action')}?${query}`.replace(/\?$/, ''));
}

addEventListener('popstate', () => { if (here() !== shown) location.reload(); });

document.addEventListener('submit', event => {
  const form = event.target, button = event.submitter;
  if (form.hasAttribute('data-once')) {
    if (form.ariaBusy === 'true') event.preventDefault();
    busy(form, true);
    button?.setAttribute('aria-disabled', 'true');
    return;
  }
  const work = form.hasAttribute('data-add') ? addToCart : form.dataset.swap ? swapBy : form.dataset.filter ? narrowBy : null;
  if (!work) return;
  event.preventDefault();
  if (form.ariaBusy === 'true') return;
  busy(form, true);
  if (work === narrowBy) {
    document.getElementById('results')?.setAttribute('aria-busy', 'true');
    work(form).catch(() => form.submit()).finally(() => busy(form, false));
    return;
  }
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
    navigator.clipboard?.writeText(input.value).then(() => tell(Object.assign(document.createElement('p'), { className: 'notice', textContent: copy.dataset.copied }))).catch(() => { });
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
  if (link.ariaBusy === 'true') return;
  busy(link, true);
  if (link.hasAttribute('data-filter-link')) {
    narrow(link.getAttribute('href')).then(() => document.querySelector('.list-bar')?.scrollIntoView({ block: 'nearest' })).catch(() => location.assign(link.href)).finally(() => busy(link, false));
    return;
  }
  hold(link.dataset.swap, true);
  load(link.href).then(({ page, ok }) => {
    if (!ok) throw new Error('no answer');
    if (link.dataset.swap) {
      if (!take(page, link.dataset.swap)) throw new Error('not there');
      history.replaceState(history.state, '', link.href);
      return;
    }
    const more = [...page.querySelectorAll(`${link.dataset.append} > *`)];
    document.querySelector(link.dataset.append).append(...more);
    const next = page.getElementById('more');
    next?.querySelector('[data-first-page]')?.remove();
    take(page, '#more');
    more[0]?.querySelector('a')?.focus({ preventScroll: true });
  }).catch(() => location.assign(link.href));
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
  if (event.target.hasAttribute('data-autosubmit') || form?.hasAttribute('data-autosubmit')) form.requestSubmit();
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
  document.querySelectorAll('[aria-disabled]').forEach(button => button.removeAttribute('aria-disabled'));
});

prepare(document);
