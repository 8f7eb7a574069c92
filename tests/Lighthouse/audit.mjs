// Measures the shop's pages: node audit.mjs SHOP CHROMIUM RUNS PAGE…
// Each run is a line of JSON on standard output; AppHost/Standalone/Lighthouse.cs makes a table of them.
import http from 'node:http';
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

const [shop, chromium, runs, ...wanted] = process.argv.slice(2);
const WarmUps = 30;
const Attempts = 3;

// In the order in which one buys, because the browser keeps its cookies: the first four are seen by a visitor who has none.
const pages = {
  home: { at: () => '/', indexed: true },
  department: { at: () => '/c/clothing', indexed: true },
  search: { at: () => '/search?q=mug' },
  product: { at: () => '/p/heavy-t-shirt', indexed: true },
  cart: { at: fillCart },
  checkout: { at: async page => { await fillCart(page); return '/checkout'; } },
  confirmation: { at: order },
};

// Chromium trusts http://localhost as it does HTTPS (https://w3c.github.io/webappsec-secure-contexts/#localhost): it keeps Secure cookies,
// also those named __Host-, and upgrade-insecure-requests leaves addresses of its own alone. So the shop runs here as it does in Production.
// --no-sandbox: root cannot have one.
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ['--headless=new', '--disable-background-networking', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const page = await browser.newPage();
  for (const name of wanted) {
    const url = new URL(await pages[name].at(page), shop).href;
    await warm(page, url);
    for (let run = 1; run <= runs; run++) {
      console.log(JSON.stringify({ page: name, run, ...(await measure(url, pages[name].indexed ?? false)) }));
    }
  }
} finally {
  await browser.close();
}

// In a tab of its own, without what the last run left in memory; Lighthouse itself empties the browser's cache and leaves the cookies.
async function measure(url, indexed) {
  const page = await browser.newPage();
  try {
    for (let attempt = 1; ; attempt++) {
      const { lhr } = await lighthouse(url, {
        output: 'json',
        logLevel: 'silent',
        onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
        skipAudits: indexed ? [] : ['is-crawlable'], // noindex by intent
        disableFullPageScreenshot: true,
      }, undefined, page);
      if (!lhr.runtimeError) return await describe(page, lhr, url, indexed);
      // Chromium's trace is not always complete: there is no score then, neither a good nor a bad one.
      console.error(`${url}: ${lhr.runtimeError.message}`);
      if (attempt === Attempts) throw new Error(`${url} could not be measured in ${Attempts} attempts.`);
    }
  } finally {
    await page.close();
  }
}

async function describe(page, lhr, url, indexed) {
  if (lhr.finalDisplayedUrl !== url) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}.`);
  const value = audit => lhr.audits[audit].numericValue;
  const files = async type => {
    const own = lhr.audits['network-requests'].details.items.filter(item => item.resourceType === type && item.url.startsWith(shop));
    return Promise.all([...new Set(own.map(item => item.url))].map(async file => ({ path: new URL(file).pathname, bytes: await size(page, file) })));
  };
  return {
    path: new URL(url).pathname + new URL(url).search,
    indexed,
    scores: Object.fromEntries(Object.values(lhr.categories).map(category => [category.id, Math.round(category.score * 100)])),
    cls: value('cumulative-layout-shift'),
    lcp: value('largest-contentful-paint'),
    tbt: value('total-blocking-time'),
    benchmark: lhr.environment.benchmarkIndex,
    html: await size(page, url),
    scripts: await files('Script'),
    styles: await files('Stylesheet'),
    failing: Object.values(lhr.categories).flatMap(category => category.auditRefs
      .map(ref => lhr.audits[ref.id])
      .filter(audit => audit.score !== null && audit.score < (category.id === 'performance' ? 0.9 : 1) && audit.scoreDisplayMode !== 'informative')
      .map(audit => ({ category: category.id, id: audit.id, title: audit.title, value: audit.displayValue ?? null, node: firstNode(audit.details) }))),
  };
}

// An audit's details are tables in tables; somewhere in the first row stands what it is about.
function firstNode(details) {
  let fallback = null;
  const find = thing => {
    if (thing === null || typeof thing !== 'object') return null;
    if (thing.type === 'node' && thing.snippet) return `${thing.snippet} at ${thing.selector}`;
    fallback ??= typeof thing.description === 'string' ? thing.description : typeof thing.url === 'string' ? thing.url : null;
    for (const inner of Object.values(thing)) {
      const found = find(inner);
      if (found) return found;
    }
    return null;
  };
  return find(details?.items) ?? fallback;
}

async function warm(page, url) {
  for (let i = 0; i < WarmUps; i++) await size(page, url);
  await page.goto(url, { waitUntil: 'networkidle0' });
}

// How many bytes the answer's body has on the way, as the browser would get it.
async function size(page, url) {
  const cookies = await page.browserContext().cookies();
  const headers = { 'accept-encoding': 'gzip, deflate, br, zstd', accept: 'text/html,*/*', cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
  if (!cookies.length) delete headers.cookie;
  return new Promise((resolve, reject) => http.get(url, { headers }, answer => {
    let bytes = 0;
    answer.on('data', chunk => { bytes += chunk.length; }).on('error', reject).on('end', () =>
      answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${answer.statusCode}.`)));
  }).on('error', reject));
}

async function fillCart(page) {
  await page.goto(new URL('/cart', shop).href);
  if (!await page.$('.line')) {
    await page.goto(new URL('/p/linen-notebook', shop).href);
    // Sent as it is without a script: when a script follows a redirect, Chromium does upgrade http://localhost.
    await Promise.all([page.waitForNavigation(), page.$eval('.add button[type=submit]', button => button.form.submit())]);
    await page.goto(new URL('/cart', shop).href);
    await page.waitForSelector('.line');
  }
  return '/cart';
}

async function order(page) {
  await fillCart(page);
  await page.goto(new URL('/checkout', shop).href);
  const form = { Email: 'mia@example.com', Name: 'Mia', Street: 'Weg 1', PostalCode: '20457', City: 'Hamburg' };
  for (const [field, text] of Object.entries(form)) await page.type(`#${field}`, text);
  await page.select('#Country', 'DE');
  await Promise.all([page.waitForNavigation(), page.click('.button-order')]);
  // The page says so itself, once the order is decided.
  await page.waitForFunction(() => location.pathname.startsWith('/orders/') && !document.querySelector('[data-poll]'));
  return new URL(page.url()).pathname;
}
